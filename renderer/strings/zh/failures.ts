import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

export const failures: Catalogue['failures'] = {
  title: '问题',
  retry: '全部重试',
  didRetry: '正在重试。能读取的文件会从列表中消失。',
  listLabel: '无法读取的文件',
  tries: (value) => `已尝试 ${formatNumber(value)} 次`,
  quarantined: '已搁置：它曾两次使 Cairn 中断',
};
