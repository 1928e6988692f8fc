export const navigation = {
  label: 'Views',
  landmarks: 'Landmarks',
  photos: 'Photos',
  map: 'Map',
  search: 'Search',
  failures: 'Problems',
  settings: 'Settings',
  keys: 'Keyboard shortcuts',
} as const;
