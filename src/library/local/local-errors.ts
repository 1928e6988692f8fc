/** @file Errors of the window's calls in the window's language, whoever answers them. */
import { CairnError } from '../../api/errors.ts';
import type { Language } from '../../api/preferences.ts';
import { mapErrors } from '../map-errors.ts';
import { localizePlace } from './local-places.ts';
import { translate } from './translate.ts';

type Handler = (input: never) => unknown;

/** Handlers that fail in the language of the moment; other errors than CairnError pass as they are. */
export function localizeErrors<Handlers extends Readonly<Record<keyof Handlers, Handler>>>(
  handlers: Handlers,
  getLanguage: () => Language,
): Handlers {
  return mapErrors(handlers, (error) => {
    const language = getLanguage();
    if (!(error instanceof CairnError) || language === 'en') return error;
    const message = translate(error.message, language, (place) => localizePlace(place, language));
    return new CairnError(error.code, message, { cause: error });
  });
}
