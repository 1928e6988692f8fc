import type { Catalogue } from '../catalogue.ts';

export const problems: Catalogue['problems'] = {
  catalogTitle: 'Cairn 无法打开你的图库',
  embedderTitle: '识别功能没有运行',
  embedderText: '照片可以照常浏览，但不会索引新照片。',
  viewTitle: '无法显示此视图',
  viewText: 'Cairn 的一个文件缺失。请重试；如果仍然缺失，请重新安装 Cairn。你的照片和相册不受影响。',
  details: '前往设置',
  dismiss: '关闭消息',
  messages: '消息',
};
