/** @file Recognition: the atlas look-up of a photo (design.md section 6; the whole formula: docs/recognition.md). */
import type {
  Candidate,
  ExplainedLandmark,
  ExplainedReference,
  PersonalReferences,
  PhotoExplanation,
  RecognizePhoto,
  Recognition,
  WeighedEvidence,
} from '../embedder-messages.ts';
import type { Atlas, ScoreCalibration } from './atlas.ts';
import { findDisagreeing } from './disagreeing-references.ts';
import { estimateLandmarkness, weighLandmarkness, type Landmarkness } from './landmarkness.ts';
import { isRuledOut } from './place-evidence.ts';
import { calibrateScore, measureFeatures, rankLandmarks, shareProbability } from './rank-landmarks.ts';
import { multiplyAllInLoops, type MultiplyRows } from './quantized-vectors.ts';
import { buildReferenceSet, listReferences, scoreAll, type PhotoScores, type ReferenceSet } from './reference-set.ts';
import { createKnownSmoothing } from './known-smoothing.ts';
import { smoothOverLibrary, type LibraryVectors } from './smooth-queries.ts';
import { createUsualCosines, type FindUsualCosine } from './usual-cosine.ts';
import { weighEvidence } from './weigh-evidence.ts';

/** Chosen for precision: a wrong album is worse than a missing one (figures: docs/recognition.md). */
export const recognitionThresholds = {
  /** Below this probability of showing a landmark a photo gets no name. */
  landmarkness: 0.2,
  /** Below this calibrated probability the best landmark is only a candidate. */
  confidence: 0.9,
  /** The same for a landmark of the atlas with fewer than 8 photos: any white lighthouse resembles five photos of one. */
  confidenceOfThin: 0.95,
  /** What the look alone must give a landmark before place, walk and words may name it. */
  look: 0.2,
  /** A landmark with so much of the probability is one of two that look alike. */
  twin: 0.2,
} as const;

/** How many candidates a recognition lists. */
const candidateCount = 5;
/** Landmarks by score, and by nearest reference, that share the probability. */
export const consideredCount = 6;
/** References of a landmark that an explanation lists. */
const explainedReferences = 3;

/**
 * Used without an atlas, when only the person's own references are known: there are no non-landmark references to subtract, so that
 * scores say less. Fitted like that of the bundled atlas (`withoutAtlas` of build/scripts/build-atlas.ts).
 */
const strictCalibration: ScoreCalibration = {
  intercept: 0.65,
  score: 3.2,
  support: -4.4,
  nearest: -0.5,
  closeness: 12.2,
};

export interface RecognizerOptions {
  /** None: only the person's own references are known. */
  readonly atlases: readonly Atlas[];
  readonly landmarkness: Landmarkness;
  /** Left out: plain loops. */
  readonly multiply?: MultiplyRows | undefined;
  /** Photos and the person's references are seen with their relatives here; left out: as they are. */
  readonly library?: LibraryVectors | undefined;
}

export interface Recognizer {
  /** One recognition a photo, in order. Vectors must be unit vectors of the atlas's model. */
  readonly recognize: (photos: readonly RecognizePhoto[]) => Promise<Recognition[]>;
  /** The recognition of one photo, and what it is made of. */
  readonly explain: (photo: RecognizePhoto) => Promise<PhotoExplanation>;
  /**
   * Replaces the person's own references, which join those of the atlas. Resolves with the photos, ascending, that disagree with their
   * landmark's other references and are therefore set aside. Those before stay when these cannot be used. Throws RangeError.
   */
  readonly setPersonalReferences: (references: PersonalReferences) => Promise<readonly number[]>;
}

interface Look {
  readonly references: ReferenceSet;
  readonly findUsualCosine: FindUsualCosine;
  readonly setAside: readonly number[];
}

