/** One test of whether a run can be believed. */
export interface AcceptanceTest {
  readonly name:
    | "equity_not_straight"
    | "win_rate_drop"
    | "drawdown_alignment"
    | "fills_within_book"
    | "fees_charged";
  readonly title: string;
  readonly verdict: "pass" | "warn" | "fail" | "not_applicable";
  /** What was measured; `null` where there was nothing to measure. */
  readonly value: number | null;
  /** What the value is held against. */
  readonly bound: number | null;
  readonly unit: string;
  /** One plain sentence. */
  readonly explanation: string;
  /** Whatever else was measured, by name. */
  readonly details: Readonly<Record<string, number | string | null>>;
}

/** All tests. A run with a failed one is not to be believed, and the verb ends with exit code 1. */
export interface AcceptanceSummary {
  readonly verdict: "pass" | "warn" | "fail" | "not_applicable";
  readonly tests: readonly AcceptanceTest[];
}
