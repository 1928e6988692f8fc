/** @file Proposals in plain words. */
import type { ProposalDraft } from './find-proposals.ts';

/** Why it is proposed, as one sentence. */
export function describeProposal(
  proposal: Pick<ProposalDraft, 'kind' | 'photoIds' | 'witnesses'> & {
    readonly albumName: string;
    readonly fromAlbumName: string;
  },
): string {
  const { kind, albumName, fromAlbumName, witnesses } = proposal;
  const count = proposal.photoIds.length;
  const photos = count === 1 ? '1 photo' : `${count} photos`;
  const look = count === 1 ? 'looks' : 'look';
  switch (kind) {
    case 'merge':
      return `"${fromAlbumName}" (${photos}) and "${albumName}" look like one place: ${witnesses} photos of "${albumName}" are grouped with it.`;
    case 'move':
      return `${photos} of "${fromAlbumName}" ${look} like "${albumName}", with ${witnesses} photos there.`;
    case 'split':
      return `"${albumName}" seems to hold two places: ${photos} ${look} alike and unlike ${witnesses} others.`;
    case 'join':
      return `${photos} may belong to "${albumName}", not surely enough to be put there without you.`;
  }
}
