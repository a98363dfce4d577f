import { isFinalState } from "./fills/settlement-rank.ts";
import { applyFillAdvanced, applyFillBooked, applyFillReversed } from "./apply-fill.ts";
import { entryFault } from "./ledger-fault.ts";
import type {
  IncomeAccrued,
  LedgerEntry,
  MarketResolved,
  NegRiskConverted,
  OrderReserved,
  PairsMerged,
  PairsSplit,
  TokensChecked,
  TokensRedeemed,
  TokensTransferred,
} from "./ledger-entry.ts";
import type { LedgerState } from "./ledger-state.ts";
import type { MarketAccount, TokenAccount } from "./positions/token-account.ts";

/**
 * Brings the state up to date with one entry. Entries are checked before they are written: this only
 * adds up, so that applying them again gives the same state.
 *
 * @throws PolytradersError `LEDGER_INVARIANT_BROKEN` when money is made or lost
 */
export function applyEntry(state: LedgerState, entry: LedgerEntry): void {
  applyByKind(state, entry);
  if (!LEAVES_POSITIONS.has(entry.kind)) state.positionChangeCount += 1;
  if (state.imbalance !== 0) {
    throw entryFault(entry, `${state.imbalance} micro-pUSD out of nothing`);
  }
  const oldest = state.fills.oldestOpen();
  state.peak.absorbBefore(oldest === null ? entry.sequence + 1 : oldest.booked.sequence);
}

/** Frequent entries that change nothing of what is held. */
const LEAVES_POSITIONS: ReadonlySet<LedgerEntry["kind"]> = new Set([
  "order_reserved",
  "order_ended",
  "cash_checked",
]);

function applyByKind(state: LedgerState, entry: LedgerEntry): void {
  switch (entry.kind) {
    case "market_listed":
      state.markets.add(entry);
      break;
    case "order_reserved":
      applyOrderReserved(state, entry);
      break;
    case "order_ended": {
      const order = state.orders.get(entry.orderId);
      if (order === undefined) throw entryFault(entry, "an order that is not known");
      const token = tokenOf(state, order.reserved.tokenId, entry);
      state.orders.end(order, entry.filledSize, token, state.markets.marketOf(token));
      break;
    }
    case "fill_booked":
      applyFillBooked(state, entry);
      break;
    case "fill_advanced":
      applyFillAdvanced(state, entry);
      break;
    case "fill_reversed":
      applyFillReversed(state, entry);
      break;
    case "income_accrued":
      applyIncomeAccrued(state, entry);
      break;
    case "drawdown_halted":
      state.isHaltLatched = true;
      break;
    case "halt_reset":
      state.isHaltLatched = false;
      break;
    case "peak_reset":
      state.peak.reset(entry.sequence, entry.timeMs, state.cash.cash);
      break;
    default:
      applyOnChain(state, entry);
      observeCash(state, entry);
  }
}

/** Entries about what has happened on the chain. */
type OnChainEntry = Extract<
  LedgerEntry,
  {
    readonly kind:
      | "cash_transferred"
      | "tokens_transferred"
      | "pairs_split"
      | "pairs_merged"
      | "neg_risk_converted"
      | "market_resolved"
      | "tokens_redeemed"
      | "income_paid"
      | "cash_checked"
      | "tokens_checked";
  }
>;

function applyOnChain(state: LedgerState, entry: OnChainEntry): void {
  if ("operationId" in entry) state.operationIds.add(entry.operationId);
  switch (entry.kind) {
    case "cash_transferred":
      state.cash.deposit(entry.amountMicroUsd);
      break;
    case "tokens_transferred":
      moveTokens(state, entry, entry.size, false);
      break;
    case "pairs_split":
    case "pairs_merged":
      applyPairs(state, entry);
      break;
    case "neg_risk_converted":
      applyConverted(state, entry);
      break;
    case "market_resolved":
      applyResolved(state, entry);
      break;
    case "tokens_redeemed":
      applyRedeemed(state, entry);
      break;
    case "income_paid":
      state.accruals.clear(entry.income, entry.marketId, entry.utcDay);
      state.cash.payIncome(entry.income, entry.amountMicroUsd);
      break;
    case "cash_checked":
      if (entry.level === "AUTO_CORRECT") {
        state.cash.correct(entry.actualMicroUsd - entry.expectedMicroUsd);
      }
      break;
    case "tokens_checked":
      if (entry.level !== "AUTO_CORRECT") break;
      moveTokens(state, entry, entry.actualSize - entry.expectedSize, true);
  }
}

