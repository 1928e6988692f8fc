import type { Catalogue } from '../catalogue.ts';

export const albums: Catalogue['albums'] = {
  menu: '此相册的操作',
  open: '打开相册',
  review: '核对此相册',
  name: '为此地命名',
  rename: '重命名',
  merge: '与其他相册合并…',
  exportAlbum: '导出相册…',
  hide: '隐藏相册',
  show: '重新显示相册',
  didHide: (name) => `已隐藏“${name}”，照片仍在原处。`,
  didShow: (name) => `“${name}”已重新显示。`,
};
