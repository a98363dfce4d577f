/** A figure, or why there is none. Nothing is made up for the sake of a number. */
export type Figure =
  | { readonly value: number; readonly missing: null }
  | { readonly value: null; readonly missing: string };

/** A figure that is known. */
export function known(value: number): Figure {
  return { value, missing: null };
}

/** No figure, and the reason in a few words. */
export function missing(reason: string): Figure {
  return { value: null, missing: reason };
}
