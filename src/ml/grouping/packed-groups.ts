/**
 * @file Photos and groups as columns: what is sent to the embedder and back for a grouping of everything. A hundred thousand objects
 * would keep main from others for as long as it takes to copy them one by one; columns are copied whole.
 */
import type { GroupMember, GroupPhoto, PhotoGroup } from '../embedder-messages.ts';

/** Row i of all columns is one photo; NaN stands for null. */
export interface PackedPhotos {
  readonly photoIds: Int32Array;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  readonly takenMs: Float64Array;
}

/** Members of all groups, one group after the other. */
export interface PackedGroups {
  readonly photoIds: Int32Array;
  /** Places in `roles`. */
  readonly roles: Uint8Array;
  readonly confidences: Float64Array;
  /** Row behind the last member of each group. */
  readonly ends: Int32Array;
  /** One a group. */
  readonly certainties: Float64Array;
}

const roles: readonly GroupMember['role'][] = ['core', 'border', 'tentative'];

export function packPhotos(photos: readonly GroupPhoto[]): PackedPhotos {
  return {
    photoIds: Int32Array.from(photos, ({ photoId }) => photoId),
    latitudes: Float64Array.from(photos, ({ latitude }) => latitude ?? Number.NaN),
    longitudes: Float64Array.from(photos, ({ longitude }) => longitude ?? Number.NaN),
    takenMs: Float64Array.from(photos, ({ takenMs }) => takenMs ?? Number.NaN),
  };
}

export function unpackPhotos({ photoIds, latitudes, longitudes, takenMs }: PackedPhotos): GroupPhoto[] {
  return Array.from(photoIds, (photoId, row) => ({
    photoId,
    latitude: readValue(latitudes[row]),
    longitude: readValue(longitudes[row]),
    takenMs: readValue(takenMs[row]),
  }));
}

function readValue(value = Number.NaN): number | null {
  return Number.isNaN(value) ? null : value;
}

export function packGroups(groups: readonly PhotoGroup[]): PackedGroups {
  const members = groups.flatMap((group) => group.members);
  let end = 0;
  return {
    photoIds: Int32Array.from(members, ({ photoId }) => photoId),
    roles: Uint8Array.from(members, ({ role }) => roles.indexOf(role)),
    confidences: Float64Array.from(members, ({ confidence }) => confidence),
    ends: Int32Array.from(groups, (group) => (end += group.members.length)),
    certainties: Float64Array.from(groups, ({ certainty }) => certainty),
  };
}

export function unpackGroups({ photoIds, roles: packed, confidences, ends, certainties }: PackedGroups): PhotoGroup[] {
  return Array.from(ends, (end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const members = Array.from(photoIds.subarray(start, end), (photoId, row): GroupMember => ({
      photoId,
      role: roles[packed[start + row] ?? 0] ?? 'core',
      confidence: confidences[start + row] ?? 0,
    }));
    return { members, certainty: certainties[index] ?? 0 };
  });
}
