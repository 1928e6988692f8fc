import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

export const browse: Catalogue['browse'] = {
  filters: '筛选',
  country: '国家/地区',
  year: '年份',
  naming: '名称',
  named: '已命名',
  unnamed: '尚未命名',
  hidden: (value) => `已隐藏（${formatNumber(value)}）`,
  showAll: '显示全部',
  lift: (what) => `移除筛选：${what}`,
  placeUnknown: '地点未知',
  elsewhere: '其他地方',
  noDate: '无日期',
  otherLetters: '其他',
  jump: '跳转到',
  nothing: '没有符合条件的相册',
  nothingText: '没有相册同时符合这些筛选条件。',
  nothingHidden: '没有隐藏的相册',
  nothingHiddenText: '你隐藏的相册会保存在这里，随时可以重新显示。',
  nameTitle: '相册名称',
  saveName: '保存',
  didName: (name) => `已命名为“${name}”。`,
  proposals: '是其中之一吗？',
  proposedBy: {
    gps: '根据拍摄位置',
    folder: '根据文件夹名称',
    keyword: '根据照片中的关键字',
    city: '根据最近的城市',
  },
};
