/** @file A piece of evidence in the plain words of the command line. The window has its own, in the person's language. */
import type { EvidenceView } from '../api/views.ts';

/** "taken 350 m away". */
export function describeEvidence(piece: EvidenceView): string {
  switch (piece.kind) {
    case 'look':
      return 'how it looks';
    case 'gps': {
      const away = `taken ${describeDistance(piece.distanceMeters)} away`;
      return piece.logOdds === null ? `${away}, which is out of reach` : away;
    }
    case 'estimate':
      return `probably taken about ${describeDistance(piece.distanceMeters)} away, between photos before and after it`;
    case 'walk':
      return `a photo taken ${describeMinutes(piece.minutes)} before or after shows it`;
    case 'folder':
      return `its folder says "${piece.words}"`;
    case 'file-name':
      return `its file name says "${piece.words}"`;
    case 'keyword':
      return `its keywords say "${piece.words}"`;
  }
}

function describeDistance(meters: number): string {
  return meters < 1000 ? `${Math.round(meters / 10) * 10} m` : `${(meters / 1000).toFixed(1)} km`;
}

function describeMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return 'less than a minute';
  return whole === 1 ? 'a minute' : `${whole} minutes`;
}
