import { createSeededRandom, type PriceUnits } from "@polytraders/core";
import { createVault } from "../accounts/create-vault.ts";
import { CASH, tokenAsset, type AssetIndex, type Vault } from "../accounts/vault.ts";
import { DEFAULT_CHAIN } from "../chain/chain-model.ts";
import type { Chain } from "../chain/chain.ts";
import { createChain } from "../chain/create-chain.ts";
import { DEFAULT_RESOLUTION } from "../resolution/resolution-model.ts";
import { createResolution } from "../resolution/create-resolution.ts";
import type { Resolution } from "../resolution/resolution.ts";
import { createBuilderRegistry } from "../rewards/builder-registry.ts";
import { DEFAULT_SETTLEMENT } from "../settlement/settlement-model.ts";
import { createSettlement } from "../settlement/settlement.ts";
import { AccountBans } from "./account-bans.ts";
import { EventHub } from "./event-hub.ts";
import type { ExchangeOptions } from "./exchange-options.ts";
import type { BuilderFees, Exchange } from "./exchange.ts";
import { Heartbeats } from "./heartbeats.ts";
import { Identifiers } from "./identifiers.ts";
import { KnownAccounts } from "./known-accounts.ts";
import { MarketBoard } from "./market-board.ts";
import { MarketControl } from "./market-control.ts";
import { MatchBooking } from "./match-booking.ts";
import { OrderClosing } from "./order-closing.ts";
import { OrderDesk } from "./order-desk.ts";
import { OrderExecution } from "./order-execution.ts";
import { OrderExpiry } from "./order-expiry.ts";
import type { OrderRecord } from "./order-record.ts";
import { OrderRules } from "./order-rules.ts";
import { OrderStore } from "./order-store.ts";
import { Reservations } from "./reservations.ts";
import { Schedule } from "./schedule.ts";
import { SimulatedExchange } from "./simulated-exchange.ts";
import { TradeBook } from "./trade-book.ts";
import { VenueModes } from "./venue-modes.ts";

const DEFAULT_SEED = 1;
const CLOSED_ORDERS_KEPT = 1_000_000;

/** An exchange without markets and accounts, at its start. */
export function createExchange(options: ExchangeOptions): Exchange {
  return new SimulatedExchange(assembleExchange(options));
}

/** The parts an exchange is made of. */
export type ExchangeParts = ReturnType<typeof assembleExchange>;

function assembleExchange(options: ExchangeOptions) {
  const seed = options.seed ?? DEFAULT_SEED;
  const schedule = new Schedule(options.startMs);
  const hub = new EventHub();
  const { emit } = hub;
  const board = new MarketBoard();
  const store = new OrderStore(options.closedOrdersKept ?? CLOSED_ORDERS_KEPT);
  const trades = new TradeBook();
  const identifiers = new Identifiers(seed);
  const builders = createBuilderRegistry();
  const builderOf = ({ request }: OrderRecord): BuilderFees | undefined =>
    request.builderCode === null ? undefined : builders.feesOf(request.builderCode, schedule.nowMs);
  const modes = new VenueModes(schedule, emit);
  const bans = new AccountBans();
  const vault = vaultOf(board, schedule, hub);
  const accounts = new KnownAccounts(vault);
  const reservations = new Reservations(vault, store, builderOf);
  const expiry = new OrderExpiry(schedule, (orders) => execution.cancelAll(orders, "expired"));
  const closing = new OrderClosing({ schedule, store, reservations, expiry, emit });
  const settlement = createSettlement({
    schedule,
    vault,
    random: createSeededRandom(seed, "settlement"),
    model: { ...DEFAULT_SETTLEMENT, ...options.settlement },
    marketIndexOf: (conditionId) => board.get(conditionId).index,
    builderCodeOf: (orderId) => store.byId(orderId)?.request.builderCode ?? null,
    midpointOf: (conditionId, token) => midpointOf(board, conditionId, token),
    faultOf: (trade) => options.faults?.settlementOf(trade) ?? null,
    settled: (trade) => {
      trades.replace(trade);
      emit({ kind: "trade_settled", timeMs: schedule.nowMs, trade });
    },
  });
  const booking = new MatchBooking({
    schedule,
    store,
    trades,
    reservations,
    closing,
    settlement,
    identifiers,
    builderOf,
    emit,
  });
  const execution = new OrderExecution({
    schedule,
    store,
    reservations,
    expiry,
    closing,
    booking,
    emit,
  });
  const rules = new OrderRules({ board, store, modes, bans });
  const desk = new OrderDesk({
    schedule,
    accounts,
    rules,
    modes,
    store,
    reservations,
    closing,
    execution,
    emit,
  });
  const selfTradePrevention = options.selfTradePrevention ?? "cancel_resting";
  const control = new MarketControl({
    schedule,
    board,
    execution,
    closing,
    selfTradePrevention,
    emit,
  });
  const { resolution, chain } = chainSideOf(
    { schedule, vault, board, control, hub },
    options,
    seed,
  );
  const heartbeats = heartbeatsOf({ schedule, store, execution, identifiers, hub });
  return {
    schedule,
    hub,
    board,
    store,
    trades,
    builders,
    modes,
    bans,
    vault,
    accounts,
    execution,
    desk,
    control,
    resolution,
    chain,
    heartbeats,
  };
}

