import { BOT_ERRORS } from "./bot-errors.ts";
import { CONFIG_ERRORS } from "./config-errors.ts";
import { DATA_ERRORS } from "./data-errors.ts";
import { EXECUTION_ERRORS } from "./execution-errors.ts";
import { LEDGER_ERRORS } from "./ledger-errors.ts";
import { RISK_ERRORS } from "./risk-errors.ts";
import { SPEC_ERRORS } from "./spec-errors.ts";
import { STORE_ERRORS } from "./store-errors.ts";
import { VENUE_ERRORS } from "./venue-errors.ts";
import type { ErrorRow } from "./error-row.ts";

/** Every error of the product. `docs/errors.md` is generated from it. */
export const ERRORS = {
  ...BOT_ERRORS,
  ...CONFIG_ERRORS,
  ...DATA_ERRORS,
  ...EXECUTION_ERRORS,
  ...LEDGER_ERRORS,
  ...RISK_ERRORS,
  ...SPEC_ERRORS,
  ...STORE_ERRORS,
  ...VENUE_ERRORS,
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
