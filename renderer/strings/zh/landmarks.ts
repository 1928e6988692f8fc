import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

export const landmarks: Catalogue['landmarks'] = {
  title: '地标',
  gridLabel: '地标相册',
  sort: '排序方式',
  sortBy: { photos: '照片最多', name: '名称', recent: '最近拍摄', place: '地点' },
  albumLabel: (parts, suggested) =>
    [...parts, ...(suggested > 0 ? [`${formatNumber(suggested)} 张待确认`] : [])].join('，'),
  busyTitle: '正在浏览你的照片',
  busyText: '每认出一个地标，相册就会出现在这里。你可以先随便看看。',
  noneTitle: '没有找到地标',
  noneText: (photoCount, landmarkCount) =>
    `Cairn 看过了 ${countPhotos(photoCount)}。它认得 ${formatNumber(landmarkCount)} 个地标；对于其他地方，只有当好几张照片` +
    '明显拍的是同一处时，才会建立相册。宁可不建，也不建错。',
  noPhotosTitle: '文件夹里没有照片',
  noPhotosText: 'Cairn 没有在那里找到图片文件。请添加另一个文件夹，或在“设置”中重新检查。',
  pausedTitle: '索引已暂停',
  pausedText: '继续索引后，相册会陆续出现在这里。',
  seePhotos: '查看所有照片',
  addFolder: '添加文件夹',
  openSettings: '打开设置',
  resume: '继续',
};
