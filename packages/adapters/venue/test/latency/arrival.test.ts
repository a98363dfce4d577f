import { notionalMicroUsd, type MarketDefinition } from "@polytraders/core";
import { createSeededRandom } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { ExchangeEvent } from "../../src/exchange/exchange-event.ts";
import { createLatentLink } from "../../src/latency/latent-link.ts";
import { createReplayedMarkets } from "../../src/replay/replay-feed.ts";
import { replayedTermsOf } from "../../src/replay/replayed-terms.ts";
import { batchOf, book, micro, units } from "../replay/frames.ts";
import { goldenCases } from "../replay/golden.ts";

interface ArrivalInput {
  readonly best_ask_path: readonly (readonly [timeMs: number, price: number])[];
  readonly send_ts_ms: number;
  readonly latency_ms: number;
  readonly taker_delay_ms: number;
}
interface ArrivalExpected {
  readonly match_ts_ms: number;
  readonly match_price: number;
}

const cases = goldenCases<ArrivalInput, ArrivalExpected>("04-latency-resilience", "arrivalPrice");
const ACCOUNT = `0x${"a".repeat(40)}`;
const MARKET: MarketDefinition = {
  marketId: `0x${"2".repeat(64)}`,
  slug: "arrival",
  tokenIds: ["2001", "2002"],
  outcomes: ["Up", "Down"],
  tickSize: 100,
  minimumOrderSize: micro(5),
  isNegRisk: false,
};

describe.skipIf(cases.length === 0)("an order meets the recorded book of its arrival", () => {
  it.each(cases)("$id: sent at $input.send_ts_ms", ({ input, expected }) => {
    const exchange = createExchange({ startMs: 0 });
    exchange.deposit(ACCOUNT, micro(1_000));
    const events: ExchangeEvent[] = [];
    exchange.subscribe((event) => events.push(event));
    const replayed = createReplayedMarkets({
      exchange,
      definitions: [MARKET],
      makeTerms: (definition) =>
        replayedTermsOf(definition, { takerDelayMs: input.taker_delay_ms }),
    });
    const link = createLatentLink({
      time: exchange,
      latency: { order: { kind: "constant", ms: input.latency_ms } },
      random: createSeededRandom(1, "link"),
    });
    exchange.schedule(input.send_ts_ms, () => {
      link.send(
        "order",
        (respond) =>
          exchange.place(
            {
              orderId: "taker",
              account: ACCOUNT,
              session: "session",
              tokenId: "2001",
              side: "BUY",
              makerAmount: notionalMicroUsd(units(0.6), micro(10)),
              takerAmount: micro(10),
              orderType: "GTC",
              isPostOnly: false,
              expiresAtMs: null,
              defersExecution: false,
              builderCode: null,
            },
            respond,
          ),
        () => undefined,
      );
    });

    for (const [timeMs, price] of input.best_ask_path) {
      const batch = batchOf([{ timeMs, rows: book({ asks: [[price, 100]] }) }]);
      replayed.apply({ batch, from: 0, to: batch.length }, timeMs);
    }
    exchange.advanceTo(10_000);

    const trade = events.find((event) => event.kind === "trade_matched")?.trade;
    expect(trade).toMatchObject({
      price: units(expected.match_price),
      matchedAtMs: expected.match_ts_ms,
      size: micro(10),
    });
  });
});
