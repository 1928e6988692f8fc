/** @file The error for a model that cannot be used. */
import { CairnError } from '../../api/errors.ts';

/** What a person can do about any model that does not work. */
const advice =
  'Go back to the bundled model with "cairn model use bundled", or choose another with "cairn model use DIR"; if the bundled ' +
  'one is broken, install Cairn again.';

/** Code `model-unusable`. */
export class ModelError extends CairnError {
  /** What is wrong, without what to do. */
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super('model-unusable', `${reason} ${advice}`, { cause });
    this.name = 'ModelError';
    this.reason = reason;
  }
}

/** Builds the error; every reason says what to do. */
export function failModel(reason: string, cause?: unknown): ModelError {
  return new ModelError(reason, cause);
}
