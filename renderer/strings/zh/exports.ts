import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

export const exports: Catalogue['exports'] = {
  title: '导出',
  kind: '导出内容',
  copies: '文件副本',
  copiesHint: '原始文件，名称和内容都不变，不会覆盖任何文件。',
  page: '网页',
  pageHint: '一个包含所有照片的文件，任何浏览器都能打开，无需联网。不含位置和相机信息。',
  size: '图片大小',
  pixels: (value) => `${formatNumber(value)} 像素`,
  about: (size) => `约 ${size}`,
  away: (value) => `${countPhotos(value)}目前无法读取，将被略过。连接硬盘后即可一并导出。`,
  allAway: '这些照片目前都无法读取。请连接硬盘后重试。',
  choose: '选择文件夹…',
  progress: (done, total) => `${formatNumber(done)} / ${formatNumber(total)}`,
  did: (value, where) => `已将 ${countPhotos(value)}导出到 ${where}。`,
  left: (value) => `${countPhotos(value)}无法读取，已略过：`,
  leftLabel: '略过的照片',
};
