import { beforeAll, describe, expect, it } from "vitest";
import { inspectMarketData, type CreateMarketDataSource } from "./inspect-market-data.ts";
import { MARKET_DATA_CARDS, type CardViolation, type MarketDataCard } from "./market-data-cards.ts";

/** Which cards do not apply, and why. */
export interface ConformanceOptions {
  readonly skip?: Readonly<Partial<Record<MarketDataCard, string>>>;
  /** How long both passes may take together. */
  readonly timeoutMs?: number;
}

/**
 * Declares one test per card for a market data source. The source must end.
 *
 * @param name - of the source, for the test titles
 * @param create - makes a source that starts from the beginning; called twice
 */
export function describeMarketDataSource(
  name: string,
  create: CreateMarketDataSource,
  { skip = {}, timeoutMs = 60_000 }: ConformanceOptions = {},
): void {
  describe(`${name} is a market data source`, () => {
    let violations: readonly CardViolation[] | undefined;
    beforeAll(async () => {
      violations = await inspectMarketData(create);
    }, timeoutMs);
    for (const [card, promise] of Object.entries(MARKET_DATA_CARDS)) {
      const reason = Object.entries(skip).find(([skipped]) => skipped === card)?.[1];
      const note = reason === undefined ? "" : ` (${reason})`;
      it.skipIf(reason !== undefined)(`${card}: ${promise}${note}`, () => {
        expect(violations).toBeDefined();
        expect(violations?.filter((violation) => violation.card === card)).toEqual([]);
      });
    }
  });
}