function heartbeatsOf(parts: {
  readonly schedule: Schedule;
  readonly store: OrderStore;
  readonly execution: OrderExecution;
  readonly identifiers: Identifiers;
  readonly hub: EventHub;
}): Heartbeats {
  const { schedule, store, execution, identifiers, hub } = parts;
  return new Heartbeats(schedule, identifiers, (session) => {
    const resting = store.openOfSession(session).filter((order) => order.state === "live");
    execution.cancelAll(resting, "heartbeat lapsed");
    hub.emit({
      kind: "heartbeat_lapsed",
      timeMs: schedule.nowMs,
      session,
      cancelledCount: resting.length,
    });
  });
}

function chainSideOf(
  parts: {
    readonly schedule: Schedule;
    readonly vault: Vault;
    readonly board: MarketBoard;
    readonly control: MarketControl;
    readonly hub: EventHub;
  },
  options: ExchangeOptions,
  seed: number,
): { readonly resolution: Resolution; readonly chain: Chain } {
  const { schedule, vault, board, control, hub } = parts;
  const market = (conditionId: string) => board.find(conditionId);
  const marketsOfSet = (setId: string) => board.marketsOfSet(setId);
  const resolution = createResolution({
    schedule,
    vault,
    model: { ...DEFAULT_RESOLUTION, ...options.resolution },
    market,
    marketsOfSet,
    changed: (conditionId, phase, payouts) => control.noteResolution(conditionId, phase, payouts),
  });
  const chain = createChain({
    schedule,
    vault,
    random: createSeededRandom(seed, "chain"),
    model: { ...DEFAULT_CHAIN, ...options.chain },
    market,
    marketsOfSet,
    redeemableAtMs: (conditionId) => resolution.redeemableAtMs(conditionId),
    finished: hub.emit,
  });
  return { resolution, chain };
}

function vaultOf(board: MarketBoard, schedule: Schedule, hub: EventHub): Vault {
  const vault: Vault = createVault({
    onChange: (accountIndex, asset, balance, cause) => {
      hub.emit({
        kind: "balance_changed",
        timeMs: schedule.nowMs,
        account: vault.accountOf(accountIndex),
        tokenId: tokenOfAsset(board, asset),
        balance,
        cause,
      });
    },
  });
  return vault;
}

/** The token of an asset, `null` for money. */
function tokenOfAsset(board: MarketBoard, asset: AssetIndex): string | null {
  if (asset === CASH) return null;
  const market = board.markets[Math.floor((asset - 1) / 2)];
  if (market === undefined) return null;
  return asset === tokenAsset(market.index, 0)
    ? market.terms.tokenIds[0]
    : market.terms.tokenIds[1];
}

function midpointOf(board: MarketBoard, conditionId: string, token: 0 | 1): PriceUnits | null {
  const { book } = board.get(conditionId);
  const bid = book.bestPrice(0);
  const ask = book.bestPrice(1);
  if (bid === 0 || ask === 0) return null;
  const middle = (bid + ask) / 2;
  return token === 0 ? middle : 10_000 - middle;
}
