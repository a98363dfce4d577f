import type { OrderIntent } from "@polytraders/core";
import { GuardBench, type GuardWorld } from "@polytraders/testkit";
import bot from "../src/index.ts";

/** What became of an order: micro-shares that may be sent, 0 for none. */
export interface Outcome {
  readonly reasonCode: string;
  readonly sizeMicroShares: number;
  readonly tripCount: number;
}

/** Asks the guard about an order, and cuts the order as the risk module does. */
export function ask(
  world: GuardWorld,
  intent: Pick<OrderIntent, "side" | "price" | "size"> & Partial<OrderIntent>,
  parameters: Readonly<Record<string, unknown>> = {},
): Outcome {
  const bench = new GuardBench(bot, parameters, world);
  const { vote, reasonCode, constraints } = bench.vote(intent);
  const tripCount = bench.trips.length;
  if (vote === "REJECT") return { reasonCode, sizeMicroShares: 0, tripCount };
  const notionalMicroUsdMax = constraints?.notionalMicroUsdMax ?? Number.POSITIVE_INFINITY;
  const sizeMicroShares = Math.min(
    intent.size,
    Math.floor(notionalMicroUsdMax / intent.price) * 10_000,
  );
  return { reasonCode, sizeMicroShares, tripCount };
}
