import { parsePriceUnits, PRICE_UNITS_PER_USD, TICK_SIZES } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";
import type { ArmedFault } from "./armed-fault.ts";
import { trueBooks } from "./false-books.ts";
import type { FaultEntryOf } from "./fault-plan.ts";
import type { StandingFaults } from "./standing-faults.ts";

/** Ends what an entry has begun. */
type End = () => void;

const VOID_PAYOUTS = [PRICE_UNITS_PER_USD / 2, PRICE_UNITS_PER_USD / 2] as const;

/** Does what a timed entry says; `null` when there was nothing to do or nothing is left to end. */
export function actOn(fault: ArmedFault, exchange: Exchange, standing: StandingFaults): End | null {
  const { entry, targets } = fault;
  switch (entry.kind) {
    case "feed_freeze":
      fault.happened(`${entry.channel} for ${entry.duration} ms`);
      return stand(standing.freezes, { channel: entry.channel, targets });
    case "feed_gap":
      return beginGap(fault, entry, exchange, standing);
    case "heartbeat_loss":
      fault.happened(`for ${entry.duration} ms`);
      return stand(standing.heartbeatLosses, targets);
    case "clock_skew":
      fault.happened(`by ${entry.skew} ms`);
      return stand(standing.skews, { skewMs: entry.skew });
    case "tick_change_silent":
      changeTicks(fault, entry, exchange, standing);
      return null;
    case "http_425_restart":
      exchange.restartEngine(entry.duration);
      fault.happened(`for ${entry.duration} ms`);
      return null;
    case "venue_mode":
      return enterMode(fault, entry, exchange, standing);
    case "market_halt":
      return halt(fault, exchange);
    case "resolution_void":
      voidMarkets(fault, entry, exchange);
      return null;
    case "phantom_balance_lock":
      return lockBalances(fault, entry, exchange, standing);
    default:
      return null;
  }
}

function stand<Item>(items: Set<Item>, item: Item): End {
  items.add(item);
  return () => {
    items.delete(item);
  };
}

function beginGap(
  fault: ArmedFault,
  { duration }: FaultEntryOf<"feed_gap">,
  exchange: Exchange,
  { gaps }: StandingFaults,
): End {
  const lost: Parameters<typeof gaps.add>[0]["lost"] = new Map();
  const end = stand(gaps, { targets: fault.targets, lost });
  fault.happened(`for ${duration} ms`);
  return () => {
    end();
    for (const [conditionId, deliver] of lost) {
      const market = exchange.market(conditionId);
      if (market !== undefined) trueBooks(market, exchange.nowMs).forEach(deliver);
    }
  };
}

function changeTicks(
  fault: ArmedFault,
  { tickSize }: FaultEntryOf<"tick_change_silent">,
  exchange: Exchange,
  standing: StandingFaults,
): void {
  for (const { terms, state } of fault.targets.markets()) {
    const { conditionId, slug } = terms;
    const next =
      tickSize === undefined
        ? TICK_SIZES.find((size) => size < state.tickSize)
        : parsePriceUnits(tickSize);
    if (next === undefined || next === state.tickSize || !isTrading(state.phase)) continue;
    const forget = stand(standing.silentTickChanges, { conditionId, timeMs: exchange.nowMs });
    exchange.setTickSize(conditionId, next);
    forget();
    fault.happened(slug);
  }
}

function enterMode(
  fault: ArmedFault,
  { mode, duration }: FaultEntryOf<"venue_mode">,
  exchange: Exchange,
  { modes }: StandingFaults,
): End {
  const end = stand(modes, { endsAtMs: exchange.nowMs + duration });
  exchange.setMode(mode);
  fault.happened(`${mode} for ${duration} ms`);
  return () => {
    end();
    if (exchange.mode === mode && modes.size === 0) exchange.setMode("normal");
  };
}

function halt(fault: ArmedFault, exchange: Exchange): End {
  const halted: string[] = [];
  for (const { terms, state } of fault.targets.markets()) {
    if (state.phase !== "open") continue;
    exchange.setMarketPhase(terms.conditionId, "halted");
    halted.push(terms.conditionId);
    fault.happened(terms.slug);
  }
  return () => {
    for (const conditionId of halted) {
      if (exchange.market(conditionId)?.state.phase !== "halted") continue;
      exchange.setMarketPhase(conditionId, "open");
    }
  };
}

function voidMarkets(
  fault: ArmedFault,
  { isProposedFirst }: FaultEntryOf<"resolution_void">,
  exchange: Exchange,
): void {
  for (const { terms, state } of fault.targets.markets()) {
    if (state.phase === "resolved") continue;
    if (!isProposedFirst) exchange.resolve(terms.conditionId, VOID_PAYOUTS);
    else if (state.resolution === "none")
      exchange.proposeResolution(terms.conditionId, VOID_PAYOUTS);
    else continue;
    fault.happened(terms.slug);
  }
}

function lockBalances(
  fault: ArmedFault,
  { account, asset, fraction }: FaultEntryOf<"phantom_balance_lock">,
  exchange: Exchange,
  { locks }: StandingFaults,
): End {
  const tokenId = asset === "pusd" ? null : asset;
  const isKnown = tokenId === null || exchange.marketOfToken(tokenId) !== undefined;
  const wallets = account === undefined ? exchange.accounts() : [account.toLowerCase()];
  const locked: [wallet: string, amount: number][] = [];
  const change = (wallet: string, amount: number): void => {
    const key = `${wallet} ${asset}`;
    const total = (locks.get(key) ?? 0) + amount;
    if (total === 0) locks.delete(key);
    else locks.set(key, total);
    exchange.setPhantomLock(wallet, tokenId, total);
  };
  for (const wallet of isKnown ? wallets : []) {
    const amount = Math.floor(exchange.spendable(wallet, tokenId) * fraction);
    if (amount <= 0) continue;
    change(wallet, amount);
    locked.push([wallet, amount]);
    fault.happened(`${amount} micro-units of ${wallet}`);
  }
  return () => {
    for (const [wallet, amount] of locked) change(wallet, -amount);
  };
}

function isTrading(phase: ListedMarket["state"]["phase"]): boolean {
  return phase === "open" || phase === "halted";
}
