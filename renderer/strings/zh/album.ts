import { formatNumber } from '../format.ts';
import type { Catalogue } from '../catalogue.ts';

export const album: Catalogue['album'] = {
  gridLabel: (name) => `“${name}”的照片`,
  nameLabel: '相册名称',
  unnamedHint: '认得这个地方吗？给它起个名字吧。',
  confirmed: '已确认',
  suggested: '建议',
  suggestedHint: 'Cairn 认为这些照片属于这里。对的请确认，不对的请移出。',
  tentative: '可能属于这里',
  tentativeHint: '把握不够，暂未放入相册。对的请确认。',
  certainty: (percent) => `${percent} 确定是同一个地方`,
  confirmAll: (value) => (value === 1 ? '确认' : `全部确认（${formatNumber(value)} 张）`),
  merge: '合并…',
  mergeHint: '与另一个相册合并',
  more: '更多操作',
  selected: (value) => `已选择 ${formatNumber(value)} 张`,
  selectAll: '全选',
  clearSelection: '取消选择',
  goneTitle: '这个相册已经不在了',
  goneText: '它已并入另一个相册，或者里面的照片都已移走。',
  empty: '这个相册里没有照片了。',
  allLandmarks: '所有地标',
};
