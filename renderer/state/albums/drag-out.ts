/** @file Photos on their way to another program: main drags their files, the page only says which. */
import { callMain } from '../../client.ts';

/** Starts the drag. The page hears nothing more of it: the first movement of the free pointer ends it for all who wait for its end. */
export function startDragOut(photoIds: readonly number[], reportError: (error: unknown) => void): void {
  window.addEventListener('pointermove', () => window.dispatchEvent(new DragEvent('dragend')), { once: true });
  callMain('photos.dragOut', { photoIds: [...photoIds] }).catch(reportError);
}
