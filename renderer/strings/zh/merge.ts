import type { Catalogue } from '../catalogue.ts';

export const merge: Catalogue['merge'] = {
  title: (name) => `将“${name}”与…合并`,
  description: '所有照片会归入同一个相册。',
  keepName: '合并后的相册名称',
  merge: '合并',
  didMerge: (name) => `已并入“${name}”。`,
};
