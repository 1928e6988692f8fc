/** @file Recognition: the atlas look-up of a photo (design.md section 6). */
import type { Candidate, PersonalReferences, RecognizePhoto, Recognition } from '../embedder-messages.ts';
import type { Atlas, ScoreCalibration } from './atlas.ts';
import { weighPlace, type LandmarkPlace } from './place-evidence.ts';
import { scoreLandmarkness, type Landmarkness } from './landmarkness.ts';
import { buildReferenceSet, scoreReferences, type ReferenceSet } from './reference-set.ts';
import { applySigmoid } from './unit-vectors.ts';

/**
 * Thresholds, chosen for precision: a wrong album is worse than a missing one (figures: src/ml/atlas/README.md).
 */
export const recognitionThresholds = {
  /** Below this probability of showing a landmark a photo gets no name. */
  landmarkness: 0.5,
  /** Below this calibrated probability the best landmark is only a candidate. */
  confidence: 0.9,
} as const;

/** How many candidates a recognition lists. */
const candidateCount = 5;

/** Used when there is no atlas and so no fit: personal references alone. */
const defaultCalibration: ScoreCalibration = { intercept: -6, score: 6, margin: 4, landmarkness: 0.3 };

export interface RecognizerOptions {
  /** Null: only the person's own references are known. */
  readonly atlas: Atlas | null;
  readonly landmarkness: Landmarkness;
}

export interface Recognizer {
  /** One recognition a photo, in order. Vectors must be unit vectors of the atlas's model. */
  readonly recognize: (photos: readonly RecognizePhoto[]) => Recognition[];
  /** Replaces the person's own references, which join those of the atlas. */
  readonly setPersonalReferences: (references: PersonalReferences) => void;
}

/** Makes a recognizer. Look-up is exact: every reference is compared (about 1 ms per 1,000 references). */
export function createRecognizer({ atlas, landmarkness }: RecognizerOptions): Recognizer {
  let references = buildReferenceSet(atlas, null);
  const calibration = atlas?.calibration ?? defaultCalibration;
  return {
    setPersonalReferences: (personal) => {
      references = buildReferenceSet(atlas, personal);
    },
    recognize: (photos) => photos.map((photo) => recognizePhoto({ photo, references, landmarkness, calibration })),
  };
}

interface RecognizePhotoParams {
  readonly photo: RecognizePhoto;
  readonly references: ReferenceSet;
  readonly landmarkness: Landmarkness;
  readonly calibration: ScoreCalibration;
}

function recognizePhoto({ photo, references, landmarkness, calibration }: RecognizePhotoParams): Recognition {
  const landmarkLogit = scoreLandmarkness(landmarkness, photo.vector);
  const probability = applySigmoid(landmarkLogit);
  const ranked = [...scoreReferences(references, photo)]
    .map(([landmark, score]) => ({
      landmark,
      score,
      place: weighPlace(photo, references.places[landmark] as LandmarkPlace),
    }))
    .filter(({ place }) => place !== 'vetoed')
    .sort((a, b) => b.score - a.score || a.landmark - b.landmark)
    .slice(0, candidateCount + 1);
  const candidates = ranked.slice(0, candidateCount).map(({ landmark, score, place }, rank): Candidate => {
    const rival = ranked[rank === 0 ? 1 : 0]?.score ?? 0;
    const logit =
      calibration.intercept +
      calibration.score * score +
      calibration.margin * (score - Math.max(rival, 0)) +
      calibration.landmarkness * landmarkLogit +
      (place === 'vetoed' ? 0 : place);
    return { landmarkId: references.landmarkIds[landmark] as string, confidence: applySigmoid(logit), score };
  });
  candidates.sort((a, b) => b.confidence - a.confidence || b.score - a.score);
  const best = candidates[0];
  const isNamed =
    best !== undefined &&
    probability >= recognitionThresholds.landmarkness &&
    best.confidence >= recognitionThresholds.confidence;
  return {
    landmarkness: probability,
    landmarkId: isNamed ? best.landmarkId : null,
    confidence: isNamed ? best.confidence : 0,
    candidates,
  };
}
