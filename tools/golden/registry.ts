import { bookAdaptors } from "./adaptors/books.ts";
import { feeAdaptors } from "./adaptors/fees.ts";
import { kellyAdaptors } from "./adaptors/kelly.ts";
import { liquidityDecayAdaptors } from "./adaptors/liquidity-decay.ts";
import { liquidityRewardAdaptors } from "./adaptors/liquidity-rewards.ts";
import { orderFlowAdaptors } from "./adaptors/order-flow.ts";

/** Takes a vector's input to our functions and their answer back to the vector's names. */
export type GoldenAdaptor = (input: never) => unknown;

const topics: readonly Readonly<Record<string, GoldenAdaptor>>[] = [
  liquidityDecayAdaptors,
  orderFlowAdaptors,
  feeAdaptors,
  bookAdaptors,
  liquidityRewardAdaptors,
  kellyAdaptors,
];

/** The adaptor of every function of the vectors that exists here. */
export const registry: ReadonlyMap<string, GoldenAdaptor> = new Map(topics.flatMap(Object.entries));
