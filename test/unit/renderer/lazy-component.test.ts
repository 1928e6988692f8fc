import { expect, it } from 'vitest';
import { LazyComponent } from '../../../renderer/state/lazy-component.svelte.ts';

it('loads once, however often it is asked', async () => {
  let loads = 0;
  const lazy = new LazyComponent(() => Promise.resolve({ default: `component ${String((loads += 1))}` }));
  expect(lazy.current).toBeNull();
  await Promise.all([lazy.prepare(), lazy.prepare()]);
  await lazy.prepare();
  expect(lazy.current).toBe('component 1');
  expect(loads).toBe(1);
});

it('says why it could not be loaded, and tries again when asked again', async () => {
  let isThere = false;
  const lazy = new LazyComponent(() =>
    isThere ? Promise.resolve({ default: 'component' }) : Promise.reject(new Error('no such file')),
  );
  await lazy.prepare();
  expect([lazy.current, lazy.problem]).toEqual([null, 'no such file']);
  isThere = true;
  await lazy.prepare();
  expect([lazy.current, lazy.problem]).toEqual(['component', null]);
});
