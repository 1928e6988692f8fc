import type { Catalogue } from '../catalogue.ts';

export const search: Catalogue['search'] = {
  picker: {
    placeholder: '地标或相册名称',
    results: '地标和相册',
    notSeen: '还没有照片',
    newAlbum: (name) => `新建相册“${name}”`,
    none: '没有找到这个名称。',
    empty: '还没有相册。',
  },
};
