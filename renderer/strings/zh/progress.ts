import { formatNumber, formatRate } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

function describeRemaining(remainingMs: number): string {
  const minutes = remainingMs / 60_000;
  if (minutes < 1) return '剩余不到 1 分钟';
  if (minutes < 60) return `剩余约 ${formatNumber(Math.round(minutes))} 分钟`;
  return `剩余约 ${formatRate(minutes / 60)} 小时`;
}

export const progress: Catalogue['progress'] = {
  label: '索引进度',
  scanning: '正在查找照片',
  indexing: '正在识别照片',
  'embedding-again': '正在改用新模型',
  grouping: '正在整理相册',
  paused: '已暂停',
  'on-battery': '已暂停：正在使用电池',
  'disk-full': '已暂停：磁盘已满',
  stopped: '已停止',
  done: '已是最新',
  doneWithPhotos: (value) => `${countPhotos(value)}，已是最新`,
  of: (done, total) => `${formatNumber(done)} / ${formatNumber(total)}`,
  found: (value) => `已找到 ${countPhotos(value)}`,
  rate: (perSecond) => `每秒 ${formatRate(perSecond)} 张`,
  remaining: describeRemaining,
  pause: '暂停索引',
  resume: '继续索引',
  announce: (phase, done, total) =>
    total > 0 ? `${phase}：共 ${countPhotos(total)}，已完成 ${formatNumber(done)} 张` : phase,
  failed: (value) => `${countPhotos(value)}无法读取`,
};
