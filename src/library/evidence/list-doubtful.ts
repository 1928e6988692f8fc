/** @file Confirmed photos that recognition sets aside: they disagree with the other photos of their landmark. */
import type { DoubtfulConfirmation } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { sendPersonalReferences } from '../albums/personal-references.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { showTile } from '../views/show-tile.ts';

/** Gives the embedder the person's references anew and lists what it sets aside. The confirmations themselves stay. */
export async function listDoubtful(
  catalog: Catalog,
  client: EmbedderClient,
  modelId: number,
): Promise<readonly DoubtfulConfirmation[]> {
  const setAside = await sendPersonalReferences({ catalog, client, modelId, isEmptySent: false });
  if (setAside === null || !client.isAlive()) return [];
  return catalog.photos.getTiles(setAside).flatMap((tile) =>
    catalog.memberships
      .listForPhoto(tile.id)
      .filter(({ state }) => state === 'confirmed')
      .map(({ albumId, name }) => ({ photo: showTile(tile), albumId, albumName: name })),
  );
}
