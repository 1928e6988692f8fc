/** @file Progress of indexing: a bar on a terminal, now and then a line elsewhere. */
import type { IndexingProgress } from '../api/views.ts';
import type { Terminal } from './terminal.ts';

const lineEveryMs = 10_000;
const barWidth = 24;

/** Returns a listener for the library's progress events. */
export function createProgressView(
  terminal: Terminal,
  now: () => number = () => performance.now(),
): (progress: IndexingProgress) => void {
  let lastLineMs = now();
  return (progress) => {
    if (terminal.isInteractive) {
      terminal.showStatus(drawBar(progress).slice(0, Math.max(20, terminal.columns - 1)));
    } else if (now() - lastLineMs >= lineEveryMs && progress.state !== 'idle') {
      lastLineMs = now();
      terminal.note(describeProgress(progress));
    }
  };
}

function drawBar(progress: IndexingProgress): string {
  if (progress.state === 'scanning') return describeProgress(progress);
  if (progress.state === 'idle' || progress.total === 0) return '';
  const filled = Math.round((progress.done / progress.total) * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${describeProgress(progress)}`;
}

/** "Indexing: 120 of 3000 photos, 2.1 a second, 23 min left, 1 failed"; "Embedding again: ..." after a change of the model. */
export function describeProgress(progress: IndexingProgress): string {
  const { state, done, total, failed, photosPerSecond, remainingMs } = progress;
  if (state === 'scanning') return `Looking for photos: ${done} found`;
  if (state === 'grouping') {
    const { groupedShare = null } = progress;
    const share = groupedShare === null ? '' : `, ${Math.floor(100 * groupedShare)} %`;
    return `Grouping: ${done} of ${total} photos indexed${share}`;
  }
  const parts = [`${state === 'embedding-again' ? 'Embedding again' : 'Indexing'}: ${done} of ${total} photos`];
  if (photosPerSecond !== null) parts.push(`${photosPerSecond.toFixed(1)} a second`);
  if (remainingMs !== null) parts.push(`${describeDuration(remainingMs)} left`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(', ');
}

function describeDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
