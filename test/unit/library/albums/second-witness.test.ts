import { describe, expect, it } from 'vitest';
import { askSecondWitness } from '../../../../src/library/albums/second-witness.ts';
import type { EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import type { Recognition } from '../../../../src/ml/embedder-messages.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

function openScene() {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const modelId = catalog.embeddings.ensureModel({ hash: 'm', name: 'model', dims: 2 });
  const photos = ['a', 'b', 'c', 'd'].map((name) => addPhoto(catalog, rootId, name).photoId);
  for (const photoId of photos) catalog.embeddings.put(photoId, modelId, Float32Array.of(1, 0));
  const albumId = addGroup(catalog, 'Our mill', { isNamedByPerson: true });
  const asked: number[] = [];
  /** Gives the album to the second photo, another landmark to the third. */
  const client = {
    request: (_: string, { photos: given }: { readonly photos: readonly { readonly photoId: number }[] }) => {
      asked.push(...given.map(({ photoId }) => photoId));
      return Promise.resolve(
        given.map(({ photoId }): Partial<Recognition> => ({
          candidates: [
            { landmarkId: photoId === photos[1] ? `album:${albumId}` : 'elsewhere', confidence: 0.4, score: 0 },
          ],
        })),
      );
    },
  } as unknown as EmbedderClient;
  return { catalog, modelId, photos, albumId, asked, client };
}

describe('askSecondWitness', () => {
  it('suggests who is neither sure of the group nor recognised, and asks about nobody else', async () => {
    const { photos, albumId, asked, ...rest } = openScene();
    const [a = 0, b = 0, c = 0, d = 0] = photos;
    const suggestions = [
      { photoId: a, confidence: 0.95, isTentative: false },
      { photoId: b, confidence: 0.7, isTentative: false },
      { photoId: c, confidence: 0.7, isTentative: false },
      { photoId: d, confidence: 0.4, isTentative: true },
    ];
    const plan = { joins: [{ albumId, suggestions, certainty: 0.9 }], openings: [] };
    const judged = await askSecondWitness({ ...rest, hasReferences: () => true }, plan);
    expect(asked).toEqual([b, c]);
    expect(judged.joins[0]?.suggestions.map(({ isTentative }) => isTentative)).toEqual([false, false, true, true]);
  });

  it('leaves albums alone that nobody said anything about', async () => {
    const { photos, albumId, asked, ...rest } = openScene();
    const suggestions = photos.map((photoId) => ({ photoId, confidence: 0.6, isTentative: false }));
    const plan = { joins: [{ albumId, suggestions, certainty: 0.9 }] };
    expect(await askSecondWitness({ ...rest, hasReferences: () => false }, plan)).toBe(plan);
    expect(asked).toEqual([]);
  });
});
