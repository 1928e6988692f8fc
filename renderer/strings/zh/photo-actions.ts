import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';
import { countPhotos } from './counts.ts';

export const photoActions: Catalogue['photoActions'] = {
  menu: '照片操作',
  more: '所选照片的更多操作',
  open: '打开',
  confirm: '确认',
  confirmAs: (name) => `确认为“${name}”`,
  reject: '不是这里',
  rejectAs: (name) => `不是“${name}”`,
  itIs: (value) => (value === 1 ? '这是…' : '这些是…'),
  move: '移到相册…',
  split: '新建相册',
  notLandmark: '不是地标',
  favourite: '收藏',
  setFavourite: '加入收藏',
  unsetFavourite: '取消收藏',
  setCover: '设为封面',
  similar: '更多相似照片',
  exportPhotos: '导出…',
  showInFolder: '在文件夹中显示',
  pick: {
    title: (value) => (value === 1 ? '这张照片拍的是什么？' : `这 ${formatNumber(value)} 张照片拍的是什么？`),
    description: '请选择相册或 Cairn 认识的地标，也可以输入新名称。',
  },
  did: {
    confirm: (value, name) => `已确认 ${countPhotos(value)}属于“${name}”。`,
    reject: (value, name) => `已将 ${countPhotos(value)}移出“${name}”，Cairn 不会再放回去。`,
    move: (value, name) => `已将 ${countPhotos(value)}移到“${name}”。`,
    notLandmark: (value) =>
      `已将 ${countPhotos(value)}标记为不是地标。Cairn 不会再把${value === 1 ? '它' : '它们'}放进相册。`,
    setCover: (name) => `“${name}”有了新封面。`,
    setFavourite: (value) => `已收藏 ${countPhotos(value)}。`,
    unsetFavourite: (value) => `已取消收藏 ${countPhotos(value)}。`,
  },
};
