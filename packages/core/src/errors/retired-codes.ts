/** Codes that once meant something. A retired code is listed for good and never used again. */
export const RETIRED_ERROR_CODES: readonly string[] = ["STORE_CHECKPOINT_CONFLICT"];
