/** Which envelopes a run keeps on disk. The state hash covers all of them either way. */
export type EnvelopePolicy =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "every"; readonly nth: number };
