import { describe, expect, it } from 'vitest';
import type { MembershipState } from '../../../../src/api/views.ts';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog, type TestClock, decide } from '../../db/temporary-catalog.ts';

describe('a photo in both albums of a merge', () => {
  type Side = { state: MembershipState; confidence: number | null; updatedMs: number } | null;
  const suggested = (confidence: number, updatedMs = 1): Side => ({ state: 'suggested', confidence, updatedMs });
  const decided = (state: 'confirmed' | 'rejected', updatedMs: number): Side => ({
    state,
    confidence: null,
    updatedMs,
  });
  const cases: readonly { readonly rule: string; readonly from: Side; readonly into: Side; readonly result: Side }[] = [
    { rule: 'moves what is new', from: suggested(0.3), into: null, result: suggested(0.3) },
    { rule: 'moves a rejection', from: decided('rejected', 5), into: null, result: decided('rejected', 5) },
    { rule: 'keeps what is there', from: null, into: decided('confirmed', 5), result: decided('confirmed', 5) },
    { rule: 'keeps the surer suggestion', from: suggested(0.3, 9), into: suggested(0.4), result: suggested(0.4) },
    { rule: 'takes the surer suggestion', from: suggested(0.5), into: suggested(0.4, 9), result: suggested(0.5) },
    {
      rule: 'prefers an old decision to a suggestion',
      from: decided('rejected', 1),
      into: suggested(0.9, 9),
      result: decided('rejected', 1),
    },
    {
      rule: 'keeps an old decision against a suggestion',
      from: suggested(0.9, 9),
      into: decided('confirmed', 1),
      result: decided('confirmed', 1),
    },
    {
      rule: 'takes the newer decision',
      from: decided('confirmed', 6),
      into: decided('rejected', 5),
      result: decided('confirmed', 6),
    },
    {
      rule: 'keeps the newer decision',
      from: decided('confirmed', 4),
      into: decided('rejected', 5),
      result: decided('rejected', 5),
    },
    {
      rule: 'takes the yes of two as old: a split says both, and is merged again',
      from: decided('confirmed', 5),
      into: decided('rejected', 5),
      result: decided('confirmed', 5),
    },
    {
      rule: 'keeps the yes of two as old',
      from: decided('rejected', 5),
      into: decided('confirmed', 5),
      result: decided('confirmed', 5),
    },
  ];

  it.each(cases)('$rule', ({ from, into, result }) => {
    const clock: TestClock = { nowMs: 1 };
    const catalog = openTestCatalog({ clock });
    const decisions = createDecisionService({ catalog, now: () => clock.nowMs, onDecided: () => undefined });
    const { photoId: photo } = addPhoto(catalog, addRoot(catalog), 'p');
    const [album, other] = [addGroup(catalog, 'Bridge'), addGroup(catalog, 'Arch')];
    const put = (albumId: number, side: Side) => {
      if (side === null) return;
      clock.nowMs = side.updatedMs;
      if (side.state === 'suggested') catalog.memberships.setSuggested(albumId, photo, side.confidence ?? 0);
      else decide(catalog, albumId, photo, side.state, side);
    };
    put(other, from);
    put(album, into);
    decisions.merge(album, other);
    expect(catalog.memberships.get(album, photo)).toMatchObject(result ?? {});
    expect(catalog.memberships.listForAlbum(other)).toEqual([]);
    expect(catalog.checkIntegrity()).toEqual([]);
  });
});
