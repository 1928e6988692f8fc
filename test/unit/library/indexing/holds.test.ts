import { expect, test } from 'vitest';
import { createHolds } from '../../../../src/library/indexing/holds.ts';

test('several reasons hold together, and the last one to go lets go', () => {
  const holds = createHolds();
  expect(holds.isHeld()).toBe(false);
  holds.hold('battery');
  holds.hold('person');
  holds.release('person');
  expect(holds.isHeld()).toBe(true);
  holds.release('battery');
  expect(holds.isHeld()).toBe(false);
});

test('says first what the person did, then what needs the person', () => {
  const holds = createHolds();
  holds.hold('battery');
  expect(holds.getState()).toBe('on-battery');
  holds.hold('disk');
  expect(holds.getState()).toBe('disk-full');
  holds.hold('person');
  expect(holds.getState()).toBe('paused');
});

test('a change of the embedder holds without a state of its own', () => {
  const holds = createHolds();
  holds.hold('change');
  expect(holds.isHeld()).toBe(true);
  expect(holds.getState()).toBeNull();
});
