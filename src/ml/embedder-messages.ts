/**
 * @file Messages between main (or the command line) and the embedder process.
 *
 * [Note: embedder IPC] Structured clone on both transports: Electron's utilityProcess (`process.parentPort`) and Node's
 * `child_process.fork` with `serialization: 'advanced'`. Requests carry an id and get exactly one response. While a photo is
 * indexed the embedder notifies `photo-started` before it touches the file, so that after a crash main knows what was in
 * flight, and asks `is-known` once the content hash is there, so that copies and moved files are not run through the model.
 */
import type { ExposureView, ProviderVerdict } from '../api/views.ts';
import { isErrorView, type ErrorView } from '../api/errors.ts';
import type { Pace } from '../api/preferences.ts';
import type { PictureKind } from './decode/picture-kind.ts';
import type { Surroundings } from './grouping/find-surroundings.ts';
import type { PackedGroups, PackedPhotos } from './grouping/packed-groups.ts';
import type { SearchEffort } from './neighbours/neighbour-index.ts';
import { isModelCheckEvent, type ModelCheckEvent } from './model/check/model-check.ts';

export interface InitializeParams {
  /** Folder with model.onnx and manifest.json. */
  readonly modelFolder: string;
  /** Folder with the bundled atlas; null: no landmark has a name. */
  readonly atlasFolder: string | null;
  /** Files of further atlases. One that cannot be used costs its own landmarks alone. */
  readonly atlasPacks?: readonly string[] | undefined;
  /** Root of the content-addressed thumbnails. */
  readonly thumbnailFolder: string;
  /** `auto` walks the ladder of the platform. */
  readonly provider: 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';
  /** True: a named provider that does not do gives way to the processor, as in the ladder. False: it is an error. */
  readonly fallsBack?: boolean | undefined;
  /** Providers during whose work earlier processes ended: they are passed over; `isNews` once, when it has to be remembered. */
  readonly endedBy?: readonly { readonly provider: string; readonly isNews: boolean }[] | undefined;
  /** How hard to work; undefined: `fast`. */
  readonly pace?: Pace | undefined;
  /** Where verdicts about GPU providers may be kept; null: try each time. */
  readonly cacheFolder: string | null;
}

export interface InitializeResult {
  readonly modelName: string;
  /** sha256 of model.onnx, lower-case hex. */
  readonly modelHash: string;
  readonly dims: number;
  readonly provider: string;
  readonly verdicts: readonly ProviderVerdict[];
  /** Names and versions of the atlases in use; null without any. */
  readonly atlasName: string | null;
  /** Landmarks of all of them. */
  readonly atlasLandmarks: number;
  /** Why atlases asked for are not in use; null when all are, or none was asked for. */
  readonly atlasProblem: string | null;
  /** False when the model folder has no landmarkness.json: every photo may be named and grouped. */
  readonly hasLandmarkness: boolean;
}

export interface PhotoMetadata {
  readonly takenMs: number | null;
  /** Minutes east of UTC; null when unknown (takenMs is then local time read as UTC). */
  readonly takenOffsetMinutes: number | null;
  readonly takenSource: 'exif' | 'gps' | 'file-name' | 'file-time' | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Radius in metres that the device gave for its position; null when it gave none. */
  readonly gpsErrorMeters: number | null;
  readonly cameraMake: string | null;
  readonly cameraModel: string | null;
  /** Words that a person or a program put into the file; at most 64. */
  readonly keywords: readonly string[];
  /** As far as metadata, name and size tell; null when they do not. */
  readonly pictureKind: PictureKind | null;
  /** EXIF orientation 1-8 as stored. */
  readonly orientation: number;
}

/** What is computed from a photo's thumbnail. */
export interface PictureHashes {
  /** About 25 bytes; its format is that of the package `thumbhash`. */
  readonly thumbhash: Uint8Array;
  /** Eight bytes: the difference hash. */
  readonly perceptualHash: Uint8Array;
}

export interface IndexedPhoto extends PhotoMetadata, PictureHashes {
  readonly kind: 'indexed';
  /** sha256 of the file's bytes, lower-case hex. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** `jpeg`, `png`, `webp`, `avif`, `tiff`, `gif`, `heic` or `raw`. */
  readonly format: string;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Unit vector. */
  readonly embedding: Float32Array;
}

