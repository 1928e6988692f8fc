import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

export const failures: Catalogue['failures'] = {
  title: '问题',
  lead: (value) => `有 ${formatNumber(value)} 个文件无法读取。`,
  leadMore: '其余照片照常处理，这些文件本身不受影响。',
  retry: '全部重试',
  didRetry: '正在重试。能读取的文件会从列表中消失。',
  none: '没有问题',
  noneText: '文件夹里的每张照片都能读取。',
  listLabel: '无法读取的文件',
  tries: (value) => `已尝试 ${formatNumber(value)} 次`,
  quarantined: '已搁置：它曾两次使 Cairn 中断',
};
