/** @file Words that say nothing of what a photo shows: names that cameras, phones, programs and people in a hurry give to folders. */
import { buildNameKey } from '../../db/name-key.ts';

/** Compared by `buildNameKey`, word by word. */
const genericWords: readonly string[] = [
  // Folders of cameras, phones and programs.
  'dcim, mp_root, camera, cameraroll, roll, uploads, upload, screenshots, screenshot, iphone, ipad, android, samsung, galaxy, huawei',
  'xiaomi, pixel, canon, nikon, sony, olympus, fujifilm, panasonic, lumix, gopro, dji, whatsapp, telegram, signal, instagram, facebook',
  'messenger, snapchat, wechat, viber, google, icloud, dropbox, onedrive, lightroom, picasa, photoshop, takeout, flickr, airdrop, drive',
  'nextcloud, desktop, documents, downloads, download, sent, received, received files, thumbnails, cache, tmp, temp, lost found',
  'export, exports, exported, import, imports, imported, edit, edits, edited, raw, raws, jpg, jpeg, jpegs, heic, tiff, png, hdr',
  'originals, original, master, masters, backup, backups, copy, copies, sync, library, root, home, users, user, mnt, media, sdcard',
  'disk, usb, card, stick, hdd, ssd, nas, phone, mobile, tablet, scan, scans, slideshow, panorama, panoramas, video, videos, movies',
  // English
  'photo, photos, picture, pictures, pics, pic, image, images, img, foto, fotos, snapshot, snapshots, album, albums, gallery, folder',
  'folders, new, untitled, unnamed, unsorted, sorted, sort, misc, miscellaneous, various, other, others, old, all, my, our, the, a',
  'of, from, and, in, to, at, for, with, best, selection, selected, favorites, favourites, todo, temporary, test, stuff, archive, day',
  'days, week, month, year, morning, evening, night, trip, trips, travel, travels, tour, holiday, holidays, vacation, vacations',
  'weekend, summer, winter, spring, autumn, fall, family, friends, birthday, party, wedding, christmas, easter, part, nr, no, number',
  // German
  'bild, bilder, aufnahmen, kamera, handy, ordner, neu, neue, neuer, neues, unbenannt, unsortiert, verschiedenes, sonstiges, diverses',
  'alt, alte, alle, alles, meine, unsere, eigene, die, der, das, und, von, aus, im, am, zum, mit, beste, auswahl, tag, tage, woche',
  'monat, jahr, urlaub, ferien, sommerferien, herbstferien, winterferien, osterferien, sommerurlaub, reise, reisen, ausflug, wochenende, sommer, frühling, frühjahr, herbst, familie, freunde, geburtstag',
  'feier, hochzeit, weihnachten, ostern, silvester, sicherung, kopie, bearbeitet, heruntergeladen, bildschirmfotos, dokumente, teil',
  // French
  'appareil, dossier, nouveau, nouvelle, sans titre, divers, autres, autre, vieux, vieilles, tout, toutes, mes, nos, les, le, la, et',
  'de, du, des, en, au, aux, avec, meilleures, sélection, jour, jours, semaine, mois, année, vacances, voyage, voyages, week-end, été',
  'hiver, printemps, automne, famille, amis, anniversaire, fête, mariage, noël, pâques, sauvegarde, copie, téléchargements, captures',
  "d'écran, capture, écran, téléphone, partie, mes images",
  // Spanish and Portuguese
  'imagen, imágenes, imagem, imagens, cámara, câmera, carpeta, pasta, nueva, nuevo, nova, novo, sin título, sem título, varios, vários',
  'otros, outros, todas, todos, mis, minhas, meus, las, los, el, os, y, e, del, da, do, das, dos, con, com, mejores, melhores, selección',
  'día, días, dia, dias, semana, mes, mês, año, ano, vacaciones, férias, viaje, viajes, viagem, viagens, fin de semana, verano, verão',
  'invierno, inverno, primavera, otoño, outono, familia, família, amigos, cumpleaños, aniversário, fiesta, festa, boda, casamento',
  'navidad, natal, descargas, transferências, capturas, pantalla, teléfono, celular, telemóvel, móvil, copia, cópia, parte',
  // Italian
  'immagine, immagini, fotografie, cartella, nuova, nuovo, senza titolo, varie, altro, altri, vecchie, tutte, mie, nostre, il, lo, gli',
  'di, della, delle, dei, ed, con, migliori, selezione, giorno, giorni, settimana, mese, anno, vacanza, vacanze, viaggio, viaggi, gita, estate',
  'autunno, famiglia, amici, compleanno, matrimonio, natale, pasqua, telefono, cellulare, scaricati, schermate',
  // Dutch, Danish, Norwegian, Swedish, Finnish
  "foto's, afbeelding, afbeeldingen, map, nieuwe, nieuw, naamloos, overig, oude, mijn, onze, het, een, en, van, uit, met, dag, dagen",
  'maand, jaar, vakantie, reis, uitstapje, zomer, lente, herfst, familie, vrienden, verjaardag, bruiloft, kerst, pasen, telefoon',
  'billeder, bilder, billede, bild, mappe, mapp, ny, nye, nya, diverse, övrigt, mine, mina, ferie, semester, resa, rejse, reise, tur',
  'sommar, vinter, vår, forår, høst, höst, efterår, dager, dage, dagar, år, jul, påske, kuvat, kuva, kansio, uusi, loma, matka, kesä',
  // Polish, Czech, Hungarian, Romanian, Turkish
  'zdjęcia, zdjęcie, obrazy, folder, nowy, nowa, bez nazwy, różne, inne, stare, moje, nasze, wakacje, urlop, wyjazd, wycieczka, lato',
  'zima, wiosna, jesień, dzień, rodzina, urodziny, fotky, fotografie, obrázky, složka, nová, nový, dovolená, výlet, léto, podzim, rodina',
  'képek, kép, mappa, új, nyaralás, utazás, nyár, tél, család, poze, imagini, dosar, nou, vacanță, excursie, vară, iarnă, fotoğraflar',
  'fotoğraf, resimler, resim, klasör, yeni, tatil, gezi, yaz, kış, aile, doğum günü, ekran görüntüleri',
  // Russian, Ukrainian, Greek
  'фото, фотки, фотографии, фотография, картинки, изображения, камера, папка, новая, новый, без имени, разное, старые, мои, наши, и, в, на',
  'из, с, отпуск, поездка, путешествие, каникулы, лето, зима, весна, осень, день, дни, семья, друзья, свадьба, скриншоты, загрузки, год',
  'світлини, зображення, нова, відпустка, подорож, літо, родина, φωτογραφίες, εικόνες, φάκελος, νέος, διακοπές, ταξίδι, καλοκαίρι',
  // Arabic, Hebrew, Hindi
  'صور, صورة, مجلد, جديد, الصور, كاميرا, عطلة, رحلة, سفر, عائلة, תמונות, תיקייה, חדשה, חופשה, טיול, फ़ोटो, तस्वीरें, चित्र, नया, फ़ोल्डर, छुट्टी, यात्रा',
  // Chinese, Japanese, Korean: whole names, as words are not set apart.
  '照片, 图片, 圖片, 相片, 相册, 相簿, 相机, 相機, 新建文件夹, 新文件夹, 新增資料夾, 我的照片, 我的图片, 截图, 截屏, 下载, 旅游, 旅行, 假期, 家人, 手机照片, 其他, 微信',
  '写真, 画像, 新しいフォルダー, 新しいフォルダ, 無題, アルバム, カメラ, スクリーンショット, ダウンロード, 旅行, 家族, 夏休み, その他',
  '사진, 그림, 이미지, 새 폴더, 새폴더, 새, 폴더, 앨범, 카메라, 스크린샷, 다운로드, 여행, 휴가, 가족, 기타',
].flatMap((line) => line.split(', '));