/** The catalog has this content and its embedding: nothing was decoded. */
export interface KnownPhoto {
  readonly kind: 'known';
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export interface FailedPhoto {
  readonly kind: 'failed';
  /** In plain words. */
  readonly reason: string;
  /** True when trying again may help (file busy, drive gone); false for broken content. */
  readonly isTransient: boolean;
  /** Cairn's own drive has no room. */
  readonly isDiskFull?: boolean;
}

export type PhotoOutcome = IndexedPhoto | KnownPhoto | FailedPhoto;

/** WGS 84, degrees. */
export interface EstimatedPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusMeters: number;
}

/** Another photo, taken minutes before or after, and the landmark that it shows. */
export interface WalkNeighbour {
  readonly landmarkId: string;
  /** Between the two photos, 0 or more. */
  readonly minutes: number;
  /** True when a person said so. */
  readonly isConfirmed: boolean;
  /** Of the recognition; 1 when a person said so. */
  readonly confidence: number;
}

/** A name of a landmark in the words around a photo. */
export interface NameHint {
  readonly landmarkId: string;
  readonly source: 'folder' | 'file-name' | 'keyword';
  /** The words as they are written. */
  readonly text: string;
}

export interface RecognizePhoto {
  readonly vector: Float32Array;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Radius in metres that the device gave for its position. */
  readonly gpsErrorMeters?: number | null | undefined;
  /** Where a photo without a position was probably taken. */
  readonly estimate?: EstimatedPlace | null | undefined;
  /** What photos of the same walk show. */
  readonly walk?: readonly WalkNeighbour[] | undefined;
  /** Words around the photo that name a landmark. */
  readonly hints?: readonly NameHint[] | undefined;
  /** References of this photo itself are left out of the look-up (its own confirmed copy). */
  readonly photoId: number | null;
}

export interface Candidate {
  readonly landmarkId: string;
  /** Calibrated probability in [0, 1]. */
  readonly confidence: number;
  /** Sum of the top-3 penalised cosines (design.md section 6). */
  readonly score: number;
}

export interface Recognition {
  /** Probability in [0, 1] that the photo shows a landmark at all. */
  readonly landmarkness: number;
  /** Null: none is sure enough. */
  readonly landmarkId: string | null;
  readonly confidence: number;
  /** Best first, at most five. */
  readonly candidates: readonly Candidate[];
  /** Probability in [0, 1] that the photo shows none of the known landmarks. */
  readonly none: number;
  /** Landmarks that share the probability so evenly that none of them is named; empty otherwise. */
  readonly twins: readonly string[];
}

/** One thing that speaks for or against a landmark. */
export interface WeighedEvidence {
  /** `look`: the vector alone. */
  readonly kind: 'look' | 'gps' | 'estimate' | 'walk' | 'folder' | 'file-name' | 'keyword';
  /** Added to the log-odds; null where it rules the landmark out. */
  readonly logOdds: number | null;
  /** Metres to the landmark, for `gps` and `estimate`. */
  readonly distanceMeters?: number | undefined;
  /** Minutes to the nearest photo of the walk, for `walk`. */
  readonly minutes?: number | undefined;
  /** Words as they are written, for hints. */
  readonly text?: string | undefined;
}

/** A reference that a landmark was compared by. */
export interface ExplainedReference {
  /** The person's own photo; null for one of an atlas, whose photos nobody has. */
  readonly photoId: number | null;
  readonly cosine: number;
  /** How much it resembles what it does not show; taken off the cosine. */
  readonly penalty: number;
}

export interface ExplainedLandmark {
  readonly landmarkId: string;
  readonly probability: number;
  /** Those that counted, nearest first, at most three. */
  readonly references: readonly ExplainedReference[];
  readonly evidence: readonly WeighedEvidence[];
}

/** Why a recognition came out as it did. */
export interface PhotoExplanation {
  readonly recognition: Recognition;
  /** The candidates, best first. */
  readonly landmarks: readonly ExplainedLandmark[];
}

/** The person's own confirmed photos as references. Row i of `vectors` belongs to `landmarkIds[i]` and `photoIds[i]`. */
export interface PersonalReferences {
  readonly landmarkIds: readonly string[];
  readonly photoIds: Int32Array;
  readonly vectors: Float32Array;
}

/** More of them are not taken: 2 KB each, held in memory. */
export const mostPersonalReferences = 20_000;

/**
 * [Note: references in parts] Thousands of references in one message would keep main from others while it is written. So they go over in
 * parts, in order; the embedder takes them into use together when the last one is there, and until then works with those before. A
 * part of row 0 begins anew. An embedder that was started again in the middle has none of them, and is given all.
 */
