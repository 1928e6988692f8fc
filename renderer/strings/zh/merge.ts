import type { Catalogue } from '../catalogue.ts';

export const merge: Catalogue['merge'] = {
  title: (name) => `将“${name}”与…合并`,
  description: '所有照片会归入同一个相册。',
  search: '搜索相册',
  results: '相册',
  none: '没有叫这个名字的相册。',
  noOthers: '没有其他相册可以合并。',
  keepName: '合并后的相册名称',
  merge: '合并',
  didMerge: (name) => `已并入“${name}”。`,
};