/** Each of these entries is a look at cash; only deposits and withdrawals move earlier ones. */
function observeCash(state: LedgerState, entry: OnChainEntry): void {
  const flow = entry.kind === "cash_transferred" ? entry.amountMicroUsd : 0;
  state.peak.observe(entry.sequence, entry.timeMs, state.cash.cash, flow);
}

function applyOrderReserved(state: LedgerState, entry: OrderReserved): void {
  const token = tokenOf(state, entry.tokenId, entry);
  state.orders.open(entry, token, state.markets.marketOf(token));
}

function applyIncomeAccrued(state: LedgerState, entry: IncomeAccrued): void {
  const { income, marketId, utcDay, amountMicroUsd: amount, fillId } = entry;
  state.operationIds.add(entry.operationId);
  const key = { income, marketId, utcDay };
  const payoutCount = state.accruals.add(key, amount);
  const fill = fillId === null ? undefined : state.fills.get(fillId);
  if (fill !== undefined && !isFinalState(fill.state))
    fill.accruals.push({ key, amount, payoutCount });
}

function moveTokens(
  state: LedgerState,
  entry: TokensTransferred | TokensChecked,
  size: number,
  isCorrection: boolean,
): void {
  const token = tokenOf(state, entry.tokenId, entry);
  const market = state.markets.marketOf(token);
  const cost = size > 0 ? entry.costMicroUsd : 0;
  const isLoss = isCorrection && size < 0;
  market.group.apply({ kind: "transfer", cell: token.cellIndex, size, cost, isLoss });
  state.totals.recount(token);
}

function applyPairs(state: LedgerState, entry: PairsSplit | PairsMerged): void {
  const market = marketOf(state, entry.marketId, entry);
  const [first, second] = market.tokens;
  const { size } = entry;
  const kind = entry.kind === "pairs_split" ? "split" : "merge";
  market.group.apply({ kind, first: first.cellIndex, second: second.cellIndex, size });
  recountMarket(state, market);
  const dollars: number = size;
  state.cash.settle(kind === "split", dollars);
}

function applyConverted(state: LedgerState, entry: NegRiskConverted): void {
  const set = state.markets.set(entry.negRiskSetId);
  if (set === undefined) throw entryFault(entry, "a neg-risk set that is not known");
  const given: number[] = [];
  const received: number[] = [];
  for (const { marketId, tokens } of set.markets) {
    if (entry.marketIds.includes(marketId)) given.push(tokens[1].cellIndex);
    else received.push(tokens[0].cellIndex);
  }
  const { size, receivedSize, collateralMicroUsd: collateral } = entry;
  set.group.apply({ kind: "convert", given, received, size, receivedSize, collateral });
  for (const market of set.markets) recountMarket(state, market);
  state.cash.settle(false, collateral);
}

function applyResolved(state: LedgerState, entry: MarketResolved): void {
  const market = marketOf(state, entry.marketId, entry);
  market.payouts = entry.payouts;
  for (const token of market.tokens) token.payout = entry.payouts[token.outcome];
  recountMarket(state, market);
}

function applyRedeemed(state: LedgerState, entry: TokensRedeemed): void {
  const market = marketOf(state, entry.marketId, entry);
  const [first, second] = market.tokens;
  const { sizes, paidMicroUsd: paid } = entry;
  const cells = [first.cellIndex, second.cellIndex] as const;
  market.group.apply({ kind: "redeem", cells, sizes, paid });
  recountMarket(state, market);
  state.cash.settle(false, paid[0] + paid[1]);
}

function recountMarket(state: LedgerState, market: MarketAccount): void {
  for (const token of market.tokens) state.totals.recount(token);
}

function tokenOf(state: LedgerState, tokenId: string, entry: LedgerEntry): TokenAccount {
  const token = state.markets.token(tokenId);
  if (token === undefined) throw entryFault(entry, `token ${tokenId}, which is not listed`);
  return token;
}

function marketOf(state: LedgerState, marketId: string, entry: LedgerEntry): MarketAccount {
  const market = state.markets.market(marketId);
  if (market === undefined) throw entryFault(entry, `market ${marketId}, which is not listed`);
  return market;
}
