/** @file Names what an effect depends on besides what it reads by itself. */

/** Reading its arguments is all: the effect around the call runs again when one of them changes. */
export function dependOn(...values: readonly unknown[]): number {
  return values.length;
}
