/** @file What every language has to say: the shape of the English catalogue. */
import type { en } from './en/index.ts';

type Widened<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => unknown
    ? (...args: Args) => string
    : Words extends readonly (infer Item)[]
      ? readonly Widened<Item>[]
      : { readonly [Key in keyof Words]: Widened<Words[Key]> };

/** A missing or a superfluous word fails the type check. */
export type Catalogue = Widened<typeof en>;
