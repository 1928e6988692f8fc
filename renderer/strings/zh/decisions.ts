import type { Catalogue } from '../catalogue.ts';

export const decisions: Catalogue['decisions'] = {
  undo: '撤销',
  nothingTo: { undo: '没有可以撤销的操作。', redo: '没有可以重做的操作。' },
  did: {
    undo: (what) => `已撤销：${what}`,
    redo: (what) => `已重做：${what}`,
  },
  kinds: {
    rename: '命名相册',
    confirm: '确认照片',
    reject: '将照片移出相册',
    move: '将照片移到另一个相册',
    merge: '合并两个相册',
    split: '新建相册',
    hide: '隐藏相册',
    show: '显示相册',
    cover: '选择封面',
    link: '指认地标',
    'not-landmark': '标记照片中没有地标',
    favourite: '标记收藏',
    different: '标记照片不同',
    dismiss: '保持原样',
  },
};
