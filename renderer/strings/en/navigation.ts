export const navigation = {
  label: 'Views',
  landmarks: 'Landmarks',
  photos: 'Photos',
  failures: 'Problems',
  settings: 'Settings',
  keys: 'Keyboard shortcuts',
} as const;
