/** @file Recognition: the atlas look-up of a photo (design.md section 6). */
import type { Candidate, PersonalReferences, RecognizePhoto, Recognition } from '../embedder-messages.ts';
import type { Atlas, ScoreCalibration } from './atlas.ts';
import { scoreLandmarkness, type Landmarkness } from './landmarkness.ts';
import { weighPlace } from './place-evidence.ts';
import { calibrateScore, measureFeatures, rankLandmarks } from './rank-landmarks.ts';
import { buildReferenceSet, type ReferenceSet } from './reference-set.ts';
import { applySigmoid } from './unit-vectors.ts';
import { createUsualCosines, type FindUsualCosine } from './usual-cosine.ts';

/** Chosen for precision: a wrong album is worse than a missing one (figures: src/ml/atlas/README.md). */
export const recognitionThresholds = {
  /** Below this probability of showing a landmark a photo gets no name. */
  landmarkness: 0.2,
  /** Below this calibrated probability the best landmark is only a candidate. */
  confidence: 0.95,
  /** The same for a landmark of the atlas with fewer than 8 references: any white lighthouse resembles five photos of one. */
  confidenceOfThin: 0.99,
} as const;

/** How many candidates a recognition lists. */
const candidateCount = 5;

/**
 * Used without an atlas, when only the person's own references are known: a little stricter than the bundled atlas's fit,
 * because there are no non-landmark references to subtract.
 */
const strictCalibration: ScoreCalibration = { intercept: -9, score: 7, rival: -9, closeness: 6 };

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

/** Makes a recognizer. Look-up is exact: a photo is compared with every reference (under 1 ms per 1,000 of them). */
export function createRecognizer({ atlas, landmarkness }: RecognizerOptions): Recognizer {
  let references = buildReferenceSet(atlas, null);
  let findUsualCosine = createUsualCosines(references);
  const calibration = atlas?.calibration ?? strictCalibration;
  return {
    setPersonalReferences: (personal) => {
      references = buildReferenceSet(atlas, personal);
      findUsualCosine = createUsualCosines(references);
    },
    recognize: (photos) =>
      photos.map((photo) => recognizePhoto({ photo, references, findUsualCosine, landmarkness, calibration })),
  };
}

/** Whether a calibrated probability suffices for a name. `isThin`: few references speak for the landmark. */
export function isSure(confidence: number, isThin: boolean): boolean {
  return confidence >= (isThin ? recognitionThresholds.confidenceOfThin : recognitionThresholds.confidence);
}

interface RecognizePhotoParams {
  readonly photo: RecognizePhoto;
  readonly references: ReferenceSet;
  readonly findUsualCosine: FindUsualCosine;
  readonly landmarkness: Landmarkness;
  readonly calibration: ScoreCalibration;
}

function recognizePhoto(params: RecognizePhotoParams): Recognition {
  const { photo, references, findUsualCosine, landmarkness, calibration } = params;
  const landmarkLogit = scoreLandmarkness(landmarkness, photo.vector);
  const places = references.places.map((place) => weighPlace(photo, place));
  // A landmark that GPS vetoes is no rival either.
  const ranking = rankLandmarks(references, photo, (landmark) => places[landmark] !== 'vetoed');
  const candidates = ranking
    .slice(0, candidateCount)
    .map(({ landmark, score }, rank) => {
      const place = places[landmark] ?? 0;
      const features = measureFeatures({ ranking, rank, findUsualCosine });
      const logit = calibrateScore(calibration, features);
      const confidence = applySigmoid(logit + (place === 'vetoed' ? 0 : place));
      return { landmark, landmarkId: references.landmarkIds[landmark] ?? '', confidence, score };
    })
    .sort((a, b) => b.confidence - a.confidence || b.score - a.score);
  const probability = applySigmoid(landmarkLogit);
  const best = candidates[0];
  const isNamed =
    best !== undefined &&
    probability >= recognitionThresholds.landmarkness &&
    isSure(best.confidence, references.thin.has(best.landmark));
  return {
    landmarkness: probability,
    landmarkId: isNamed ? best.landmarkId : null,
    confidence: isNamed ? best.confidence : 0,
    candidates: candidates.map(({ landmarkId, confidence, score }): Candidate => ({ landmarkId, confidence, score })),
  };
}
