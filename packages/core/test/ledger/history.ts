import { strictEqual } from "node:assert";
import {
  createSeededRandom,
  type Income,
  Ledger,
  type LedgerAnswer,
  type LedgerEntry,
  type LedgerFill,
  type LedgerOptions,
  notionalMicroUsd,
  type SettlementState,
} from "../../src/index.ts";
import { RationalLedger, type ToldFill, type ToldPrices } from "./rational-ledger.ts";

export const MARKETS = ["alone", "other", "north", "south", "west"] as const;
const SET = ["north", "south", "west"];
export const TOKENS_OF = new Map(
  MARKETS.map((market) => [market as string, [`${market}-yes`, `${market}-no`] as const]),
);
export const TOKENS = [...TOKENS_OF.values()].flat();

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PEAK_MODES = ["all_time", "rolling", "daily"] as const;
/** Short enough for highs to leave it. */
const WINDOW_DAYS = 0.25;

interface GivenFill {
  readonly message: LedgerFill;
  readonly told: ToldFill;
  state: SettlementState;
  isMined: boolean;
}

interface GivenOrder {
  readonly orderId: string;
  readonly token: string;
  readonly side: "BUY" | "SELL";
  readonly price: number;
  readonly size: number;
  filled: number;
  end: number | null;
}

interface GivenAccrual {
  readonly income: Income;
  readonly market: string;
  readonly utcDay: number;
  readonly amount: number;
  readonly fillId: string | null;
  isPaid: boolean;
}

/** One thing said to the ledger, so that it can be said to another one. */
interface Said {
  readonly say: (ledger: Ledger) => LedgerAnswer;
  readonly fillId: string | null;
}

/** A made-up life of an account, told to the ledger and to the model at the same time. */
export class History {
  readonly ledger: Ledger;
  readonly model = new RationalLedger(TOKENS_OF);
  readonly entries: LedgerEntry[] = [];
  readonly said: Said[] = [];
  readonly fills: GivenFill[] = [];
  readonly orders = new Map<string, GivenOrder>();
  readonly accruals: GivenAccrual[] = [];
  readonly prices = new Map<string, ToldPrices>();
  readonly peakMode: (typeof PEAK_MODES)[number];
  readonly windowMs = WINDOW_DAYS * DAY_MS;
  readonly options: LedgerOptions;
  /** The ledger was compared with a venue, which would have shown other amounts to another ledger. */
  isChecked = false;
  refusedCount = 0;
  unchangedCount = 0;
  nowMs = 20_000 * DAY_MS;
  readonly #random: () => number;
  #count = 0;

  constructor(seed: number) {
    const random = createSeededRandom(seed, "ledger-history");
    this.#random = () => random.next();
    this.peakMode = this.#pick(PEAK_MODES);
    this.options = {
      drawdownRules: {
        drawdownMax: 0.3,
        warnShare: 0.8,
        peakMode: this.peakMode,
        windowDays: WINDOW_DAYS,
        inFlightValuation: "min_cost_bid",
      },
    };
    this.ledger = new Ledger({ ...this.options, onEntry: (entry) => this.entries.push(entry) });
    for (const market of MARKETS) this.#list(market);
    this.#transferCash(1_000_000_000);
  }

  step(): void {
    this.nowMs += this.#pick([0, 0, 1, 1, 3, 30, 200]) * MINUTE_MS;
    const dice = this.#random();
    if (dice < 0.3) this.#newFill();
    else if (dice < 0.62) this.#nextState();
    else if (dice < 0.68) this.#order();
    else if (dice < 0.71) this.#endOrder();
    else if (dice < 0.76) this.#pairs();
    else if (dice < 0.79) this.#convert();
    else if (dice < 0.83) this.#transferCash(this.#signed(200_000_000));
    else if (dice < 0.86) this.#transferTokens();
    else if (dice < 0.9) this.#mark();
    else if (dice < 0.93) this.#accrue();
    else if (dice < 0.945) this.#payout();
    else if (dice < 0.96) this.#resolve();
    else if (dice < 0.98) this.#redeem();
    else if (dice < 0.985) this.#check();
    else if (dice < 0.99) this.#resetPeak();
    else this.#impossible();
  }

