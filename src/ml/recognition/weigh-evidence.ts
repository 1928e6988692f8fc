/**
 * @file Everything beside the look of a photo that speaks for a landmark, as log-odds that are added (naive Bayes). The whole
 * formula: docs/recognition.md.
 */
import type { RecognizePhoto, WeighedEvidence } from '../embedder-messages.ts';
import { weighPlace, type LandmarkPlace } from './place-evidence.ts';

/** A photo that was taken in the same minute as a confirmed one. */
const confirmedWalk = 2.5;
/** The same for one that was only recognised, times how sure that was. */
const recognizedWalk = 1.5;
/** The evidence of a walk falls to a third in this time: people go on. */
const walkMinutes = 10;

/** What a name says: keywords are written to one photo, folders hold the whole journey. */
const hintLogOdds = { keyword: 1.5, 'file-name': 1, folder: 0.75 } as const;
/** All hints together: words never outweigh a look that says no. */
const mostHints = 2;

/** Evidence of place, walk and words for one landmark; empty when there is none. */
export function weighEvidence(photo: RecognizePhoto, landmarkId: string, place: LandmarkPlace): WeighedEvidence[] {
  const found: WeighedEvidence[] = [];
  const placed = weighPlace(photo, place);
  if (placed !== null) found.push(placed);
  const walked = weighWalk(photo, landmarkId);
  if (walked !== null) found.push(walked);
  let left = mostHints;
  for (const source of ['keyword', 'file-name', 'folder'] as const) {
    // A name that is written three times says it once.
    const hint = photo.hints?.find((one) => one.source === source && one.landmarkId === landmarkId);
    if (hint === undefined || left <= 0) continue;
    const logOdds = Math.min(left, hintLogOdds[source]);
    left -= logOdds;
    found.push({ kind: source, logOdds, text: hint.text });
  }
  return found;
}

/** The strongest of the photos of the same walk that show the landmark; the others do not add to it. */
function weighWalk({ walk = [] }: RecognizePhoto, landmarkId: string): WeighedEvidence | null {
  let best: WeighedEvidence | null = null;
  for (const neighbour of walk) {
    if (neighbour.landmarkId !== landmarkId) continue;
    const most = neighbour.isConfirmed ? confirmedWalk : recognizedWalk * neighbour.confidence;
    const logOdds = most * Math.exp(-Math.abs(neighbour.minutes) / walkMinutes);
    if (logOdds > (best?.logOdds ?? 0)) best = { kind: 'walk', logOdds, minutes: neighbour.minutes };
  }
  return best;
}
