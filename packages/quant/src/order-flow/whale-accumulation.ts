/** One large holder of an outcome and its recent trades. */
export interface LargeHolder {
  readonly holdingUsd: number;
  readonly trades: readonly {
    readonly timeMs: number;
    readonly side: "BUY" | "SELL";
    readonly usd: number;
  }[];
}

/** Whether the largest holders are buying. */
export interface WhaleAccumulation {
  /** Holding-weighted accumulation, in [-1, 1]. */
  readonly score: number;
  /** Share of holders buying less the share selling, in [-1, 1]. */
  readonly breadth: number;
  /** Net faded buying over holding of each holder counted, in [-1, 1], largest holder first. */
  readonly perHolder: readonly number[];
  readonly isBoosted: boolean;
  /** The given confidence, raised towards 1 when boosted and never lowered. */
  readonly confidence: number;
}

/**
 * Scores the net buying of the ten largest holders, each trade halved in weight per half-life. Above
 * the threshold, and with more buyers than sellers, it raises a confidence by `(1 - confidence) beta score`.
 */
export function whaleAccumulation(
  holders: readonly LargeHolder[],
  nowMs: number,
  rules: {
    readonly halfLifeSeconds: number;
    readonly confidence: number;
    readonly boost: number;
    readonly scoreMin: number;
    readonly holdersMax?: number;
  },
): WhaleAccumulation {
  const largest = holders
    .toSorted((a, b) => b.holdingUsd - a.holdingUsd)
    .slice(0, rules.holdersMax ?? 10);
  const perHolder = largest.map(({ holdingUsd, trades }) => {
    const net = trades.reduce((sum, { timeMs, side, usd }) => {
      const ageSeconds = Math.max(0, nowMs - timeMs) / 1000;
      return sum + (side === "BUY" ? usd : -usd) * 2 ** (-ageSeconds / rules.halfLifeSeconds);
    }, 0);
    return holdingUsd > 0 ? Math.min(1, Math.max(-1, net / holdingUsd)) : 0;
  });
  const totalUsd = largest.reduce((sum, { holdingUsd }) => sum + holdingUsd, 0);
  const weighted = largest.reduce(
    (sum, { holdingUsd }, index) => sum + holdingUsd * (perHolder[index] ?? 0),
    0,
  );
  const score = totalUsd > 0 ? weighted / totalUsd : 0;
  const votes = perHolder.reduce((sum, value) => sum + Math.sign(value), 0);
  const breadth = largest.length > 0 ? votes / largest.length : 0;
  const isBoosted = score > rules.scoreMin + 1e-12 && breadth > 0;
  const lift = isBoosted ? (1 - rules.confidence) * rules.boost * score : 0;
  return { score, breadth, perHolder, isBoosted, confidence: Math.min(1, rules.confidence + lift) };
}