  get cause() {
    this.#count += 1;
    return { timeMs: this.nowMs, correlationId: `c${this.#count}`, eventSequence: this.#count };
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Mostly whole shares, at times awkward ones. */
  #size(max: number): number {
    const size = Math.ceil(this.#random() * max);
    if (size < 1_000_000 || this.#random() < 0.3) return size;
    return size - (size % 1_000_000);
  }

  #signed(max: number): number {
    return this.#random() < 0.5 ? -this.#size(max) : this.#size(max);
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  #say(say: Said["say"], fillId: string | null = null): LedgerAnswer["status"] {
    const before = this.ledger.view.entriesHash;
    const answer = say(this.ledger);
    // Without its failed fills the ledger may hold enough for what it refuses here.
    if (answer.status === "refused") this.refusedCount += 1;
    else this.said.push({ say, fillId });
    if (answer.status === "unchanged") this.unchangedCount += 1;
    strictEqual(this.ledger.view.entriesHash === before, answer.status !== "booked");
    return answer.status;
  }

  #list(market: string): void {
    const negRisk = SET.includes(market) ? { negRiskSetId: "set", outcomeCount: SET.length } : null;
    const tokenIds = TOKENS_OF.get(market) ?? ["", ""];
    const { cause } = this;
    this.#say((ledger) => ledger.listMarket({ marketId: market, tokenIds, negRisk }, cause));
  }

  #transferCash(amount: number): void {
    const { cause } = this;
    const isPossible = amount + this.ledger.view.availableCashMicroUsd >= 0 || amount > 0;
    const id = this.#id("cash");
    const status = this.#say((ledger) => ledger.transferCash(id, amount, cause));
    strictEqual(status, isPossible ? "booked" : "refused");
    if (isPossible) this.model.tell(cause.timeMs, { is: "money", amount, isFlow: true });
    strictEqual(
      this.ledger.transferCash(id, amount, cause).status,
      isPossible ? "unchanged" : "refused",
    );
  }

  #newFill(): void {
    const order = this.#random() < 0.4 ? this.#openOrder() : null;
    const token = order?.token ?? this.#pick(TOKENS);
    const held = this.ledger.view.heldSize(token);
    const side = order?.side ?? (this.#random() < 0.5 && held > 0 ? "SELL" : "BUY");
    let size = this.#size(order === null ? 60_000_000 : order.size - order.filled);
    if (side === "SELL") size = this.#random() < 0.3 ? held : Math.min(size, held);
    if (order !== null) size = Math.min(size, order.size - order.filled);
    if (size <= 0) return;
    const price = order?.price ?? 1 + Math.floor(this.#random() * 9_999);
    const notional = notionalMicroUsd(price, size, side === "BUY" ? "up" : "down");
    if (notional === 0) return;
    const fee = Math.floor(notional * this.#pick([0, 0, 0.02, 0.035, -0.001]));
    const state = this.#pick<SettlementState>([
      ...(["MATCHED", "MATCHED", "MATCHED", "MATCHED", "MINED"] as const),
      ...(["CONFIRMED", "RETRYING", "FAILED"] as const),
    ]);
    const message = {
      fillId: this.#id("fill"),
      venueTradeId: "trade",
      orderId: order?.orderId ?? "unsent",
      tokenId: token,
      side,
      role: "taker",
      price,
      size,
      feeMicroUsd: fee,
      settlement: state,
      exchangeTimeMs: this.nowMs,
    } as const;
    const told = {
      id: message.fillId,
      token,
      market: token.slice(0, token.indexOf("-")),
      isBuy: side === "BUY",
      size,
      notional,
      fee,
    };
    const isMined = state === "MINED" || state === "CONFIRMED";
    const fill: GivenFill = { message, told, state, isMined };
    this.fills.push(fill);
    const { cause } = this;
    const status = this.#say((ledger) => ledger.recordFill({ ...message, ...cause }), told.id);
    strictEqual(status, "booked");
    if (state === "FAILED") {
      this.model.failed.add(told.id);
      return;
    }
    if (order !== null) order.filled += size;
    this.model.tell(cause.timeMs, { is: "matched", fill: told });
    if (isMined) this.model.tell(cause.timeMs, { is: "mined", fill: told });
  }

