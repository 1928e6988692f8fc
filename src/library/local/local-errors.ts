/** @file Errors of the window's calls in the window's language, whoever answers them. */
import { CairnError } from '../../api/errors.ts';
import type { Language } from '../../api/preferences.ts';
import { localizePlace } from './local-places.ts';
import { translate } from './translate.ts';

type Handler = (input: never) => unknown;

/** Handlers that fail in the language of the moment; other errors than CairnError pass as they are. */
export function localizeErrors<Handlers extends Readonly<Record<keyof Handlers, Handler>>>(
  handlers: Handlers,
  getLanguage: () => Language,
): Handlers {
  const fail = (error: unknown): never => {
    const language = getLanguage();
    if (!(error instanceof CairnError) || language === 'en') throw error;
    const message = translate(error.message, language, (place) => localizePlace(place, language));
    throw new CairnError(error.code, message, { cause: error });
  };
  const wrap =
    (handle: Handler): Handler =>
    (input) => {
      try {
        const output = handle(input);
        return output instanceof Promise ? output.catch(fail) : output;
      } catch (error) {
        return fail(error);
      }
    };
  const entries = Object.entries<Handler>(handlers).map(([name, handle]) => [name, wrap(handle)] as const);
  // Each handler is wrapped under its own name.
  return Object.fromEntries(entries) as unknown as Handlers;
}
