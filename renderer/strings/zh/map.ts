import type { Catalogue } from '../catalogue.ts';
import { formatNumber } from '../format.ts';
import { countPhotos } from './counts.ts';

export const map: Catalogue['map'] = {
  title: '地图',
  openAt: (what) => `在地图上查看${what}`,
  surface: '照片地图',
  surfaceHint: '方向键移动地图，加号和减号缩放，Home 键显示全部。',
  pins: '当前视图中的地点',
  zoomIn: '放大',
  zoomOut: '缩小',
  showAll: '显示全部',
  photosHere: (value) => `查看此处的 ${countPhotos(value)}`,
  summary: (places, photos, largest) =>
    places === 0
      ? '地图的这一部分没有照片'
      : `当前视图中有 ${formatNumber(places)} 个地点，${countPhotos(photos)}${largest === null ? '' : `，其中最多的在${largest}`}`,
  landmarkPin: (name, place, photos, estimated) =>
    [name, place, countPhotos(photos), describeEstimated(photos, estimated)].filter((part) => part !== null).join('，'),
  clusterPin: (photos, estimated, names) =>
    [countPhotos(photos), ...names, describeEstimated(photos, estimated)].filter((part) => part !== null).join('，'),
  photoPin: (date, estimated) =>
    ['照片', date, estimated ? '位置为估计' : null].filter((part) => part !== null).join('，'),
  legend: '图例',
  legendTaken: '拍摄地点',
  legendEstimated: '估计的位置',
  legendEstimatedHint: '照片没有位置信息，因此显示在它的地标处，或同一段行程中前后两张照片之间。',
  scale: (text) => `比例尺：${text}`,
  estimatedCount: (value) => `${countPhotos(value)}的位置为估计`,
  unplaced: (value) => `${countPhotos(value)}没有位置`,
  unplacedBroken: (value) => `其中 ${formatNumber(value)} 张的位置信息有误`,
  unplacedTitle: '没有位置的照片',
  sheetLabel: '此地点的照片',
  showPhotos: '查看照片',
  ofAlbum: (shown, all) => `此处 ${formatNumber(shown)} 张，共 ${formatNumber(all)} 张`,
  years: '年份',
  yearsFrom: '起始年份',
  yearsTo: '结束年份',
  allYears: '所有年份',
  yearRange: (from, to) => (from === to ? from : `${from} – ${to}`),
  noneTitle: '还没有带位置的照片',
  noneText: '相机记录了拍摄地点的照片，或 Cairn 认出了地标的照片，会显示在这里。',
  busyTitle: '地点很快就会出现在这里',
  busyText: 'Cairn 正在浏览你的照片。',
  seePhotos: '查看所有照片',
  landProblem: '无法绘制地图。你的地点仍会显示，但没有底图。',
};

function describeEstimated(photos: number, estimated: number): string | null {
  if (estimated === 0) return null;
  return estimated === photos ? '位置为估计' : `其中 ${formatNumber(estimated)} 张为估计位置`;
}
