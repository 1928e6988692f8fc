/** @file What `cairn doctor` reports: versions, providers, model, atlas, the catalog's integrity and counts. */
import { cpus, totalmem } from 'node:os';
import type { DoubtfulConfirmation, EmbedderView } from '../api/views.ts';
import { toErrorView, type ErrorView } from '../api/errors.ts';
import type { Catalog } from '../db/catalog.ts';
import type { FileStateCounts } from '../db/files.ts';
import type { JobCounts } from '../db/jobs.ts';
import { listDoubtful } from './evidence/list-doubtful.ts';
import { isSpaceChanging } from './albums/album-space.ts';
import type { EmbedderSupervisor } from './embedder/embedder-supervisor.ts';

export interface CatalogDiagnosis {
  readonly path: string;
  /** In plain words; empty when nothing is wrong. */
  readonly problems: readonly string[];
  readonly roots: number;
  readonly photos: number;
  readonly albums: number;
  readonly decisions: number;
  readonly embeddings: number | null;
  /** True while the albums are those of another model and photos are embedded again; null without an embedder. */
  readonly isModelChanging: boolean | null;
  /** Confirmed photos that recognition sets aside, as they disagree with the others of their album; null without an embedder. */
  readonly doubtful: readonly DoubtfulConfirmation[] | null;
  readonly files: FileStateCounts;
  readonly jobs: JobCounts;
}

export interface Diagnosis {
  readonly version: string;
  readonly node: string;
  readonly electron: string | null;
  readonly platform: string;
  readonly processors: number;
  readonly memoryBytes: number;
  readonly dataFolder: string;
  readonly embedder: EmbedderView;
  /** Why there is no embedder; null when it answered. */
  readonly embedderProblem: ErrorView | null;
  /** Why landmarks have no names; null when they have. */
  readonly atlasProblem: string | null;
  /** False: the model has no landmarkness.json, every photo may be named and grouped. Null without an embedder. */
  readonly hasLandmarkness: boolean | null;
  /** Null when there is no catalog yet. */
  readonly catalog: CatalogDiagnosis | null;
}

export interface DiagnoseOptions {
  readonly version: string;
  readonly dataFolder: string;
  readonly catalog: Catalog | null;
  readonly supervisor: EmbedderSupervisor;
}

/** Starts the embedder to hear its verdicts. Never rejects for what it finds. */
export async function diagnose({ version, dataFolder, catalog, supervisor }: DiagnoseOptions): Promise<Diagnosis> {
  let embedderProblem: ErrorView | null = null;
  try {
    await supervisor.obtain();
  } catch (error) {
    embedderProblem = toErrorView(error);
  }
  return {
    version,
    node: process.versions.node,
    electron: findElectronVersion(),
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    memoryBytes: totalmem(),
    dataFolder,
    embedder: supervisor.getView(),
    embedderProblem,
    atlasProblem: supervisor.getDetails()?.atlasProblem ?? null,
    hasLandmarkness: supervisor.getDetails()?.hasLandmarkness ?? null,
    catalog: catalog === null ? null : await diagnoseCatalog(catalog, supervisor),
  };
}

/** Electron's types say that it is always there. */
function findElectronVersion(): string | null {
  const version: unknown = Reflect.get(process.versions, 'electron');
  return typeof version === 'string' ? version : null;
}

async function diagnoseCatalog(catalog: Catalog, supervisor: EmbedderSupervisor): Promise<CatalogDiagnosis> {
  const hash = supervisor.getDetails()?.modelHash;
  return {
    path: catalog.path,
    problems: catalog.checkIntegrity(),
    roots: catalog.roots.list().length,
    photos: catalog.photos.count(),
    albums: catalog.albums.listPage({ offset: 0, limit: 1, sort: 'name' }).total,
    decisions: catalog.decisions.count(),
    embeddings: hash === undefined ? null : countEmbeddings(catalog, hash),
    isModelChanging: hash === undefined ? null : isSpaceChanging(catalog, hash),
    doubtful: hash === undefined ? null : await findDoubtful(catalog, supervisor, hash),
    files: catalog.files.countStates(),
    jobs: catalog.jobs.countByState(),
  };
}

async function findDoubtful(
  catalog: Catalog,
  supervisor: EmbedderSupervisor,
  modelHash: string,
): Promise<readonly DoubtfulConfirmation[] | null> {
  const modelId = catalog.embeddings.findModel(modelHash);
  const client = supervisor.getCurrent();
  if (modelId === null || client === null) return [];
  // An embedder that just died has said so already; nothing that it finds here may end the report.
  return await listDoubtful(catalog, client, modelId).catch(() => null);
}

function countEmbeddings(catalog: Catalog, modelHash: string): number {
  const modelId = catalog.embeddings.findModel(modelHash);
  return modelId === null ? 0 : catalog.embeddings.count(modelId);
}
