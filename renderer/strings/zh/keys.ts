import type { Catalogue } from '../catalogue.ts';

export const keys: Catalogue['keys'] = {
  title: '键盘快捷键',
  groups: [
    {
      name: '任何地方',
      keys: [
        { keys: ['Ctrl', '1'], does: '地标' },
        { keys: ['Ctrl', '2'], does: '照片' },
        { keys: ['Ctrl', '3'], does: '地图' },
        { keys: ['Ctrl', ','], does: '设置' },
        { keys: ['/'], does: '搜索照片' },
        { keys: ['Ctrl', 'K'], does: '命令' },
        { keys: ['Ctrl', 'V'], does: '粘贴图片来搜索' },
        { keys: ['Ctrl', 'Z'], does: '撤销上一个决定' },
        { keys: ['Ctrl', 'Shift', 'Z'], does: '重做' },
        { keys: ['Alt', '←'], does: '返回' },
        { keys: ['Esc'], does: '取消选择或返回' },
        { keys: ['?'], does: '本页' },
      ],
    },
    {
      name: '网格',
      keys: [
        { keys: ['←', '→', '↑', '↓'], does: '移动' },
        { keys: ['Home', 'End'], does: '第一张、最后一张' },
        { keys: ['Page ↑', 'Page ↓'], does: '翻一屏' },
        { keys: ['Enter'], does: '打开' },
        { keys: ['空格'], does: '选择' },
        { keys: ['Shift', '←', '→'], does: '选择连续多张' },
        { keys: ['Ctrl', 'A'], does: '全选' },
        { keys: ['C'], does: '确认所选照片' },
        { keys: ['X'], does: '不是这个地标' },
        { keys: ['F'], does: '收藏或取消收藏' },
        { keys: ['F2'], does: '重命名相册' },
      ],
    },
    {
      name: '地图',
      keys: [
        { keys: ['←', '→', '↑', '↓'], does: '移动地图，或在地点之间移动' },
        { keys: ['+', '−'], does: '缩放' },
        { keys: ['Home'], does: '显示全部' },
        { keys: ['Tab'], does: '前往当前视图中的地点' },
        { keys: ['Enter'], does: '打开' },
      ],
    },
    {
      name: '单张照片',
      keys: [
        { keys: ['←', '→'], does: '上一张、下一张' },
        { keys: ['+', '−'], does: '缩放' },
        { keys: ['0'], does: '适合窗口' },
        { keys: ['1'], does: '实际大小' },
        { keys: ['Shift', '←', '→', '↑', '↓'], does: '移动放大的照片' },
        { keys: ['C'], does: '确认' },
        { keys: ['X'], does: '不是这个地标' },
        { keys: ['I'], does: '信息' },
        { keys: ['Esc'], does: '返回' },
      ],
    },
  ],
};
