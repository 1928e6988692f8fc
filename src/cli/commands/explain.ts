/** @file `cairn identify --why PHOTO...` */
import { CairnError, toErrorView } from '../../api/errors.ts';
import type { EvidenceView, LandmarkReasons, PhotoReasons } from '../../api/views.ts';
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { describeEvidence } from '../describe-evidence.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** Candidates below this are not worth a line. */
const leastProbability = 0.005;

/** Says of each photo what speaks for and against each landmark. */
export async function explainPhotos(context: CommandContext, photos: readonly string[]): Promise<number> {
  const { terminal, signal, library } = context;
  const reader = openLibraryReader({ ...library, catalogNeed: 'used', needsNeighbours: true });
  const showPhoto: ShowPhoto = (photoId) => reader.showPhotoPath(photoId) ?? `photo ${photoId} (missing)`;
  const results: ({ readonly path: string; readonly failure: string | null } & Partial<SpokenReasons>)[] = [];
  try {
    for (const path of photos) {
      if (signal.aborted) break;
      try {
        const reasons = await reader.explainFile(path);
        results.push({ path, failure: null, ...addWords(reasons) });
        printReasons(terminal, path, reasons, showPhoto);
      } catch (error) {
        const { code, message } = toErrorView(error);
        if (!(error instanceof CairnError) || !code.startsWith('photo-')) throw error;
        results.push({ path, failure: message });
        terminal.note(`cairn: ${path}: ${message}`);
      }
    }
    if (terminal.isJson) terminal.printJson(results);
    return exitCodes.done;
  } finally {
    reader.close();
  }
}

/** What a program is told: each piece of evidence with its words, too. */
interface SpokenReasons extends Omit<PhotoReasons, 'landmarks'> {
  readonly landmarks: readonly (Omit<LandmarkReasons, 'evidence'> & {
    readonly evidence: readonly (EvidenceView & { readonly text: string })[];
  })[];
}

function addWords(reasons: PhotoReasons): SpokenReasons {
  const landmarks = reasons.landmarks.map((landmark) => ({
    ...landmark,
    evidence: landmark.evidence.map((piece) => ({ ...piece, text: describeEvidence(piece) })),
  }));
  return { ...reasons, landmarks };
}

type ShowPhoto = (photoId: number) => string;

function printReasons(terminal: Terminal, path: string, reasons: PhotoReasons, showPhoto: ShowPhoto): void {
  const { name, confidence, landmarkness, none, twins, landmarks, similar, estimatedPlace, pictureKind } = reasons;
  const title = name === null ? 'no landmark that is sure enough' : `${name} (${showPercent(confidence ?? 0)})`;
  terminal.print(`${path}: ${title}`);
  terminal.print(`  it shows a landmark: ${showPercent(landmarkness)}; none of those known: ${showPercent(none)}`);
  if (twins.length > 0) terminal.print(`  too much alike to name one of them: ${twins.join(', ')}`);
  if (pictureKind !== null && pictureKind !== 'photo') terminal.print(`  it is a ${describeKind(pictureKind)}`);
  if (estimatedPlace !== null) {
    const { latitude, longitude, radiusMeters, place } = estimatedPlace;
    const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}${place === null ? '' : ` (${place})`}`;
    terminal.print(`  probably taken within ${Math.round(radiusMeters)} m of ${where}`);
  }
  for (const landmark of landmarks) {
    if (landmark.probability >= leastProbability || landmark.landmarkId === reasons.landmarkId)
      printLandmark(terminal, landmark, showPhoto);
  }
  for (const { photoId, cosine, albums } of similar) {
    const where = albums.length === 0 ? 'in no album' : `in ${albums.join(', ')}`;
    terminal.print(`  looks like ${showPhoto(photoId)}, ${where} (${cosine.toFixed(2)})`);
  }
}

function printLandmark(terminal: Terminal, landmark: LandmarkReasons, showPhoto: ShowPhoto): void {
  const { name, probability, references, evidence } = landmark;
  terminal.print(`  ${name}: ${showPercent(probability)}`);
  for (const piece of evidence) terminal.print(`    ${showWeight(piece)}  ${describeEvidence(piece)}`);
  for (const { photoId, cosine, penalty } of references) {
    const reference = photoId === null ? 'a reference of the atlas' : `your ${showPhoto(photoId)}`;
    terminal.print(
      `    compared with ${reference}: ${cosine.toFixed(2)}, less ${penalty.toFixed(2)} for its look-alikes`,
    );
  }
}

function showWeight({ logOdds }: EvidenceView): string {
  if (logOdds === null) return ' out';
  return `${logOdds < 0 ? '-' : '+'}${Math.abs(logOdds).toFixed(1)}`;
}

function describeKind(kind: 'screenshot' | 'document' | 'artwork'): string {
  return kind === 'artwork' ? 'picture of a work of art' : kind === 'document' ? 'scanned document' : kind;
}

function showPercent(probability: number): string {
  return `${Math.round(100 * probability)} %`;
}
