/** @file The thread of the clusters of one map. Answers in the order of the questions. */
import { ClusterIndex } from './clusters.ts';
import type { ClusterColumns, Expansion, PinGroup, YearRange } from './clusters.ts';
import type { PlaceBounds } from './viewport.ts';

export type ClusterQuestion =
  | { readonly kind: 'load'; readonly columns: ClusterColumns; readonly years: YearRange }
  | { readonly kind: 'groups'; readonly bounds: PlaceBounds; readonly zoom: number }
  | { readonly kind: 'expand'; readonly clusterId: number }
  | { readonly kind: 'photos'; readonly groups: readonly Pick<PinGroup, 'clusterId' | 'photoId'>[] };

export interface ClusterAnswers {
  readonly load: null;
  readonly groups: readonly PinGroup[];
  readonly expand: Expansion;
  readonly photos: readonly number[];
}

export interface AskedQuestion {
  readonly id: number;
  readonly question: ClusterQuestion;
}

export type GivenAnswer =
  | { readonly id: number; readonly ok: true; readonly value: ClusterAnswers[keyof ClusterAnswers] }
  | { readonly id: number; readonly ok: false; readonly message: string };

let index: ClusterIndex | null = null;

function answer(question: ClusterQuestion): ClusterAnswers[keyof ClusterAnswers] {
  if (question.kind === 'load') {
    index = new ClusterIndex(question.columns, question.years);
    return null;
  }
  if (index === null) throw new Error('No photos were loaded.');
  if (question.kind === 'groups') return index.findGroups(question.bounds, question.zoom);
  if (question.kind === 'expand') return index.expand(question.clusterId);
  return index.listPhotos(question.groups);
}

self.addEventListener('message', ({ data: { id, question } }: MessageEvent<AskedQuestion>) => {
  let given: GivenAnswer;
  try {
    given = { id, ok: true, value: answer(question) };
  } catch (error) {
    given = { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(given);
});
