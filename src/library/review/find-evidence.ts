/** @file What the review asks the embedder: which albums look like one place, which confirmed photos do not look like the others. */
import type { IndexingProgress } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { isSpaceChanging } from '../albums/album-space.ts';
import { readUngroupedCount } from '../albums/pending-work.ts';
import type { EmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import { listDoubtful } from '../evidence/list-doubtful.ts';
import type { ModelInUse } from '../model-in-use.ts';
import type { RegroupTools } from '../regroup/regroup-service.ts';
import type { ReviewEvidence } from './evidence-questions.ts';

export interface EvidenceFinderOptions {
  readonly catalog: Catalog;
  readonly supervisor: EmbedderSupervisor;
  readonly regroup: Pick<RegroupTools, 'proposeAll'>;
  readonly getModel: () => ModelInUse | null;
  readonly getProgress: () => IndexingProgress;
}

/** In a larger library a grouping of everything takes the embedder long: a person asks for it (`cairn regroup`), no card does. */
const mostRegrouped = 200_000;

/** Answers null while photos are being indexed: the embedder is theirs, and there will be other groups afterwards. */
export function createEvidenceFinder(
  options: EvidenceFinderOptions,
): (isWanted: boolean) => Promise<ReviewEvidence | null> {
  const { catalog, supervisor, regroup, getModel, getProgress } = options;
  const isBusy = (): boolean => {
    if (['idle', 'paused', 'stopped'].includes(getProgress().state)) return false;
    const { queued, running } = catalog.jobs.countByState();
    return queued + running + readUngroupedCount(catalog) > 0;
  };
  return async (isWanted) => {
    if (isBusy() || (!isWanted && supervisor.getCurrent() === null)) return null;
    const client = await supervisor.obtain();
    const model = getModel();
    if (model === null || isSpaceChanging(catalog, model.hash)) return null;
    const isSmallEnough = catalog.embeddings.count(model.id) <= mostRegrouped;
    const proposals = isSmallEnough ? await regroup.proposeAll() : [];
    return { proposals, doubtful: await listDoubtful(catalog, client, model.id) };
  };
}
