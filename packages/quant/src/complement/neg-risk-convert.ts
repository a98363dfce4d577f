/** What a neg-risk conversion pays out. */
export interface NegRiskConversion {
  /** Collateral in USD, after the conversion fee. */
  readonly collateralUsd: number;
  /** YES shares received, by outcome index. */
  readonly yesShares: ReadonlyMap<number, number>;
}

/**
 * Converts `amount` NO shares of each outcome held: `k` of them pay `k - 1` USD and one YES of every
 * other outcome per share, as the venue's neg-risk adapter does.
 *
 * @param outcomeCount - outcomes of the set
 * @param noOutcomes - indexes of the outcomes whose NO is converted, each once
 * @param amount - shares of each
 * @param feeBps - conversion fee in basis points of what comes out; 0 unless the venue says otherwise
 * @throws RangeError for an index outside the set or given twice
 */
export function negRiskConvert(
  outcomeCount: number,
  noOutcomes: readonly number[],
  amount: number,
  feeBps: number,
): NegRiskConversion {
  const held = new Set(noOutcomes);
  if (held.size !== noOutcomes.length) throw new RangeError("noOutcomes: each outcome only once");
  for (const outcome of held) {
    if (!Number.isInteger(outcome) || outcome < 0 || outcome >= outcomeCount) {
      throw new RangeError(`noOutcomes: no outcome ${outcome} in a set of ${outcomeCount}`);
    }
  }
  const kept = amount * (1 - feeBps / 10_000);
  const yesShares = new Map<number, number>();
  for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
    if (held.size > 0 && !held.has(outcome)) yesShares.set(outcome, kept);
  }
  return { collateralUsd: Math.max(0, held.size - 1) * kept, yesShares };
}
