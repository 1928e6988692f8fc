export const navigation = {
  label: 'Views',
} as const;
