import { describe, expect, it, vi } from 'vitest';
import { isGenericName, trimGenericEnds } from '../../../../src/library/names/generic-names.ts';

describe('isGenericName', () => {
  it.each([
    ['DCIM', '100CANON', '101_PANA', '100MSDCF', '100APPLE', 'Camera Roll', 'Camera Uploads', 'IMG_1234', 'DSC00012'],
    [
      '2019',
      '2019-06',
      '2019-06-14',
      '20190614',
      '14.06.2019',
      '06_2019',
      'June 2019',
      'Jun 14th',
      '2019 (2)',
      '(3)',
      '',
    ],
    [
      'New folder',
      'New folder (2)',
      'Pictures',
      'My Pictures',
      'iPhone',
      'iPhone Photos',
      'WhatsApp Images',
      'Untitled',
    ],
    ['Neuer Ordner', 'Meine Bilder', 'Urlaub 2019', 'Sommerferien', 'August', 'März 2020', 'Handy-Bilder'],
    ['Nouveau dossier', 'Vacances d’été 2019', 'août 2018', 'Mes images', 'Photos de vacances', 'Captures d’écran'],
    [
      'Nueva carpeta',
      'Vacaciones 2019',
      'Nova pasta',
      'Férias',
      'Imágenes',
      'enero',
      'Nuova cartella',
      'Foto delle vacanze',
      'Foto dell’estate',
    ],
    [
      'Nieuwe map',
      "Foto's",
      'Vakantie',
      'Zdjęcia',
      'Wakacje 2020',
      'Nowy folder',
      'Новая папка',
      'Отпуск 2019',
      '14 июня',
    ],
    ['新しいフォルダー', '写真', '2019年6月', '新建文件夹', '照片', '새 폴더', '사진', 'صور', 'תמונות', 'Φωτογραφίες'],
    ['3f2a9c81d04e4b7f', 'Takeout', 'Google Photos', 'Lightroom Export', 'raw', 'Day 3', 'Tag 2', 'a', 'Part B'],
  ])('takes %s and the like for generic', (...names) => {
    expect(names.filter((name) => !isGenericName(name))).toEqual([]);
  });

  it('leaves names of places alone', () => {
    const places = [
      [
        'Nice',
        'Paris 2019',
        '2019-06 Rome',
        'Sacré-Cœur',
        'Day 3 Petra',
        'Old Mill',
        'Urlaub in Nizza',
        'Camera degli Sposi',
      ],
      ['63 Building', '1000 Islands', 'Pont 25-Avril', '富士山', '東京 2019', '서울', 'Москва', 'Canon City', 'Tower'],
    ].flat();
    expect(places.filter(isGenericName)).toEqual([]);
  });
});

describe('trimGenericEnds', () => {
  it.each([
    ['2019-06-14_Sacre-Coeur (2)', 'Sacre-Coeur'],
    ['2019-06 Sacré-Cœur', 'Sacré-Cœur'],
    ['EiffelTower_2019', 'Eiffel Tower'],
    ['OldMill', 'Old Mill'],
    ['Rome - 14.06.2019', 'Rome'],
    ['20190614-Rome-IMG', 'Rome-IMG'],
    ['Urlaub in Nizza 2019', 'Urlaub in Nizza'],
    ['63 Building', 'Building'],
    ['富士山 2019', '富士山'],
    ['DCIM', ''],
    ['2019', ''],
    ['', ''],
  ])('makes %s %s', (name, expected) => {
    expect(trimGenericEnds(name)).toBe(expected);
  });
});

it('knows the same when it was made ready in parts, with turns of others between them', async () => {
  vi.resetModules();
  const prepared = await import('../../../../src/library/names/generic-names.ts');
  let turns = 0;
  await prepared.prepareGenericNames(() => {
    turns += 1;
    return Promise.resolve();
  });
  expect(turns).toBeGreaterThan(15);
  const words = [
    'DCIM',
    'Urlaub',
    'été',
    'juin 2018',
    'июня',
    'Juni',
    'Heinäkuu',
    'Nizza',
    'Golden Gate',
    'Haus am See',
  ];
  expect(words.map(prepared.isGenericName)).toEqual(words.map(isGenericName));
  expect(prepared.isGenericName('июня')).toBe(true);
});
