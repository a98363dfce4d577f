/** `T` with every property and element read-only, at every depth. Costs nothing at run time. */
export type Immutable<T> = T extends (infer E)[]
  ? number extends T["length"]
    ? readonly Immutable<E>[]
    : { readonly [K in keyof T]: Immutable<T[K]> }
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;
