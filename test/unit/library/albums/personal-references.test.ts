import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { sendPersonalReferences } from '../../../../src/library/albums/personal-references.ts';
import { EmbedderExitError, type EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import type { PersonalReferences, PersonalReferencesPart } from '../../../../src/ml/embedder-messages.ts';
import { createReferenceGathering } from '../../../../src/ml/recognition/gather-references.ts';
import { addGroup, addPhoto, addRoot, decide, openTestCatalog } from '../../db/temporary-catalog.ts';

const dims = 4;
const confirmed = 600;

/** An album of confirmed photos with vectors, the last one rejected, one without a vector. */
function fillCatalog(): { readonly catalog: Catalog; readonly modelId: number; readonly photoIds: readonly number[] } {
  const catalog = openTestCatalog();
  const modelId = catalog.embeddings.ensureModel({ hash: 'm', name: 'm', dims });
  const photoIds = catalog.transaction(() => {
    const rootId = addRoot(catalog);
    const albumId = addGroup(catalog, 'Our bridge');
    const added = Array.from({ length: confirmed + 2 }, (_, index) => addPhoto(catalog, rootId, `p${index}`).photoId);
    for (const [index, photoId] of added.entries()) {
      decide(catalog, albumId, photoId, index === confirmed + 1 ? 'rejected' : 'confirmed');
      if (index !== confirmed) catalog.embeddings.put(photoId, modelId, Float32Array.of(1, 0, 0, photoId));
    }
    return added.slice(0, confirmed);
  });
  return { catalog, modelId, photoIds };
}

/** An embedder's end: what it has taken into use, and every part that came. `endsAt`: it is gone at this part. */
function openEmbedder(endsAt = Infinity): {
  readonly client: EmbedderClient;
  readonly parts: PersonalReferencesPart[];
  readonly inUse: PersonalReferences[];
} {
  const parts: PersonalReferencesPart[] = [];
  const inUse: PersonalReferences[] = [];
  const gather = createReferenceGathering(dims);
  const answer = async (part: PersonalReferencesPart): Promise<{ setAside: number[] } | null> => {
    if (parts.length >= endsAt) throw new EmbedderExitError('signal SIGKILL');
    parts.push(part);
    const all = gather(part);
    await yieldToEventLoop();
    if (all === null) return null;
    inUse.push(all);
    return { setAside: [all.photoIds[0] ?? 0] };
  };
  const request = (_: string, params: PersonalReferencesPart): Promise<unknown> => answer(structuredClone(params));
  const client = {
    request: request as unknown as EmbedderClient['request'],
    kill: () => undefined,
    isAlive: () => parts.length < endsAt,
  };
  return { client, parts, inUse };
}

it('sends thousands of references in small parts, with turns of others between, and all are taken into use at once', async () => {
  const { catalog, modelId, photoIds } = fillCatalog();
  const { client, parts, inUse } = openEmbedder();
  let turns = 0;
  let isOver = false;
  const countTurns = async (): Promise<void> => {
    for (; !isOver; turns += 1) await yieldToEventLoop();
  };
  const counting = countTurns();
  const setAside = await sendPersonalReferences({ catalog, client, modelId });
  isOver = true;
  await counting;
  expect(setAside).toEqual([photoIds[0]]);
  expect(Math.max(...parts.map(({ photoIds: rows }) => rows.length))).toBeLessThanOrEqual(250);
  expect(turns).toBeGreaterThanOrEqual(parts.length - 1);
  expect(inUse).toHaveLength(1);
  expect(inUse[0]?.photoIds).toEqual(Int32Array.from(photoIds));
  expect(inUse[0]?.vectors).toEqual(Float32Array.from(photoIds.flatMap((photoId) => [1, 0, 0, photoId])));
  expect(new Set(inUse[0]?.landmarkIds)).toEqual(new Set(['album:1']));
});

it('does not mix what two send at once: each is whole, the later one is what was confirmed last', async () => {
  const { catalog, modelId, photoIds } = fillCatalog();
  const { client, inUse } = openEmbedder();
  const first = sendPersonalReferences({ catalog, client, modelId });
  const second = sendPersonalReferences({ catalog, client, modelId });
  await yieldToEventLoop();
  decide(catalog, 1, photoIds[0] ?? 0, 'rejected');
  await Promise.all([first, second]);
  expect(inUse.at(-1)?.photoIds).toEqual(Int32Array.from(photoIds.slice(1)));
  expect(inUse).toHaveLength(2);
});

it('gives an embedder that was started again all of them, when it ended in the middle', async () => {
  const { catalog, modelId, photoIds } = fillCatalog();
  const ended = openEmbedder(2);
  await expect(sendPersonalReferences({ catalog, client: ended.client, modelId })).rejects.toThrow(EmbedderExitError);
  expect(ended.parts).toHaveLength(2);
  expect(ended.inUse).toEqual([]);
  const next = openEmbedder();
  await sendPersonalReferences({ catalog, client: next.client, modelId });
  expect(next.inUse[0]?.photoIds).toEqual(Int32Array.from(photoIds));
});

it('reads no closed catalog: it ends when nobody wants them, and what is begun puts nothing in place', async () => {
  const { catalog, modelId } = fillCatalog();
  const { client, parts, inUse } = openEmbedder();
  const isWanted = (): boolean => parts.length < 2;
  expect(await sendPersonalReferences({ catalog, client, modelId, isWanted })).toBeNull();
  expect([parts.length, inUse.length]).toEqual([2, 0]);
});

it('tells an embedder that there are none any more, but not one that has none', async () => {
  const catalog = openTestCatalog();
  const modelId = catalog.embeddings.ensureModel({ hash: 'm', name: 'm', dims });
  const { client, parts } = openEmbedder();
  expect(await sendPersonalReferences({ catalog, client, modelId, isEmptySent: false })).toBeNull();
  expect(parts).toEqual([]);
  await sendPersonalReferences({ catalog, client, modelId });
  expect(parts).toMatchObject([{ firstRow: 0, isLast: true, landmarkIds: [] }]);
});
