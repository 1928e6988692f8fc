import { describe, expect, it } from 'vitest';
import type { EvidenceView } from '../../../src/api/views.ts';
import { describeEvidence } from '../../../src/cli/describe-evidence.ts';

describe('evidence on the command line', () => {
  it.each<[EvidenceView, string]>([
    [{ kind: 'look', logOdds: 3 }, 'how it looks'],
    [{ kind: 'gps', logOdds: 2, distanceMeters: 348 }, 'taken 350 m away'],
    [{ kind: 'gps', logOdds: null, distanceMeters: 9740 }, 'taken 9.7 km away, which is out of reach'],
    [
      { kind: 'estimate', logOdds: 1, distanceMeters: 120 },
      'probably taken about 120 m away, between photos before and after it',
    ],
    [{ kind: 'walk', logOdds: 1, minutes: 2.2 }, 'a photo taken 2 minutes before or after shows it'],
    [{ kind: 'walk', logOdds: 1, minutes: 0.2 }, 'a photo taken less than a minute before or after shows it'],
    [{ kind: 'folder', logOdds: 1, words: 'Paris' }, 'its folder says "Paris"'],
    [{ kind: 'file-name', logOdds: 1, words: 'paris' }, 'its file name says "paris"'],
    [{ kind: 'keyword', logOdds: 1, words: 'Paris' }, 'its keywords say "Paris"'],
  ])('%o', (piece, text) => {
    expect(describeEvidence(piece)).toBe(text);
  });
});