export interface PersonalReferencesPart extends PersonalReferences {
  /** Rows that came before this part. */
  readonly firstRow: number;
  readonly isLast: boolean;
}

export interface GroupPhoto {
  readonly photoId: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly takenMs: number | null;
}

export interface GroupParams {
  /** Photos to group; their vectors must be loaded. Order does not matter. */
  readonly photos: readonly GroupPhoto[];
  /** Pairs of photo ids that a person put together, flat: [a0, b0, a1, b1, ...]. */
  readonly mustLinks: Int32Array;
  /** Pairs that a person took apart, flat. */
  readonly cannotLinks: Int32Array;
  /** Only groups that one of these photos is in are rated and returned; left out: all. */
  readonly wanted?: Int32Array | undefined;
}

export interface GroupMember {
  readonly photoId: number;
  /** `tentative`: not sure enough to be a member, only suggested. */
  readonly role: 'core' | 'border' | 'tentative';
  /** Probability in [0, 1] that it belongs. */
  readonly confidence: number;
}

export interface PhotoGroup {
  /** Sorted by photo id. */
  readonly members: readonly GroupMember[];
  /** Probability in [0, 1] that it is one landmark. */
  readonly certainty: number;
}

export interface EmbedFileResult {
  readonly embedding: Float32Array;
  readonly metadata: PhotoMetadata;
}

/** Every request: its params and its result. */
export interface EmbedderRequests {
  initialize: { params: InitializeParams; result: InitializeResult };
  /** One photo through the whole pipeline. Keep several under way: the embedder forms batches of what is waiting. */
  indexPhoto: { params: { readonly key: number; readonly path: string }; result: PhotoOutcome };
  /** Vector and metadata of a file; writes nothing. */
  embedFile: { params: { readonly path: string }; result: EmbedFileResult };
  /** Appends library vectors (row-major n x dims) to the resident matrix. An id that is there is replaced. */
  loadVectors: { params: { readonly photoIds: Int32Array; readonly vectors: Float32Array }; result: null };
  clearVectors: { params: Record<string, never>; result: null };
  /** Exact k nearest library photos of each query row; rows padded with id 0 and cosine -2 when fewer exist. */
  neighbours: {
    params: { readonly queries: Float32Array; readonly k: number };
    result: { readonly photoIds: Int32Array; readonly cosines: Float32Array };
  };
  /** What searches among the library's photos have cost since the embedder started, whoever asked for them. */
  searchEffort: { params: Record<string, never>; result: SearchEffort };
  /**
   * The last part is answered with what disagrees with its landmark's other references and is set aside; null: more are to come
   * ([Note: references in parts]).
   */
  setPersonalReferences: { params: PersonalReferencesPart; result: { readonly setAside: readonly number[] } | null };
  recognize: { params: { readonly photos: readonly RecognizePhoto[] }; result: readonly Recognition[] };
  explain: { params: { readonly photo: RecognizePhoto }; result: PhotoExplanation };
  group: { params: Omit<GroupParams, 'photos'> & { readonly photos: PackedPhotos }; result: PackedGroups };
  /** Ends the groupings that are under way: they reject with `cancelled`. */
  cancelGroup: { params: Record<string, never>; result: null };
  /** What lies around those of these photos that look like a landmark ([Note: surroundings]). */
  surroundings: { params: { readonly photoIds: Int32Array }; result: Surroundings };
  /** Writes an upright sRGB JPEG of the whole photo to `outputPath` (atomically), for formats that a page cannot show. */
  renderView: { params: { readonly path: string; readonly outputPath: string }; result: null };
  /**
   * What speaks for photos as covers. Row i of all belongs together; a hash asks for the sharpness of its thumbnail (0 or more, NaN
   * when it is not there), null for none. `landmarkness` in [0, 1].
   */
  rateCovers: {
    params: { readonly contentHashes: readonly (string | null)[]; readonly vectors: Float32Array };
    result: { readonly sharpness: Float64Array; readonly landmarkness: Float64Array };
  };
  /** A photo as an upright sRGB JPEG without any metadata, its longest side at most `longestSide` pixels, never enlarged. */
  renderJpeg: {
    params: { readonly path: string; readonly longestSide: number; readonly quality: number };
    result: { readonly jpeg: Uint8Array; readonly width: number; readonly height: number };
  };
  /** Writes missing thumbnails of a photo again. */
  renderThumbnails: { params: { readonly path: string; readonly contentHash: string }; result: null };
  /** Where the model looks on the photo of a file; null: this model does not say. Goes before the photos that wait. */
  attention: {
    params: { readonly path: string };
    result: { readonly width: number; readonly height: number; readonly values: Float32Array } | null;
  };
  /** How a photo was exposed, read from the file alone: nothing is decoded. */
  readExposure: { params: { readonly path: string }; result: ExposureView };
  /** Hashes of stored thumbnails, in the order asked for; null for one that is not there or broken. */
  hashThumbnails: {
    params: { readonly contentHashes: readonly string[] };
    result: readonly (PictureHashes | null)[];
  };
  /** Pairs of photos that look the same, flat. Their vectors must be loaded; who has none is in no pair. */
  findDuplicates: {
    params: {
      readonly photoIds: Int32Array;
      /** Eight bytes a photo: difference hashes. */
      readonly hashes: Uint8Array;
      /** Ms since the epoch; NaN: not known. */
      readonly takenMs: Float64Array;
      /** Pairs of photos of which neither has a larger id are left out. */
      readonly knownUpTo: number;
    };
    result: Int32Array;
  };
  memory: { params: Record<string, never>; result: { readonly rssBytes: number } };
  /**
   * Checks a model folder and notifies `model-check` as it goes. Needs no `initialize`. Use a process of its own: a hostile model
   * may end it.
   */
  checkModel: { params: { readonly folder: string }; result: null };
}

