import { TICK_SIZES } from "@polytraders/core";
import type { ListedMarket } from "../../src/exchange/exchange.ts";
import type { Venue } from "../../src/venue/open-venue.ts";
import type { Dice } from "./dice.ts";
import type { Command } from "./step.ts";
import { walletAt } from "./wallets.ts";

/** How often the venue, the chain and the oracle do what. */
const WEIGHTS = {
  deposit: 8,
  withdraw: 6,
  split: 40,
  merge: 12,
  convert: 10,
  redeem: 8,
  phase: 2,
  tick: 2,
  propose: 1.2,
  dispute: 1.5,
  resolve: 0.5,
  restart: 0.7,
  ban: 1,
} as const;

const SHARE = 1_000_000;

/** Draws what happens beside the bots' requests; some of it is refused. */
export function drawCommand(dice: Dice, venue: Venue, wallet: number): Command {
  const { exchange } = venue;
  const market = dice.pick(exchange.markets());
  const { conditionId } = market.terms;
  const name = dice.weighted(WEIGHTS);
  switch (name) {
    case "deposit":
      return { name, wallet, amount: dice.between(1, 200 * SHARE) };
    case "withdraw":
      return { name, wallet, amount: dice.between(1, 800 * SHARE) };
    case "split":
      return { name, wallet, conditionId, size: dice.between(1, 300) * SHARE };
    case "merge":
      return { name, wallet, conditionId, size: dice.between(1, 100 * SHARE) };
    case "convert":
      return drawConversion(dice, venue, wallet);
    case "redeem":
      return { name, wallet, conditionId: resolvedOr(dice, venue, market).terms.conditionId };
    case "phase":
      return { name, conditionId, phase: dice.pick(["halted", "open", "open", "closed"]) };
    case "tick":
      return { name, conditionId, tickSize: dice.pick(TICK_SIZES) };
    case "propose":
    case "resolve":
      return { name, conditionId, payouts: drawPayouts(dice) };
    case "dispute":
      return { name, conditionId };
    case "restart":
      return { name, ms: dice.between(1_000, 60_000) };
    case "ban":
      return { name, wallet, kind: dice.pick(["banned", "closed_only", "none", "none", "none"]) };
  }
}

function drawPayouts(dice: Dice): readonly [number, number] {
  return dice.pick([
    [10_000, 0],
    [0, 10_000],
    [0, 10_000],
    [5_000, 5_000],
  ] as const);
}

/** NO tokens of some markets of the set, mostly as many as the wallet has of the first. */
function drawConversion(dice: Dice, { exchange }: Venue, wallet: number): Command {
  const set = exchange.markets().filter(({ terms }) => terms.negRiskSetId !== null);
  const setId = set[0]?.terms.negRiskSetId ?? "";
  const chosen = set.filter(() => dice.chance(0.5));
  const [first] = chosen;
  const has =
    first === undefined ? 0 : exchange.spendable(walletAt(wallet).address, first.terms.tokenIds[1]);
  return {
    name: "convert",
    wallet,
    setId,
    conditionIds: chosen.map(({ terms }) => terms.conditionId),
    size: has > 0 && dice.chance(0.9) ? dice.between(1, has) : dice.between(1, 50 * SHARE),
  };
}

function resolvedOr(dice: Dice, { exchange }: Venue, other: ListedMarket): ListedMarket {
  const resolved = exchange.markets().filter(({ state }) => state.phase === "resolved");
  return resolved.length === 0 ? other : dice.pick(resolved);
}