/** Makes a recognizer. Look-up is exact: a photo is compared with every reference. */
export function createRecognizer({
  atlases,
  landmarkness,
  multiply = multiplyAllInLoops,
  library,
}: RecognizerOptions): Recognizer {
  const smooth = async (vectors: Float32Array, photoIds: readonly (number | null)[]): Promise<Float32Array> =>
    library === undefined ? vectors : smoothOverLibrary(library, vectors, photoIds);
  const smoothOwn = library === undefined ? null : createKnownSmoothing(library);
  const load = async (given: PersonalReferences | null): Promise<Look> => {
    const personal =
      given === null
        ? null
        : { ...given, vectors: (await smoothOwn?.(given.vectors, [...given.photoIds])) ?? given.vectors };
    const all = await buildReferenceSet(atlases, personal, multiply);
    const setAside = findDisagreeing(all);
    const references =
      personal === null || setAside.length === 0
        ? all
        : await buildReferenceSet(atlases, leaveOut(personal, new Set(setAside)), multiply);
    return { references, findUsualCosine: createUsualCosines(references), setAside };
  };
  // What is asked while references are read waits for them, in order.
  let look = load(null);
  const calibration = atlases.find((atlas) => atlas.calibration !== null)?.calibration ?? strictCalibration;
  const judgeAll = async (photos: readonly RecognizePhoto[]): Promise<PhotoExplanation[]> => {
    const { references, findUsualCosine } = await look;
    const dims = photos[0]?.vector.length ?? 0;
    const vectors = new Float32Array(photos.length * dims);
    for (const [row, { vector }] of photos.entries()) vectors.set(vector, row * dims);
    const smoothed = await smooth(
      vectors,
      photos.map(({ photoId }) => photoId),
    );
    const seen = photos.map(({ photoId }, row) => ({
      photoId,
      vector: smoothed.subarray(row * dims, (row + 1) * dims),
    }));
    return await scoreAll(references, seen, multiply, (scores, place) => {
      const photo = photos[place];
      if (photo === undefined) throw new RangeError(`there is no photo ${place}`);
      return judgePhoto({ photo, scores, references, findUsualCosine, landmarkness, calibration });
    });
  };
  return {
    setPersonalReferences: async (personal) => {
      refuseMisfits(personal, landmarkness.weights.length);
      const before = look;
      look = load(personal);
      try {
        return (await look).setAside;
      } catch (error) {
        // Without them rather than without names at all.
        look = before;
        throw error;
      }
    },
    recognize: async (photos) => (await judgeAll(photos)).map(({ recognition }) => recognition),
    explain: async (photo) => {
      const [explanation] = await judgeAll([photo]);
      if (explanation === undefined) throw new RangeError('one photo gives one explanation');
      return explanation;
    },
  };
}

/** @throws RangeError for rows of another length, or another number of them, than their photos and landmarks need */
function refuseMisfits({ landmarkIds, photoIds, vectors }: PersonalReferences, dims: number): void {
  const count = landmarkIds.length;
  if (!Array.isArray(landmarkIds) || photoIds.length !== count || vectors.length !== count * dims) {
    throw new RangeError(`${count} references need ${count} photos and rows of ${dims} numbers`);
  }
}

function leaveOut(personal: PersonalReferences, photoIds: ReadonlySet<number>): PersonalReferences {
  const rows = [...personal.landmarkIds.keys()].filter((row) => !photoIds.has(personal.photoIds[row] ?? 0));
  const dims = personal.vectors.length / personal.landmarkIds.length;
  const vectors = new Float32Array(rows.length * dims);
  for (const [place, row] of rows.entries()) {
    vectors.set(personal.vectors.subarray(row * dims, (row + 1) * dims), place * dims);
  }
  return {
    landmarkIds: rows.map((row) => personal.landmarkIds[row] ?? ''),
    photoIds: Int32Array.from(rows, (row) => personal.photoIds[row] ?? 0),
    vectors,
  };
}

/** Whether a calibrated probability suffices for a name. `isThin`: few references speak for the landmark. */
export function isSure(confidence: number, isThin: boolean): boolean {
  return confidence >= (isThin ? recognitionThresholds.confidenceOfThin : recognitionThresholds.confidence);
}

interface JudgeParams {
  readonly photo: RecognizePhoto;
  readonly scores: PhotoScores;
  readonly references: ReferenceSet;
  readonly findUsualCosine: FindUsualCosine;
  readonly landmarkness: Landmarkness;
  readonly calibration: ScoreCalibration;
}

