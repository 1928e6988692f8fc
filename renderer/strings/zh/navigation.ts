import type { Catalogue } from '../catalogue.ts';

export const navigation: Catalogue['navigation'] = {
  label: '视图',
};
