/** @file What is read from a photo only when somebody looks at it: where the model looked, how it was exposed. */
import { CairnError } from '../api/errors.ts';
import type { AttentionView, ExposureView } from '../api/views.ts';
import type { EmbedderSupervisor } from './embedder/embedder-supervisor.ts';
import type { PhotoImages } from './photo-images.ts';

export interface PhotoInsight {
  /** @throws CairnError `photo-unavailable` when neither the photo nor its preview can be read */
  readonly getAttention: (photoId: number) => Promise<AttentionView>;
  /** Null while no file of the photo can be read. */
  readonly getExposure: (photoId: number) => Promise<ExposureView | null>;
}

export interface PhotoInsightOptions {
  readonly supervisor: Pick<EmbedderSupervisor, 'obtain' | 'getDetails'>;
  readonly images: Pick<PhotoImages, 'getThumbnail' | 'locate'>;
}

/** Photos whose answer is kept: somebody leafs back and forth. */
const keptCount = 12;

/** Makes the service. */
export function createPhotoInsight({ supervisor, images }: PhotoInsightOptions): PhotoInsight {
  const attentions = createRecent<AttentionView>();
  const exposures = createRecent<ExposureView>();
  return {
    getAttention: async (photoId) => {
      const client = await supervisor.obtain();
      // Another model looks elsewhere.
      return attentions.obtain(`${supervisor.getDetails()?.modelHash ?? ''} ${photoId}`, async () => {
        // The preview has more pixels than the model takes in, is upright, and is there while the photo's drive is not.
        const path = await images.getThumbnail(photoId, 'screen');
        if (path === null) throw new CairnError('photo-unavailable', 'This photo cannot be read now.');
        const map = await client.request('attention', { path });
        return map === null ? { kind: 'absent' } : { kind: 'map', ...map };
      });
    },
    getExposure: async (photoId) => {
      const file = images.locate(photoId);
      if (file === null) return null;
      const client = await supervisor.obtain();
      try {
        return await exposures.obtain(String(photoId), () => client.request('readExposure', { path: file.path }));
      } catch (error) {
        // Gone or broken meanwhile: the photo itself says so.
        if (error instanceof CairnError && error.code.startsWith('photo-')) return null;
        throw error;
      }
    },
  };
}

interface Recent<Value> {
  /** What was made for this key, or is being made, or is made now. A failure is not kept. */
  readonly obtain: (key: string, make: () => Promise<Value>) => Promise<Value>;
}

function createRecent<Value>(): Recent<Value> {
  const kept = new Map<string, Promise<Value>>();
  return {
    obtain: (key, make) => {
      const value = kept.get(key) ?? make();
      // At the end again: the one that was asked for longest ago goes first.
      kept.delete(key);
      kept.set(key, value);
      for (const [oldest] of kept) {
        if (kept.size <= keptCount) break;
        kept.delete(oldest);
      }
      value.catch(() => kept.get(key) === value && kept.delete(key));
      return value;
    },
  };
}
