export const navigation = {
  label: 'Views',
  landmarks: 'Landmarks',
  photos: 'Photos',
  map: 'Map',
  search: 'Search',
  review: 'Review',
  history: 'History',
  failures: 'Problems',
  settings: 'Settings',
  keys: 'Keyboard shortcuts',
} as const;
