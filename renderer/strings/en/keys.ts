export const keys = {
  title: 'Keyboard shortcuts',
  groups: [
    {
      name: 'Everywhere',
      keys: [
        { keys: ['Ctrl', '1'], does: 'Landmarks' },
        { keys: ['Ctrl', '2'], does: 'Photos' },
        { keys: ['Ctrl', '3'], does: 'Map' },
        { keys: ['Ctrl', ','], does: 'Settings' },
        { keys: ['Ctrl', 'Z'], does: 'Undo your last decision' },
        { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo it' },
        { keys: ['Alt', '←'], does: 'Back' },
        { keys: ['Esc'], does: 'Clear the selection, or back' },
        { keys: ['?'], does: 'This page' },
      ],
    },
    {
      name: 'In a grid',
      keys: [
        { keys: ['←', '→', '↑', '↓'], does: 'Move' },
        { keys: ['Home', 'End'], does: 'First, last' },
        { keys: ['Page ↑', 'Page ↓'], does: 'One screen' },
        { keys: ['Enter'], does: 'Open' },
        { keys: ['Space'], does: 'Select' },
        { keys: ['Shift', '←', '→'], does: 'Select a range' },
        { keys: ['Ctrl', 'A'], does: 'Select all' },
        { keys: ['C'], does: 'Confirm what is selected' },
        { keys: ['X'], does: 'Not this landmark' },
        { keys: ['F2'], does: 'Rename the album' },
      ],
    },
    {
      name: 'On the map',
      keys: [
        { keys: ['←', '→', '↑', '↓'], does: 'Move the map, or from place to place' },
        { keys: ['+', '−'], does: 'Zoom' },
        { keys: ['Home'], does: 'Show everything' },
        { keys: ['Tab'], does: 'To the places in view' },
        { keys: ['Enter'], does: 'Open' },
      ],
    },
    {
      name: 'Photo',
      keys: [
        { keys: ['←', '→'], does: 'Previous, next' },
        { keys: ['+', '−'], does: 'Zoom' },
        { keys: ['0'], does: 'Fit to window' },
        { keys: ['1'], does: 'Actual size' },
        { keys: ['Shift', '←', '→', '↑', '↓'], does: 'Move a zoomed photo' },
        { keys: ['C'], does: 'Confirm' },
        { keys: ['X'], does: 'Not this landmark' },
        { keys: ['I'], does: 'Information' },
        { keys: ['Esc'], does: 'Back' },
      ],
    },
  ],
} as const;
