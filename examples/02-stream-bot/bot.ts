import { defineBot, publish } from "@polytraders/core";
import { filter, map, withLatestFrom } from "rxjs";
import { contract } from "./contract.gen.ts";

/** The stream form: every decay signal meets the newest book; what comes out is a decision. */
export default defineBot(contract, ({ parameters }) => ({
  streams: ({ orderBooks, signals }) =>
    signals.liquidity_decay.pipe(
      withLatestFrom(orderBooks),
      filter(([decay, book]) => decay.marketIndex === book.marketIndex && book.state === "normal"),
      filter(([decay]) => (decay.value ?? 0) >= parameters.decayUsdPerSecondMin),
      map(([decay, book]) => ({
        marketId: book.marketId,
        ...publish("decay_alarm", "INTEL_DECAY_ALARM_RAISED", decay.value ?? 0, 1, {
          spreadCents: (book.bestAskPrice - book.bestBidPrice) / 100,
        }),
      })),
    ),
}));
