import { formatNumber, formatProbability, formatRate } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

function describeCertainty(confidence: number): string {
  if (confidence >= 0.9) return '非常确定';
  if (confidence >= 0.7) return '比较确定';
  return '可能是';
}

export const photo: Catalogue['photo'] = {
  label: (parts) => ['照片', ...parts.filter((part) => part !== null)].join('，'),
  noDate: '无日期',
  confirmed: '已确认',
  favourite: '收藏',
  tentative: (confidence) =>
    confidence === null ? '可能属于这里' : `可能属于这里，把握 ${formatProbability(confidence)}`,
  suggested: (confidence) => (confidence === null ? '建议' : `建议，把握 ${formatProbability(confidence)}`),
  offline: '所在的磁盘未连接',
  missing: '找不到文件',
  select: '选择',
  viewer: '照片',
  position: (index, total) => `第 ${formatNumber(index + 1)} 张，共 ${formatNumber(total)} 张`,
  previous: '上一张照片',
  next: '下一张照片',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '适合窗口',
  actualSize: '实际大小',
  showInfo: '显示信息',
  hideInfo: '隐藏信息',
  scale: (ratio) => `${formatNumber(Math.round(ratio * 100))}%`,
  previewOnlyOffline: '这张照片所在的磁盘未连接，现在看到的是预览。连接磁盘即可查看原图。',
  previewOnlyMissing: '这张照片的文件已不在，现在看到的是 Cairn 保留的预览。',
  previewOnly: '无法读取原图，现在看到的是预览。',
  noPreview: '无法显示这张照片。',
  information: '信息',
  landmark: '地标',
  noLandmark: 'Cairn 没有在这张照片里认出地标。',
  unnamedGroup: '还没有名字的地方',
  tentativeCertainty: (confidence) => `把握不够，未放入相册，${formatProbability(confidence)}`,
  certainty: (confidence) => `${describeCertainty(confidence)}，${formatProbability(confidence)}`,
  confirmedByYou: '你已确认',
  rejectedByYou: (name) => `你说过这不是“${name}”。`,
  itIs: '其实是的',
  when: '时间',
  whenUnknown: '没有记录',
  takenSource: {
    exif: null,
    gps: '时间来自 GPS',
    'file-name': '日期取自文件名',
    'file-time': '照片没有日期，这是文件的日期',
  },
  where: '地点',
  camera: '相机',
  file: '文件',
  copies: (value) => `这张照片有 ${formatNumber(value)} 份副本`,
  megapixels: (value) => `${formatRate(value * 100)} 万像素`,
  similar: '相似照片',
  noSimilar: '还没有相似照片。',
  similarLabel: (fileName, cosine) => `${fileName}，相似度 ${formatProbability(Math.max(0, cosine))}`,
};
