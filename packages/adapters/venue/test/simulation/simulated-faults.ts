import { parse } from "yaml";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";
import { faultPlanSchema, type FaultPlan } from "../../src/faults/fault-plan.ts";
import { Dice } from "./dice.ts";

type Kind = (typeof FAULT_KINDS)[number];

/** Kinds that would end a market for good if they were not kept to one. */
const ONE_MARKET = new Set(["resolution_void", "market_halt", "tick_change_silent"]);
/** Kinds whose `when` cannot name a time between two of them without more. */
const ONCE = new Set(["resolution_void", "tick_change_silent"]);
const MARKETS = ["with-fees-and-rewards", "game-with-seconds-delay", "fine-ticks", "set-ada"];

/** A plan as a file or the control port writes it. */
export interface FaultDocument {
  readonly version: 1;
  readonly seed: number;
  readonly faults: readonly unknown[];
}

/**
 * Any faults of the grammar. The seed decides the first kind in turn, so that a run of many seeds
 * has all of them; each fifth seed has none.
 *
 * @param isAllowed - which kinds may come
 */
export function drawFaultDocument(
  seed: number,
  isAllowed: (kind: Kind) => boolean = () => true,
): FaultDocument | undefined {
  const dice = new Dice(seed, "faults");
  const kinds = FAULT_KINDS.filter(isAllowed);
  const first = kinds[(seed - Math.floor(seed / 5)) % kinds.length];
  if (seed % 5 === 0 || first === undefined) return undefined;
  const others = Array.from({ length: dice.below(4) }, () => dice.pick(kinds));
  return { version: 1, seed, faults: [first, ...others].map((kind) => entryOf(kind, dice)) };
}

/** {@link drawFaultDocument}, checked. */
export function drawFaults(
  seed: number,
  isAllowed: (kind: Kind) => boolean = () => true,
): FaultPlan | undefined {
  const document = drawFaultDocument(seed, isAllowed);
  return document === undefined ? undefined : faultPlanSchema.parse(document);
}

/** The kind's own example, at times and chances that suit a short run. */
function entryOf(kind: Kind, dice: Dice): unknown {
  const example: Record<string, unknown> = parse(kind.example);
  const from = dice.between(0, 60) * 1_000;
  const market = ONE_MARKET.has(kind.kind) ? { market: dice.pick(MARKETS) } : {};
  if (kind.surface !== "time") {
    return { ...example, when: { from, probability: dice.pick([0.05, 0.2, 0.5]) } };
  }
  const repeats = ONCE.has(kind.kind) ? {} : { every: "10m", count: 4 };
  const duration = kind.kind === "clock_skew" ? { duration: "20s" } : {};
  return { ...example, ...duration, when: { from, ...repeats, ...market } };
}