/** A landmark that shares the probability. */
interface Judged {
  readonly landmark: number;
  readonly score: number;
  /** Log-odds against "none" by the look alone. */
  readonly look: number;
  readonly evidence: readonly WeighedEvidence[];
  readonly probability: number;
  /** Probability by the look alone. */
  readonly lookProbability: number;
}

function judgePhoto(params: JudgeParams): PhotoExplanation {
  const { photo, references, scores } = params;
  const landmarkness = estimateLandmarkness(params.landmarkness, photo.vector);
  const { judged, none } = shareAmongLandmarks(
    params,
    weighLandmarkness(landmarkness, recognitionThresholds.landmarkness),
  );
  const best = judged[0];
  const isNamed =
    best !== undefined &&
    landmarkness >= recognitionThresholds.landmarkness &&
    best.lookProbability >= recognitionThresholds.look &&
    isSure(best.probability, references.thin.has(best.landmark));
  const idOf = ({ landmark }: Judged): string => references.landmarkIds[landmark] ?? '';
  const candidates = judged.slice(0, candidateCount);
  const twins = isNamed ? [] : candidates.filter(({ probability }) => probability >= recognitionThresholds.twin);
  const twinned = twins.reduce((sum, { probability }) => sum + probability, 0);
  const recognition: Recognition = {
    landmarkness,
    landmarkId: isNamed ? idOf(best) : null,
    confidence: isNamed ? best.probability : 0,
    candidates: candidates.map((one): Candidate => ({
      landmarkId: idOf(one),
      confidence: one.probability,
      score: one.score,
    })),
    none,
    twins: twins.length > 1 && twinned >= recognitionThresholds.confidence ? twins.map(idOf) : [],
  };
  return {
    recognition,
    landmarks: candidates.map((one): ExplainedLandmark => ({
      landmarkId: idOf(one),
      probability: one.probability,
      references: listNearest(references, scores, one.landmark),
      evidence: [{ kind: 'look', logOdds: one.look }, ...one.evidence],
    })),
  };
}

/** Landmarks by their probability, ties by score; one that GPS rules out takes no part. */
function shareAmongLandmarks(
  { photo, scores, references, findUsualCosine, calibration }: JudgeParams,
  offset: number,
): { readonly judged: readonly Judged[]; readonly none: number } {
  const isPossible = (landmark: number): boolean => {
    const place = references.places[landmark];
    return place === undefined || !isRuledOut(photo, place);
  };
  const ranking = rankLandmarks(scores, isPossible, consideredCount).map((ranked) => {
    const place = references.places[ranked.landmark];
    const landmarkId = references.landmarkIds[ranked.landmark] ?? '';
    const evidence = place === undefined ? [] : weighEvidence(photo, landmarkId, place);
    return {
      ...ranked,
      look: offset + calibrateScore(calibration, measureFeatures(ranked, findUsualCosine)),
      evidence,
    };
  });
  const byLook = shareProbability(ranking.map(({ look }) => look));
  const byAll = shareProbability(
    ranking.map(({ look, evidence }) => evidence.reduce((sum, { logOdds }) => sum + (logOdds ?? -Infinity), look)),
  );
  const judged = ranking.map(({ landmark, score, look, evidence }, place) => ({
    landmark,
    score,
    look,
    evidence,
    probability: byAll.probabilities[place] ?? 0,
    lookProbability: byLook.probabilities[place] ?? 0,
  }));
  return { judged: judged.sort((a, b) => b.probability - a.probability || b.score - a.score), none: byAll.none };
}

/** The references of a landmark that are nearest to the photo, nearest first. */
function listNearest(references: ReferenceSet, scores: PhotoScores, landmark: number): ExplainedReference[] {
  const cosines = scores.listCosines(landmark);
  return listReferences(references, landmark)
    .map(({ block, row }, place) => ({
      photoId: block.photoIds?.[row] ?? null,
      cosine: cosines[place] ?? -2,
      penalty: block.penalties[row] ?? 0,
    }))
    .filter(({ cosine }) => cosine > -2)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, explainedReferences);
}
