import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compareRoot, type KnownFile } from '../../../../src/library/scan/compare-root.ts';
import { isSkippedFolder, liesInSkippedFolder } from '../../../../src/library/scan/skipped-folders.ts';
import { walkFolder } from '../../../../src/library/scan/walk-folder.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cairn-walk-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

function put(...relativePaths: readonly string[]): void {
  for (const relativePath of relativePaths) {
    mkdirSync(dirname(join(root, relativePath)), { recursive: true });
    writeFileSync(join(root, relativePath), relativePath);
  }
}

interface Walked {
  readonly photos: string[];
  readonly others: number;
  readonly unreadable: string[];
}

function walk(isCancelled: () => boolean = () => false): Walked {
  const walked = { photos: [] as string[], others: 0, unreadable: [] as string[] };
  walkFolder(root, {
    isCancelled,
    isStillThere: () => true,
    onPhoto: (relativePath) => void walked.photos.push(relativePath),
    onOtherFile: () => void (walked.others += 1),
    onUnreadable: (relativePath) => void walked.unreadable.push(relativePath),
  });
  return walked;
}

it('finds photos at every depth in the order of their names', () => {
  put('b.JPG', 'a.jpeg', 'z/1.heic', 'c/d/e/f.cr3', 'c/2.png', 'notes.txt', 'c/film.mp4');
  expect(walk()).toEqual({
    photos: ['a.jpeg', 'b.JPG', 'c/2.png', 'c/d/e/f.cr3', 'z/1.heic'],
    others: 2,
    unreadable: [],
  });
});

it('passes over hidden, system and preview folders, and hidden files', () => {
  put('.thumbnails/a.jpg', '$RECYCLE.BIN/a.jpg', '@eaDir/a.jpg', 'x/node_modules/a.jpg', 'Cat Previews.lrdata/a.jpg');
  put('System Volume Information/a.jpg', '.git/a.jpg', '._a.jpg', '.hidden.jpg', 'kept.jpg');
  expect(walk().photos).toEqual(['kept.jpg']);
});

it("takes the originals of Apple's photo libraries and nothing else of them", () => {
  put('My.photoslibrary/originals/0/a.heic', 'My.photoslibrary/resources/derivatives/a.jpg', 'My.photoslibrary/x.jpg');
  put('Old.photolibrary/Masters/2012/b.jpg', 'originals/c.jpg', 'resources/d.jpg');
  expect(walk().photos).toEqual([
    'My.photoslibrary/originals/0/a.heic',
    'Old.photolibrary/Masters/2012/b.jpg',
    'originals/c.jpg',
    'resources/d.jpg',
  ]);
});

it('goes down as far as the tree does', () => {
  const deep = 'd/'.repeat(400);
  mkdirSync(join(root, deep), { recursive: true });
  writeFileSync(join(root, deep, 'a.jpg'), '');
  expect(walk()).toEqual({ photos: [`${deep}a.jpg`], others: 0, unreadable: [] });
});

it('ends at once when it is cancelled', () => {
  put('a/1.jpg', 'b/2.jpg', 'c/3.jpg');
  let asked = 0;
  expect(walk(() => (asked += 1) > 2).photos).toHaveLength(1);
});

it.runIf(process.platform !== 'win32')('takes links to files elsewhere and to hidden content, once', () => {
  put('real/a.jpg', '.store/content.jpg');
  symlinkSync(join(root, 'real/a.jpg'), join(root, 'again.jpg'));
  symlinkSync(join(root, '.store/content.jpg'), join(root, 'annexed.jpg'));
  symlinkSync(root, join(root, 'loop.jpg'));
  symlinkSync('dangling-target', join(root, 'dangling.jpg'));
  const { photos, unreadable } = walk();
  expect(photos).toEqual(['annexed.jpg', 'real/a.jpg']);
  expect(unreadable).toEqual(['dangling.jpg']);
});

it.runIf(process.platform === 'linux')('reports what it cannot open, and keeps what was known below', () => {
  put('open/a.jpg');
  // Deeper than any path can say: made from inside, as a careless program might.
  const makeDeep = `const fs = require('fs'); const name = 'x'.repeat(200);
    for (let depth = 0; depth < 25; depth += 1) { fs.mkdirSync(name); process.chdir(name); }
    fs.writeFileSync('b.jpg', '');`;
  execFileSync(process.execPath, ['--eval', makeDeep], { cwd: root });
  const { photos, unreadable } = walk();
  expect(photos).toEqual(['open/a.jpg']);
  expect(unreadable).toHaveLength(1);
  const [closed = ''] = unreadable;

  const know = (id: number, relativePath: string): KnownFile => ({
    id,
    relativePath,
    sizeBytes: 1,
    mtimeMs: 1,
    state: 'present',
    photoId: id,
    hasJob: false,
  });
  const gone: number[] = [];
  const known = [know(1, `${closed}/deeper/b.jpg`), know(2, 'open/removed.jpg'), know(3, 'removed/too.jpg')];
  compareRoot(root, known, {
    onChanged: () => undefined,
    onBack: () => undefined,
    onGone: (fileIds) => void gone.push(...fileIds),
    onProgress: () => undefined,
    isCancelled: () => false,
  });
  expect(gone).toEqual([2, 3]);
  // Node's own rm cannot name these folders either.
  execFileSync('rm', ['-rf', ...readdirSync(root).map((name) => join(root, name))]);
});

it('says that a root is absent instead of losing its files', () => {
  const gone: number[] = [];
  const outcome = compareRoot(join(root, 'nowhere'), [], {
    onChanged: () => undefined,
    onBack: () => undefined,
    onGone: (fileIds) => void gone.push(...fileIds),
    onProgress: () => undefined,
    isCancelled: () => false,
  });
  expect(outcome.kind).toBe('absent');
  expect(gone).toEqual([]);
});

it('ends in the middle of one large folder when it is cancelled', () => {
  put(...Array.from({ length: 2000 }, (_, index) => `${index}.jpg`));
  let looks = 0;
  expect(walk(() => (looks += 1) > 2).photos.length).toBeLessThan(1000);
});

it('ends as soon as the drive is away, and says nothing of what it met instead', () => {
  put('a/1.jpg', 'b/2.jpg', 'c/3.jpg');
  let listed = 0;
  const photos: string[] = [];
  walkFolder(root, {
    isCancelled: () => false,
    // The root and its first folder are listed before.
    isStillThere: () => (listed += 1) < 3,
    onPhoto: (relativePath) => void photos.push(relativePath),
    onOtherFile: () => undefined,
    onUnreadable: () => undefined,
  });
  expect(photos).toEqual(['a/1.jpg']);
});

it('knows skipped folders by name', () => {
  expect(isSkippedFolder('Originals', 'A.photoslibrary')).toBe(false);
  expect(isSkippedFolder('database', 'A.photoslibrary')).toBe(true);
  expect(isSkippedFolder('Photos', 'Pictures')).toBe(false);
  expect(liesInSkippedFolder('a/.git/b.jpg')).toBe(true);
  expect(liesInSkippedFolder('a/b/.c.jpg')).toBe(false);
});
