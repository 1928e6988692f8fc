import { formatNumber } from '../format.ts';
import { count } from './counts.ts';

export const duplicates = {
  title: 'Duplicates',
  lead: 'Cairn never deletes anything. It shows you where the photos are; what stays is up to you.',
  kinds: 'Which duplicates',
  exact: 'Same file',
  near: 'Look the same',
  hints: {
    exact: 'One and the same photo, stored in several places.',
    near: 'Smaller or recompressed copies, and shots of one scene taken within seconds.',
  },
  group: (index: number, total: number) => `Group ${formatNumber(index)} of ${formatNumber(total)}`,
  copies: (value: number) => `In ${count(value, 'place', 'places')}`,
  pixels: (width: string, height: string) => `${width} × ${height}`,
  largest: 'Largest',
  openLabel: (fileName: string) => `Open ${fileName}`,
  declare: 'These are different',
  didDeclare: (value: number) => `Noted: these ${formatNumber(value)} photos are different. Cairn will not ask again.`,
  noneTitle: { exact: 'No photo is stored twice', near: 'No photos look the same' },
  noneText: 'Cairn looks again whenever photos are added.',
  noneYet: 'Cairn is still going through your photos.',
} as const;
