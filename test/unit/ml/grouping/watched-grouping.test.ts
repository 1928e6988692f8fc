import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWatchedGrouping, type WatchedGrouping } from '../../../../src/ml/grouping/watched-grouping.ts';
import { createGroupSearch } from '../../../../src/ml/neighbours/group-search.ts';
import { createSearchSession, type SearchSession } from '../../../../src/ml/neighbours/search-session.ts';
import { createMixture, dims, groupSamples, listIds, prepareSamples } from './mixture.ts';

const mixture = createMixture({ seed: 7, landmarks: 5, photosEach: 9, strangers: 20 });
let session: SearchSession;

beforeAll(async () => {
  session = await createSearchSession(dims, 1);
});
afterAll(() => session.close());

/** Over the same photos as `groupSamples`, with the real search. @param onShare called in each search */
function createGrouping(onShare: (grouping: WatchedGrouping) => void, shares: number[] = []): WatchedGrouping {
  const grouping = createWatchedGrouping({
    createSearch: (report) =>
      createGroupSearch(session, (share) => {
        onShare(grouping);
        shares.push(share);
        report(share);
      }),
    onProgress: (share) => void shares.push(share),
  });
  return grouping;
}

it('groups as it would unwatched, and tells of every search that it is done', async () => {
  const shares: number[] = [];
  const groups = await createGrouping(() => undefined, shares).run(prepareSamples(mixture));
  expect(listIds(groups)).toEqual(listIds(await groupSamples(mixture)));
  // Two smoothings and the graph.
  expect(shares).toEqual([1, 1, 1]);
});

it('ends within a search when it is cancelled, and does what is asked for afterwards', async () => {
  let searches = 0;
  const grouping = createGrouping((self) => {
    searches += 1;
    if (searches === 2) self.cancel();
  });
  await expect(grouping.run(prepareSamples(mixture))).rejects.toMatchObject({ code: 'cancelled' });
  expect(searches).toBe(2);
  expect((await grouping.run(prepareSamples(mixture))).length).toBeGreaterThan(3);
});
