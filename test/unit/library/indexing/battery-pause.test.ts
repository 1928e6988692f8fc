import { expect, test, vi } from 'vitest';
import { createBatteryPause } from '../../../../src/library/indexing/battery-pause.ts';

function makePause(isWanted: boolean) {
  const hold = vi.fn();
  const release = vi.fn();
  const preference = { isWanted };
  const pause = createBatteryPause({ isWanted: () => preference.isWanted, hold, release });
  return { pause, hold, release, preference };
}

test('holds on battery and releases when plugged in, once each', () => {
  const { pause, hold, release } = makePause(true);
  pause.setOnBattery(true);
  pause.setOnBattery(true);
  expect(hold).toHaveBeenCalledOnce();
  pause.setOnBattery(false);
  expect(release).toHaveBeenCalledOnce();
});

test('does nothing where nobody wants it, and where nobody says what the computer runs on', () => {
  const { pause, hold, release } = makePause(false);
  pause.setOnBattery(true);
  pause.setOnBattery(false);
  makePause(true).pause.update();
  expect(hold).not.toHaveBeenCalled();
  expect(release).not.toHaveBeenCalled();
});

test('takes up a change of the preference while on battery', () => {
  const { pause, hold, release, preference } = makePause(false);
  pause.setOnBattery(true);
  preference.isWanted = true;
  pause.update();
  expect(hold).toHaveBeenCalledOnce();
  preference.isWanted = false;
  pause.update();
  expect(release).toHaveBeenCalledOnce();
});