/** Languages whose names of months are known; the rest is in `genericWords`. */
const monthLanguages = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'da',
  'sv',
  'fi',
  'pl',
  'cs',
  'hu',
  'ro',
  'tr',
  'ru',
  'uk',
  'el',
];

/** Numbers, dates ("2019-06-14", "20190614", "2019年6月"), counters ("100CANON", "101_PANA", "IMG_1234", "DSC00012", "(2)"). */
const genericPattern =
  /^(?:\p{Number}+|\p{Number}+(?:年|月|日|년|월|일).*|\p{Number}{3}[a-z_]{3,8}|(?:img|dsc|dscn|dscf|pict?|mvi|vid|p|pxl|sam|gopr|cam|cimg)\p{Number}+|\p{Number}{1,2}(?:st|nd|rd|th|er|e|o|a)|[0-9a-f]{12,})$/u;

let keys: ReadonlySet<string> | undefined;

/** In parts of a millisecond or so each. */
function* listNames(): Generator<readonly string[]> {
  yield genericWords;
  yield genericWords.flatMap(splitWords);
  for (const language of monthLanguages) yield listMonths(language);
}

function listMonths(language: string): readonly string[] {
  return (['long', 'short'] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
    // With the day beside it the genitive: "14 июня".
    const genitive = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index) => {
      const day = Date.UTC(2019, index, 14);
      const part = genitive.formatToParts(day).find(({ type }) => type === 'month');
      return [format.format(day), part?.value ?? ''];
    }).flat();
  });
}

