/** @file The small catalogue of words that main itself says; the page has its own. */
import type { en } from './en.ts';

type Widened<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => unknown
    ? (...args: Args) => string
    : { readonly [Key in keyof Words]: Widened<Words[Key]> };

/** What every language has to say: a missing or a superfluous word fails the type check. */
export type MainWords = Widened<typeof en>;
