import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

export const duplicates: Catalogue['duplicates'] = {
  title: '重复照片',
  lead: 'Cairn 从不删除任何文件。它只告诉你照片在哪里，留下哪一张由你决定。',
  kinds: '重复的类型',
  exact: '相同文件',
  near: '看起来相同',
  hints: {
    exact: '同一张照片存放在多个位置。',
    near: '缩小或重新压缩的副本，以及几秒之内对同一场景的连拍。',
  },
  group: (index, total) => `第 ${formatNumber(index)} 组，共 ${formatNumber(total)} 组`,
  copies: (value) => `存放在 ${formatNumber(value)} 个位置`,
  pixels: (width, height) => `${width} × ${height}`,
  largest: '最大',
  openLabel: (fileName) => `打开 ${fileName}`,
  declare: '不是重复照片',
  didDeclare: (value) => `已记录：这 ${formatNumber(value)} 张照片并不重复，Cairn 不会再问。`,
  noneTitle: { exact: '没有重复存放的照片', near: '没有看起来相同的照片' },
  noneText: '每次添加照片后，Cairn 都会重新检查。',
  noneYet: 'Cairn 还在浏览你的照片。',
};