  /** News about a fill: newer, older, the same again, or what cannot be. */
  #nextState(): void {
    const open = this.fills.filter(({ state }) => state !== "CONFIRMED" && state !== "FAILED");
    const fill = this.#random() < 0.85 && open.length > 0 ? this.#pick(open) : this.fills.at(-1);
    if (fill === undefined) return;
    const state = this.#pick<SettlementState>([
      ...(["MATCHED", "MINED", "MINED", "CONFIRMED", "CONFIRMED"] as const),
      ...(["RETRYING", "FAILED", "FAILED"] as const),
    ]);
    const way = ["MATCHED", "RETRYING", "MINED", "CONFIRMED"];
    const isOver = fill.state === "CONFIRMED" || fill.state === "FAILED";
    const isEnd = state === "CONFIRMED" || state === "FAILED";
    const isNews = !isOver && (isEnd || way.indexOf(state) > way.indexOf(fill.state));
    const isAgainst = isOver && isEnd && state !== fill.state;
    const { cause } = this;
    const message = { ...fill.message, settlement: state };
    const status = this.#say((ledger) => ledger.recordFill({ ...message, ...cause }), fill.told.id);
    strictEqual(status, isNews ? "booked" : isAgainst ? "refused" : "unchanged");
    if (!isNews) return;
    fill.state = state;
    if (state === "FAILED") this.model.failed.add(fill.told.id);
    else if (state !== "RETRYING" && !fill.isMined) {
      fill.isMined = true;
      this.model.tell(cause.timeMs, { is: "mined", fill: fill.told });
    }
  }

  #openOrder(): GivenOrder | null {
    const open = [...this.orders.values()].filter(
      ({ end, filled, size }) => end === null && filled < size,
    );
    return open.length === 0 ? null : this.#pick(open);
  }

  #order(): void {
    const order: GivenOrder = {
      orderId: this.#id("order"),
      token: this.#pick(TOKENS),
      side: this.#pick(["BUY", "SELL"] as const),
      price: 1 + Math.floor(this.#random() * 9_999),
      size: this.#size(80_000_000),
      filled: 0,
      end: null,
    };
    this.orders.set(order.orderId, order);
    const { orderId, token: tokenId, side, price, size } = order;
    const { cause } = this;
    const reservation = { orderId, tokenId, side, price, size, feeMicroUsdMax: 0 };
    strictEqual(
      this.#say((ledger) => ledger.reserveOrder(reservation, cause)),
      "booked",
    );
    strictEqual(this.ledger.reserveOrder(reservation, cause).status, "unchanged");
  }

  #endOrder(): void {
    const order = this.#openOrder();
    if (order === null) return;
    order.end = order.filled;
    const update = {
      orderId: order.orderId,
      status: this.#pick(["cancelled", "expired"] as const),
      filledSize: order.filled,
    };
    const { cause } = this;
    strictEqual(
      this.#say((ledger) => ledger.recordOrderUpdate(update, cause)),
      "booked",
    );
    strictEqual(this.ledger.recordOrderUpdate(update, cause).status, "unchanged");
  }

  #pairs(): void {
    const market = this.#pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    const { view } = this.ledger;
    const pairs = Math.min(view.heldSize(yes), view.heldSize(no));
    const isMerge = pairs > 0 && this.#random() < 0.5;
    const size = isMerge ? this.#size(pairs) : this.#size(40_000_000);
    const operationId = this.#id("pairs");
    const { cause } = this;
    const pair = { operationId, marketId: market, size };
    const isPossible = isMerge || size <= view.availableCashMicroUsd;
    const status = this.#say((ledger) =>
      isMerge ? ledger.mergePairs(pair, cause) : ledger.splitPairs(pair, cause),
    );
    strictEqual(status, isPossible ? "booked" : "refused");
    if (!isPossible) return;
    this.model.tell(cause.timeMs, { is: "pairs", market, size: isMerge ? -size : size });
  }

  #convert(): void {
    const held = SET.filter((market) => this.ledger.view.heldSize(`${market}-no`) > 0);
    if (held.length === 0) return;
    const given = held.filter(() => this.#random() < 0.7);
    const marketIds = given.length === 0 ? held.slice(0, 1) : given;
    const most = Math.min(...marketIds.map((market) => this.ledger.view.heldSize(`${market}-no`)));
    const size = this.#size(most);
    const feeBps = this.#pick([0, 0, 50]);
    const operationId = this.#id("convert");
    const { cause } = this;
    const order = { operationId, negRiskSetId: "set", marketIds, size, feeBps };
    strictEqual(
      this.#say((ledger) => ledger.convertNegRisk(order, cause)),
      "booked",
    );
    const keep = (amount: number): number =>
      Number((BigInt(amount) * BigInt(10_000 - feeBps)) / 10_000n);
    this.model.tell(cause.timeMs, {
      is: "converted",
      no: marketIds.toSorted(bySet).map((market) => `${market}-no`),
      yes: SET.filter((market) => !marketIds.includes(market)).map((market) => `${market}-yes`),
      size,
      got: keep(size),
      dollars: keep((marketIds.length - 1) * size),
    });
  }

  #transferTokens(): void {
    const tokenId = this.#pick(TOKENS);
    const held = this.ledger.view.heldSize(tokenId);
    const size = held > 0 && this.#random() < 0.5 ? -this.#size(held) : this.#size(30_000_000);
    const cost = size > 0 ? this.#size(size) : 0;
    const { cause } = this;
    const transfer = { operationId: this.#id("move"), tokenId, size, costMicroUsd: cost };
    strictEqual(
      this.#say((ledger) => ledger.transferTokens(transfer, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "moved", token: tokenId, size, cost, isLoss: false });
  }

  #mark(): void {
    const token = this.#pick(TOKENS);
    const price = this.#pick([-1, 0, 9_899, 9_900, 9_950, Math.floor(this.#random() * 10_001)]);
    const bid = this.#pick([-1, 0, Math.max(0, price - 100)]);
    const index = this.ledger.view.tokenIndexOf(token);
    this.ledger.mark(index, bid, price);
    this.said.push({
      say: (ledger) => {
        ledger.mark(index, bid, price);
        return { status: "unchanged", because: "late" };
      },
      fillId: null,
    });
    this.prices.set(token, {
      bid: bid < 0 ? null : bid,
      price: price < 0 ? null : price,
      payout: this.prices.get(token)?.payout ?? null,
    });
  }

  #accrue(): void {
    const fill = this.#random() < 0.6 ? this.fills.at(-1) : undefined;
    const accrual = {
      income: this.#pick(["rebate", "reward"] as const),
      market: fill?.told.market ?? this.#pick(MARKETS),
      utcDay: Math.floor(this.nowMs / DAY_MS),
      amount: this.#size(5_000_000),
      fillId: fill?.told.id ?? null,
      isPaid: false,
    };
    const { cause } = this;
    const { income, market: marketId, utcDay, amount: amountMicroUsd, fillId } = accrual;
    const operationId = this.#id("accrual");
    const status = this.#say(
      (ledger) =>
        ledger.accrueIncome(
          { operationId, income, marketId, utcDay, amountMicroUsd, fillId },
          cause,
        ),
      fillId,
    );
    strictEqual(status, fill?.state === "FAILED" ? "unchanged" : "booked");
    if (fill?.state !== "FAILED") this.accruals.push(accrual);
  }

  #payout(): void {
    const income = this.#pick(["rebate", "reward"] as const);
    const market = this.#random() < 0.5 ? this.#pick(MARKETS) : null;
    const utcDay = Math.floor(this.nowMs / DAY_MS) - this.#pick([0, 1]);
    const amount = this.#size(3_000_000);
    const { cause } = this;
    const payout = {
      operationId: this.#id("payout"),
      income,
      marketId: market,
      utcDay,
      amountMicroUsd: amount,
    };
    strictEqual(
      this.#say((ledger) => ledger.recordPayout(payout, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "income", amount });
    for (const accrual of this.accruals) {
      const isMeant = accrual.income === income && accrual.utcDay === utcDay;
      if (isMeant && (market === null || market === accrual.market)) accrual.isPaid = true;
    }
  }

  #resolve(): void {
    const market = this.#pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    if ((this.prices.get(yes)?.payout ?? null) !== null) return;
    const taken = SET.includes(market)
      ? SET.map((one) => this.prices.get(`${one}-yes`)?.payout ?? 0)
      : [];
    const room = 10_000 - taken.reduce((sum, payout) => sum + payout, 0);
    const first = Math.min(room, this.#pick([0, 10_000, 5_000]));
    const { cause } = this;
    const payouts = [first, 10_000 - first] as const;
    strictEqual(
      this.#say((ledger) => ledger.resolveMarket(market, payouts, cause)),
      "booked",
    );
    strictEqual(this.ledger.resolveMarket(market, payouts, cause).status, "unchanged");
    this.model.tell(cause.timeMs, { is: "look" });
    const unknown = { bid: null, price: null };
    this.prices.set(yes, { ...(this.prices.get(yes) ?? unknown), payout: first });
    this.prices.set(no, { ...(this.prices.get(no) ?? unknown), payout: 10_000 - first });
  }

  #redeem(): void {
    const market = this.#pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    const payout = this.prices.get(yes)?.payout ?? null;
    const { view } = this.ledger;
    const sizes = [Math.max(0, view.heldSize(yes)), Math.max(0, view.heldSize(no))] as const;
    const redemption = { operationId: this.#id("redeem"), marketId: market, sizes };
    const { cause } = this;
    const status = this.#say((ledger) => ledger.redeem(redemption, cause));
    const isPossible = payout !== null && sizes[0] + sizes[1] > 0;
    strictEqual(status, isPossible ? "booked" : "refused");
    if (!isPossible) return;
    this.model.tell(cause.timeMs, {
      is: "redeemed",
      tokens: [
        [yes, sizes[0], Math.floor((sizes[0] * payout) / 10_000)],
        [no, sizes[1], Math.floor((sizes[1] * (10_000 - payout)) / 10_000)],
      ],
    });
  }

  #check(): void {
    const { cause } = this;
    this.isChecked = true;
    if (this.#random() < 0.5) {
      const state = this.ledger.view.cash.settledMicroUsd;
      const actual = Math.max(0, Math.floor(state * this.#pick([1, 1.01, 1.05, 0.95, 1.3, 0.8])));
      this.#say((ledger) => ledger.checkCash(actual, cause));
      const off = BigInt(Math.abs(actual - state));
      const isFar = off * 10n > BigInt(Math.abs(state));
      if (isFar) {
        this.model.tell(cause.timeMs, { is: "money", amount: actual - state, isFlow: false });
      } else this.model.tell(cause.timeMs, { is: "look" });
      return;
    }
    const token = this.#pick(TOKENS);
    const state = this.ledger.view.position(token)?.settledSize ?? 0;
    const actual = Math.max(0, Math.floor(state * this.#pick([1, 1.01, 1.05, 1.3, 0.8])));
    const cost = Math.floor(Math.max(0, actual - state) / 3);
    this.#say((ledger) =>
      ledger.checkTokens({ tokenId: token, actualSize: actual, costMicroUsd: cost }, cause),
    );
    const isFar = Math.abs(actual - state) * 10 > Math.abs(state);
    if (!isFar) {
      this.model.tell(cause.timeMs, { is: "look" });
      return;
    }
    const size = actual - state;
    this.model.tell(cause.timeMs, { is: "moved", token, size, cost, isLoss: size < 0 });
  }

  #resetPeak(): void {
    const { cause } = this;
    const order = { operator: "rita", reason: "test" };
    strictEqual(
      this.#say((ledger) => ledger.resetPeak(order, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "peakReset" });
  }

  /** What the ledger must refuse, whatever state it is in. */
  #impossible(): void {
    const token = this.#pick(TOKENS);
    const held = Math.max(0, this.ledger.view.heldSize(token));
    const good = {
      fillId: this.#id("bad"),
      venueTradeId: "trade",
      orderId: "unsent",
      tokenId: token,
      side: "SELL",
      role: "taker",
      price: 5_000,
      size: held + 1_000_000,
      feeMicroUsd: 0,
      settlement: "MATCHED",
      exchangeTimeMs: this.nowMs,
    } as const;
    const bad = this.#pick<LedgerFill>([
      good,
      { ...good, tokenId: "nobody's" },
      { ...good, side: "BUY", size: Number.NaN },
      { ...good, side: "BUY", size: -5 },
      { ...good, side: "BUY", price: 10_000 },
      { ...good, side: "BUY", size: 2e15 },
      { ...good, side: "BUY", feeMicroUsd: 0.5 },
    ]);
    const { cause } = this;
    strictEqual(
      this.#say((ledger) => ledger.recordFill({ ...bad, ...cause })),
      "refused",
    );
  }
}

function bySet(left: string, right: string): number {
  return SET.indexOf(left) - SET.indexOf(right);
}
