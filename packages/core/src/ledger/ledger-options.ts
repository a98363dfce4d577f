import { DEFAULT_DRAWDOWN_RULES, type DrawdownRules } from "@polytraders/quant";
import type { EntrySink } from "./entry-log.ts";
import type { DivergenceRules } from "./equity/divergence.ts";

export interface LedgerOptions {
  /** Limits and window of the drawdown; `inFlightValuation: "none"` is the literal mode. */
  readonly drawdownRules?: DrawdownRules;
  /** How far the books may be from the chain before they warn, and before they are corrected. */
  readonly divergenceRules?: DivergenceRules;
  /** Newest entries that can be read back; the others are only handed to `onEntry`. */
  readonly entriesKeptMax?: number;
  /** Final fills whose ids are remembered. */
  readonly finalFillsKeptMax?: number;
  /** Orders that are over, and operations on the chain, whose ids are remembered. */
  readonly idsKeptMax?: number;
  readonly onEntry?: EntrySink;
}

export const LEDGER_DEFAULTS = {
  drawdownRules: DEFAULT_DRAWDOWN_RULES,
  divergenceRules: { warnShare: 0.02, correctShare: 0.1 },
  entriesKeptMax: 1024,
  finalFillsKeptMax: 65_536,
  idsKeptMax: 65_536,
} as const;
