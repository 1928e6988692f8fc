import { describe, expect, test, vi } from 'vitest';
import type { RunReport } from '../../../src/api/upkeep-views.ts';
import { composeNotification, joinReports } from '../../../electron/main/notifications/compose-notification.ts';
import { createNotifier } from '../../../electron/main/notifications/notifier.ts';
import { findWords } from '../../../electron/main/words/index.ts';

const { notifications: words } = findWords('en');
const grown = (albumId: number, name: string, added: number) => ({ albumId, name, added });
const report = (albums: RunReport['albums'], change: Partial<RunReport> = {}): RunReport => ({
  photos: albums.reduce((sum, { added }) => sum + added, 0),
  isFirst: false,
  albums,
  albumCount: albums.length,
  ...change,
});

describe('composeNotification', () => {
  test('one album: its name, and a click leads to it', () => {
    expect(composeNotification(report([grown(7, 'Charminar', 12)]), words)).toEqual({
      title: '12 new photos of Charminar',
      body: '',
      target: { kind: 'album', albumId: 7 },
    });
  });

  test('several albums: how many, the two that grew most, and the landmarks', () => {
    const several = report([grown(1, 'Petra', 1500), grown(2, 'Charminar', 3), grown(3, 'Belém Tower', 1)]);
    expect(composeNotification(several, words)).toEqual({
      title: '1,504 new photos in 3 albums',
      body: 'Petra, Charminar and 1 more',
      target: { kind: 'view', view: 'landmarks' },
    });
  });

  test('the first look at a library is told in one summary, however many albums there are', () => {
    const first = report([grown(1, 'Petra', 40)], { isFirst: true, photos: 3000, albumCount: 48 });
    expect(composeNotification(first, words)).toEqual({
      title: 'Your albums are ready',
      body: '3,000 photos, 48 albums',
      target: { kind: 'view', view: 'landmarks' },
    });
  });

  test('photos without an album lead to the photos', () => {
    expect(composeNotification(report([], { photos: 1 }), words)).toMatchObject({
      title: '1 new photo',
      target: { kind: 'view', view: 'photos' },
    });
  });

  test('is said in Chinese, too', () => {
    const chinese = findWords('zh-Hans').notifications;
    expect(composeNotification(report([grown(7, '查尔米纳尔', 12)]), chinese).title).toBe('“查尔米纳尔”新增 12 张照片');
  });
});

test('two reports become one: albums are added up, the first look stays the first', () => {
  const joined = joinReports(
    report([grown(1, 'Petra', 2), grown(2, 'Charminar', 1)], { isFirst: true, albumCount: 5 }),
    report([grown(2, 'Charminar', 4)]),
  );
  expect(joined).toEqual({
    photos: 7,
    isFirst: true,
    albums: [grown(2, 'Charminar', 5), grown(1, 'Petra', 2)],
    albumCount: 5,
  });
});

describe('createNotifier', () => {
  function makeNotifier(state: { isFocused: boolean; isWanted: boolean }) {
    const shown: { title: string; close: ReturnType<typeof vi.fn> }[] = [];
    const notifier = createNotifier({
      isWanted: () => state.isWanted,
      isWindowFocused: () => state.isFocused,
      getWords: () => words,
      show: ({ title }) => {
        const notification = { title, close: vi.fn() };
        shown.push(notification);
        return notification;
      },
    });
    return { notifier, shown };
  }

  test('says nothing to who looks at the window, or does not want it', () => {
    const state = { isFocused: true, isWanted: true };
    const { notifier, shown } = makeNotifier(state);
    notifier.note(report([grown(1, 'Petra', 2)]));
    state.isFocused = false;
    state.isWanted = false;
    notifier.note(report([grown(1, 'Petra', 2)]));
    expect(shown).toEqual([]);
  });

  test('what comes in parts is told as one, which takes the place of the one before', () => {
    const { notifier, shown } = makeNotifier({ isFocused: false, isWanted: true });
    notifier.note(report([grown(1, 'Petra', 2)]));
    notifier.note(report([grown(1, 'Petra', 3)]));
    expect(shown.map(({ title }) => title)).toEqual(['2 new photos of Petra', '5 new photos of Petra']);
    expect(shown[0]?.close).toHaveBeenCalledOnce();
    expect(shown[1]?.close).not.toHaveBeenCalled();
  });

  test('what was seen is not told again', () => {
    const { notifier, shown } = makeNotifier({ isFocused: false, isWanted: true });
    notifier.note(report([grown(1, 'Petra', 2)]));
    notifier.noteFocus();
    expect(shown[0]?.close).toHaveBeenCalledOnce();
    notifier.note(report([grown(1, 'Petra', 1)]));
    expect(shown[1]?.title).toBe('1 new photo of Petra');
  });
});
