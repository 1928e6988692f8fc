/** @file Recognition: the atlas look-up of a photo (design.md section 6). */
import type { Candidate, PersonalReferences, RecognizePhoto, Recognition } from '../embedder-messages.ts';
import type { Atlas, ScoreCalibration } from './atlas.ts';
import { scoreLandmarkness, type Landmarkness } from './landmarkness.ts';
import { weighPlace } from './place-evidence.ts';
import { calibrateScore, measureFeatures, rankLandmarks } from './rank-landmarks.ts';
import { multiplyAllInLoops, type MultiplyRows } from './quantized-vectors.ts';
import { buildReferenceSet, scoreAll, type PhotoScores, type ReferenceSet } from './reference-set.ts';
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
  /** None: only the person's own references are known. */
  readonly atlases: readonly Atlas[];
  readonly landmarkness: Landmarkness;
  /** Left out: plain loops. */
  readonly multiply?: MultiplyRows | undefined;
}

export interface Recognizer {
  /** One recognition a photo, in order. Vectors must be unit vectors of the atlas's model. */
  readonly recognize: (photos: readonly RecognizePhoto[]) => Promise<Recognition[]>;
  /** Replaces the person's own references, which join those of the atlas. */
  readonly setPersonalReferences: (references: PersonalReferences) => Promise<void>;
}

/** Makes a recognizer. Look-up is exact: a photo is compared with every reference. */
export function createRecognizer({
  atlases,
  landmarkness,
  multiply = multiplyAllInLoops,
}: RecognizerOptions): Recognizer {
  const load = async (personal: PersonalReferences | null): Promise<Look> => {
    const references = await buildReferenceSet(atlases, personal, multiply);
    return { references, findUsualCosine: createUsualCosines(references) };
  };
  // What is asked while references are read waits for them, in order.
  let look = load(null);
  const calibration = atlases.find((atlas) => atlas.calibration !== null)?.calibration ?? strictCalibration;
  return {
    setPersonalReferences: async (personal) => {
      look = load(personal);
      await look;
    },
    recognize: async (photos) => {
      const { references, findUsualCosine } = await look;
      return await scoreAll(references, photos, multiply, (scores, place) => {
        const photo = photos[place];
        if (photo === undefined) throw new RangeError(`there is no photo ${place}`);
        return recognizePhoto({ photo, scores, references, findUsualCosine, landmarkness, calibration });
      });
    },
  };
}

interface Look {
  readonly references: ReferenceSet;
  readonly findUsualCosine: FindUsualCosine;
}

/** Whether a calibrated probability suffices for a name. `isThin`: few references speak for the landmark. */
export function isSure(confidence: number, isThin: boolean): boolean {
  return confidence >= (isThin ? recognitionThresholds.confidenceOfThin : recognitionThresholds.confidence);
}

interface RecognizePhotoParams {
  readonly photo: RecognizePhoto;
  readonly scores: PhotoScores;
  readonly references: ReferenceSet;
  readonly findUsualCosine: FindUsualCosine;
  readonly landmarkness: Landmarkness;
  readonly calibration: ScoreCalibration;
}

function recognizePhoto(params: RecognizePhotoParams): Recognition {
  const { photo, scores, references, findUsualCosine, landmarkness, calibration } = params;
  const landmarkLogit = scoreLandmarkness(landmarkness, photo.vector);
  const weigh = (landmark: number): number | 'vetoed' => {
    const place = references.places[landmark];
    return place === undefined ? 0 : weighPlace(photo, place);
  };
  // A landmark that GPS vetoes is no rival either.
  const ranking = rankLandmarks(scores, (landmark) => weigh(landmark) !== 'vetoed', candidateCount);
  const candidates = ranking
    .map(({ landmark, score }, rank) => {
      const place = weigh(landmark);
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
