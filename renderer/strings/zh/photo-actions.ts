import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

export const photoActions: Catalogue['photoActions'] = {
  menu: '这些照片的操作',
  more: '所选照片的更多操作',
  open: '打开',
  move: '移到其他相册…',
  moveTitle: (value) => `这 ${countPhotos(value)}属于哪里？`,
  split: '用这些照片新建相册',
  denyLandmark: '根本不是地标',
  setCover: '设为封面',
  setFavourite: '收藏',
  unsetFavourite: '取消收藏',
  exportPhotos: '导出…',
  exportAlbum: '导出相册…',
  showInFolder: '在文件夹中显示',
  didMove: (value, name) => `已将 ${countPhotos(value)}移到“${name}”。`,
  didDeny: (value) => `已将 ${countPhotos(value)}移出所有相册：不是地标。`,
  didSetCover: (name) => `“${name}”有了新封面。`,
  didSetFavourite: (value, isFavourite) =>
    isFavourite ? `已收藏 ${countPhotos(value)}。` : `已取消收藏 ${countPhotos(value)}。`,
  certainty: (percent) => `${percent} 确定是同一个地方`,
};
