import { expect, test, vi } from 'vitest';
import { answerCall } from '../../../electron/main/answer-call.ts';
import type { CallHandlers } from '../../../src/api/calls.ts';
import { CairnError } from '../../../src/api/errors.ts';

/** Handlers that fail loudly for every call but the given ones. */
function makeHandlers(given: Partial<CallHandlers>): CallHandlers {
  return given as CallHandlers;
}

test('parses the input, runs the handler and wraps its value', async () => {
  const rename = vi.fn(() => ({ id: 3 }) as never);
  const payload = { name: 'albums.rename', input: { albumId: 3, name: '  Old Town  ' } };
  const result = await answerCall(makeHandlers({ 'albums.rename': rename }), payload, vi.fn());
  expect(result).toEqual({ ok: true, value: { id: 3 } });
  expect(rename).toHaveBeenCalledWith({ albumId: 3, name: 'Old Town' });
});

test.each([
  ['no object', 'albums.get'],
  ['null', null],
  ['no name', { input: {} }],
  ['one field too many', { name: 'roots.list', input: {}, extra: 1 }],
  ['an unknown call', { name: 'files.read', input: {} }],
  ['an inherited property', { name: 'constructor', input: {} }],
  ['the prototype', { name: '__proto__', input: {} }],
  ['a missing input', { name: 'albums.get', input: undefined }],
  ['a wrong type', { name: 'albums.get', input: { albumId: '1' } }],
  ['an unknown field', { name: 'albums.get', input: { albumId: 1, path: '/etc/passwd' } }],
  ['a fraction', { name: 'photos.get', input: { photoId: 1.5 } }],
  ['too large a page', { name: 'photos.list', input: { offset: 0, limit: 100_000 } }],
])('refuses %s as invalid input without running anything', async (_what, payload) => {
  const handler = vi.fn();
  const handlers = { 'albums.get': handler, 'photos.get': handler, 'photos.list': handler, 'roots.list': handler };
  const result = await answerCall(makeHandlers(handlers), payload, vi.fn());
  expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  expect(handler).not.toHaveBeenCalled();
});

test("a person's failure keeps its code and is not reported", async () => {
  const report = vi.fn();
  const handlers = makeHandlers({ 'albums.get': () => Promise.reject(new CairnError('not-found', 'No such album.')) });
  const result = await answerCall(handlers, { name: 'albums.get', input: { albumId: 9 } }, report);
  expect(result).toEqual({ ok: false, error: { code: 'not-found', message: 'No such album.' } });
  expect(report).not.toHaveBeenCalled();
});

test('an unexpected error becomes code internal and is reported with the name of its call', async () => {
  const report = vi.fn();
  const error = new TypeError('broken');
  const handlers = makeHandlers({
    'roots.list': () => {
      throw error;
    },
  });
  const result = await answerCall(handlers, { name: 'roots.list', input: {} }, report);
  expect(result).toEqual({ ok: false, error: { code: 'internal', message: 'broken' } });
  expect(report).toHaveBeenCalledWith('roots.list', error);
});