export type EmbedderMethod = keyof EmbedderRequests;

export type ToEmbedder =
  | { readonly type: 'request'; readonly id: number; readonly method: EmbedderMethod; readonly params: unknown }
  | { readonly type: 'is-known-answer'; readonly key: number; readonly isKnown: boolean };

export type FromEmbedder =
  | { readonly type: 'response'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'response'; readonly id: number; readonly ok: false; readonly error: ErrorView }
  | { readonly type: 'photo-started'; readonly key: number }
  /** A provider was lost in the middle of the work, this one goes on ([Note: lost provider]). */
  | { readonly type: 'provider-lost'; readonly provider: string; readonly verdicts: readonly ProviderVerdict[] }
  | { readonly type: 'model-check'; readonly event: ModelCheckEvent }
  /** Of a `group` request under way, in [0, 1]. */
  | { readonly type: 'group-progress'; readonly doneShare: number }
  | { readonly type: 'is-known'; readonly key: number; readonly contentHash: string };

/** True for what has the form of a request or an answer of main; the params of a request are its handler's to judge. */
export function isToEmbedder(message: unknown): message is ToEmbedder {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  const { type, id, key, method, isKnown } = message as Partial<Record<string, unknown>>;
  if (type === 'is-known-answer') return typeof key === 'number' && typeof isKnown === 'boolean';
  return type === 'request' && typeof id === 'number' && typeof method === 'string';
}

/**
 * True for what has the form of a message of the embedder. It decodes what anyone may have made: a process that was taken over by a
 * file says what it likes.
 */
export function isFromEmbedder(message: unknown): message is FromEmbedder {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  const { type, id, key, ok, error, event, contentHash, provider, verdicts, doneShare } = message as Partial<
    Record<string, unknown>
  >;
  switch (type) {
    case 'response':
      return typeof id === 'number' && (ok === true || (ok === false && isErrorView(error)));
    case 'photo-started':
      return typeof key === 'number';
    case 'is-known':
      return typeof key === 'number' && typeof contentHash === 'string' && /^[0-9a-f]{64}$/.test(contentHash);
    case 'model-check':
      return isModelCheckEvent(event);
    case 'group-progress':
      return typeof doneShare === 'number';
    case 'provider-lost':
      return typeof provider === 'string' && Array.isArray(verdicts) && verdicts.every(isVerdict);
    default:
      return false;
  }
}

function isVerdict(value: unknown): value is ProviderVerdict {
  if (typeof value !== 'object' || value === null) return false;
  const { provider, verdict, detail } = value as Partial<Record<string, unknown>>;
  return typeof provider === 'string' && typeof verdict === 'string' && typeof detail === 'string';
}

/** One end of the channel, whichever transport carries it. */
export interface EmbedderChannel {
  readonly send: (message: ToEmbedder) => void;
  readonly onMessage: (listener: (message: FromEmbedder) => void) => void;
  /** Called once, when the process is gone, with what is known of the reason. */
  readonly onExit: (listener: (reason: string) => void) => void;
  readonly kill: () => void;
}

/** Starts an embedder process. Electron gives one on utilityProcess, the command line one on child_process. */
export type LaunchEmbedder = () => EmbedderChannel;
