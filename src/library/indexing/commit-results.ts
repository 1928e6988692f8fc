/** @file Stores what the embedder found: photo, vector, file and job of one batch in one transaction. */
import type { Catalog } from '../../db/catalog.ts';
import { isDiskFull } from '../../db/full-disk.ts';
import type { NextJob } from '../../db/jobs.ts';
import type { IndexedPhoto, KnownPhoto, PhotoOutcome } from '../../ml/embedder-messages.ts';
import { takeUpAwaited } from '../decisions/replay.ts';
import { noteDuplicatesPending } from '../duplicates/find-near.ts';
import { findCountry } from '../pictures/fill-placeholders.ts';
import { noteNewPhotos, noteNewUngrouped } from '../albums/pending-work.ts';

export interface FinishedJob {
  readonly job: NextJob;
  readonly outcome: PhotoOutcome;
}

export interface CommittedPhoto {
  readonly photoId: number;
  readonly vector: Float32Array;
}

/** What became of one job. `embedded-again`: a photo of the catalog got its vector of this model. `retry`: queued again. */
export type JobEnding = 'indexed' | 'embedded-again' | 'known' | 'failed' | 'retry';

export interface CommitReport {
  /** Photos that have a vector now and had none of this model before. */
  readonly photos: readonly CommittedPhoto[];
  readonly endings: readonly { readonly job: NextJob; readonly ending: JobEnding }[];
}

export interface CommitTarget {
  readonly catalog: Catalog;
  readonly modelId: number;
  /** True: the albums look up and group all photos at once, later ([Note: spaces]). */
  readonly isSpaceChanging: boolean;
}

/** Writes a batch. A result that the catalog refuses becomes a failure of its own job. */
export function commitResults(target: CommitTarget, results: readonly FinishedJob[]): CommitReport {
  const { catalog, modelId } = target;
  return catalog.transaction(() => {
    const photos: CommittedPhoto[] = [];
    const endings = results.map((result) => {
      try {
        // A savepoint: one refused result leaves the others alone.
        const { ending, photo } = catalog.transaction(() => storeResult(catalog, modelId, result));
        if (photo !== null) photos.push(photo);
        return { job: result.job, ending };
      } catch (error) {
        // Of the drive, not of the photo: SQLite may have rolled back everything.
        if (isDiskFull(error) || isDriveFailure(error)) throw error;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        const reason = `The catalog refused what was read from this photo (${code}).`;
        return { job: result.job, ending: failJob(catalog, result.job, reason, true) };
      }
    });
    const photoIds = photos.map(({ photoId }) => photoId);
    if (target.isSpaceChanging) noteNewUngrouped(catalog, photoIds.length);
    else noteNewPhotos(catalog, photoIds);
    if (photoIds.length > 0) noteDuplicatesPending(catalog, photoIds);
    return { photos, endings };
  });
}

function isDriveFailure(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^SQLITE_(IOERR|CORRUPT|READONLY|CANTOPEN)/.test(String(error.code))
  );
}

interface StoredResult {
  readonly ending: JobEnding;
  readonly photo: CommittedPhoto | null;
}

function storeResult(catalog: Catalog, modelId: number, { job, outcome }: FinishedJob): StoredResult {
  if (outcome.kind === 'failed') {
    return { ending: failJob(catalog, job, outcome.reason, !outcome.isTransient), photo: null };
  }
  const knownId = catalog.photos.findByHash(outcome.contentHash);
  if (outcome.kind === 'known') {
    if (knownId === null) {
      return { ending: failJob(catalog, job, 'Its content is not in the catalog any more.', false), photo: null };
    }
    tieFile(catalog, job, knownId, outcome);
    return { ending: 'known', photo: null };
  }
  const photoId = knownId ?? insertPhoto(catalog, outcome);
  catalog.placeholders.set(photoId, outcome);
  // What a person decided about this content on another catalog.
  if (knownId === null) takeUpAwaited(catalog, outcome.contentHash, photoId);
  // Two copies under way at once: the second finds the first one's vector.
  const isNew = !catalog.embeddings.has(outcome.contentHash, modelId);
  if (isNew) catalog.embeddings.put(photoId, modelId, outcome.embedding);
  tieFile(catalog, job, photoId, outcome);
  const ending = isNew && knownId !== null ? 'embedded-again' : 'indexed';
  return { ending, photo: isNew ? { photoId, vector: outcome.embedding } : null };
}

function insertPhoto(catalog: Catalog, photo: IndexedPhoto): number {
  const photoId = catalog.photos.insert({
    contentHash: photo.contentHash,
    sizeBytes: photo.sizeBytes,
    format: photo.format,
    width: photo.width,
    height: photo.height,
    orientation: photo.orientation,
    takenMs: photo.takenMs,
    takenOffsetMinutes: photo.takenOffsetMinutes,
    takenSource: photo.takenSource,
    latitude: photo.latitude,
    longitude: photo.longitude,
    cameraMake: photo.cameraMake,
    cameraModel: photo.cameraModel,
    addedMs: Date.now(),
  });
  catalog.photoEvidence.setFileEvidence(photoId, photo);
  const { latitude, longitude } = photo;
  if (latitude !== null && longitude !== null) {
    catalog.photoLists.setCountry(photoId, findCountry(latitude, longitude));
  }
  return photoId;
}

/** The file row says what was indexed, so that the next scan sees whatever changed since. */
function tieFile(catalog: Catalog, job: NextJob, photoId: number, outcome: IndexedPhoto | KnownPhoto): void {
  const file = catalog.files.get(job.fileId);
  catalog.jobs.finish(job.jobId);
  if (file === null) return;
  catalog.files.setPhoto(job.fileId, photoId);
  if (file.state === 'missing' || (file.mtimeMs === outcome.mtimeMs && file.sizeBytes === outcome.sizeBytes)) return;
  const { rootId, relativePath } = file;
  if (file.mtimeMs > outcome.mtimeMs) {
    // A scan met a newer version while the older one was read: once more.
    catalog.jobs.enqueue({ fileId: job.fileId, priority: file.mtimeMs });
  } else {
    const { sizeBytes, mtimeMs } = outcome;
    catalog.files.upsertChanged({ rootId, relativePath, sizeBytes, mtimeMs });
  }
}

function failJob(catalog: Catalog, job: NextJob, reason: string, isFinal: boolean): JobEnding {
  const state = catalog.jobs.fail(job.jobId, reason, { isFinal });
  if (state !== 'failed') return 'retry';
  catalog.files.setFailure(job.fileId, reason);
  return 'failed';
}
