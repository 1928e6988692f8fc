import type { Catalogue } from '../catalogue.ts';

export const photos: Catalogue['photos'] = {
  title: '照片',
  gridLabel: '所有照片，最新的在前',
  noDate: '无日期',
  busyTitle: '照片马上就会出现',
  busyText: 'Cairn 正在浏览你的文件夹。',
  noneTitle: '还没有照片',
  noneText: 'Cairn 没有在你的文件夹里找到图片文件。',
};
