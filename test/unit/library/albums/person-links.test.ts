import { expect, it } from 'vitest';
import { buildPersonLinks } from '../../../../src/library/albums/person-links.ts';
import type { MembershipIndex } from '../../../../src/library/albums/read-memberships.ts';

const index: MembershipIndex = {
  albumsOf: new Map(),
  confirmedOf: new Map([[1, [10, 11, 12, 99]]]),
  suggestedOf: new Map([[1, [13]]]),
  tentativeOf: new Map(),
  rejectedOf: new Map([
    [1, new Set([20])],
    [2, new Set([21])],
  ]),
};

it('ties confirmed photos in a chain and keeps rejected ones from the members', () => {
  const { mustLinks, cannotLinks } = buildPersonLinks(index, new Set([10, 11, 12, 13, 20, 21]));
  expect([...mustLinks]).toEqual([10, 11, 11, 12]);
  expect([...cannotLinks]).toEqual([20, 10, 20, 11, 20, 12, 20, 13]);
});

it('says nothing of photos that do not take part', () => {
  const { mustLinks, cannotLinks } = buildPersonLinks(index, new Set([10, 20]));
  expect([...mustLinks]).toEqual([]);
  expect([...cannotLinks]).toEqual([20, 10]);
});