function listKeys(): ReadonlySet<string> {
  return new Set([...listNames()].flat().map(buildNameKey));
}

/** Makes ready what the first question takes most of its time for. @param giveWay lets others have a turn */
export async function prepareGenericNames(giveWay: () => Promise<void>): Promise<void> {
  if (keys !== undefined) return;
  const fresh = new Set<string>();
  for (const names of listNames()) {
    for (const name of names) fresh.add(buildNameKey(name));
    await giveWay();
  }
  keys = fresh;
}

function splitWords(name: string): readonly string[] {
  return name.split(/[^\p{Letter}\p{Number}\p{Mark}'’]+/u).filter((word) => word !== '');
}

/** "EiffelTower" as "Eiffel Tower". */
function spaceWords(name: string): string {
  return name.replaceAll(/(\p{Lowercase})(\p{Uppercase})/gu, '$1 $2');
}

/** Whether a folder name, keyword or word says nothing of the place: "DCIM", "2019-06", "New folder (2)", "Urlaub 2019". */
export function isGenericName(name: string): boolean {
  const known = (keys ??= listKeys());
  const isGeneric = (text: string): boolean => {
    // "d'été", "dell'estate": the article goes.
    const key = buildNameKey(text.replace(/^(?:d|l|dell|all|nell)['’]/i, ''));
    // One letter is an abbreviation of something that nobody remembers; one sign of another script may be a word.
    return key === '' || /^[a-z]$/.test(key) || known.has(key) || genericPattern.test(key);
  };
  const isGenericWord = (word: string): boolean => isGeneric(word) || splitWords(spaceWords(word)).every(isGeneric);
  return isGeneric(name) || splitWords(name).every(isGenericWord);
}

/** The name without what is generic at its ends, for reading: "2019-06-14_Sacre-Coeur (2)" is "Sacre-Coeur"; '' when all is. */
export function trimGenericEnds(name: string): string {
  const spaced = spaceWords(name.replaceAll('_', ' '));
  const parts = spaced.split(/([\s()[\]{}.,;+–—]+|(?<=\p{Number})-|-(?=\p{Number}))/u);
  const isDropped = (part: string | undefined): boolean =>
    part !== undefined && (!/[\p{Letter}\p{Number}]/u.test(part) || (/\p{Number}/u.test(part) && isGenericName(part)));
  let [start, end] = [0, parts.length];
  while (start < end && isDropped(parts[start])) start += 1;
  while (end > start && isDropped(parts[end - 1])) end -= 1;
  const trimmed = parts.slice(start, end).join('').replaceAll(/\s+/g, ' ').trim();
  return isGenericName(trimmed) ? '' : trimmed;
}
