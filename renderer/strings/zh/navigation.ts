import type { Catalogue } from '../catalogue.ts';

export const navigation: Catalogue['navigation'] = {
  label: '视图',
  landmarks: '地标',
  photos: '照片',
  map: '地图',
  search: '搜索',
  review: '核对',
  history: '历史记录',
  failures: '问题',
  settings: '设置',
  keys: '键盘快捷键',
};
