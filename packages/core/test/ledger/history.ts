import { strictEqual } from "node:assert";
import { type LedgerFill } from "../../src/index.ts";
import { MARKETS, SET, TOKENS_OF, TOKENS, MINUTE_MS, DAY_MS } from "./history-ground.ts";
import { TradingHistory } from "./trading-history.ts";

/** A made-up life of an account, told to the ledger and to the model at the same time. */
export class History extends TradingHistory {
  step(): void {
    this.nowMs += this.pick([0, 0, 1, 1, 3, 30, 200]) * MINUTE_MS;
    const dice = this.random();
    if (dice < 0.3) this.newFill();
    else if (dice < 0.62) this.nextState();
    else if (dice < 0.68) this.order();
    else if (dice < 0.71) this.endOrder();
    else if (dice < 0.76) this.pairs();
    else if (dice < 0.79) this.convert();
    else if (dice < 0.83) this.transferCash(this.signed(200_000_000));
    else if (dice < 0.86) this.transferTokens();
    else if (dice < 0.9) this.mark();
    else if (dice < 0.93) this.accrue();
    else if (dice < 0.945) this.payout();
    else if (dice < 0.96) this.resolve();
    else if (dice < 0.98) this.redeem();
    else if (dice < 0.985) this.check();
    else if (dice < 0.99) this.resetPeak();
    else this.impossible();
  }

  protected pairs(): void {
    const market = this.pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    const { view } = this.ledger;
    const pairs = Math.min(view.heldSize(yes), view.heldSize(no));
    const isMerge = pairs > 0 && this.random() < 0.5;
    const size = isMerge ? this.size(pairs) : this.size(40_000_000);
    const operationId = this.id("pairs");
    const { cause } = this;
    const pair = { operationId, marketId: market, size };
    const isPossible = isMerge || size <= view.availableCashMicroUsd;
    const status = this.say((ledger) =>
      isMerge ? ledger.mergePairs(pair, cause) : ledger.splitPairs(pair, cause),
    );
    strictEqual(status, isPossible ? "booked" : "refused");
    if (!isPossible) return;
    this.model.tell(cause.timeMs, { is: "pairs", market, size: isMerge ? -size : size });
  }

  protected convert(): void {
    const held = SET.filter((market) => this.ledger.view.heldSize(`${market}-no`) > 0);
    if (held.length === 0) return;
    const given = held.filter(() => this.random() < 0.7);
    const marketIds = given.length === 0 ? held.slice(0, 1) : given;
    const most = Math.min(...marketIds.map((market) => this.ledger.view.heldSize(`${market}-no`)));
    const size = this.size(most);
    const feeBps = this.pick([0, 0, 50]);
    const operationId = this.id("convert");
    const { cause } = this;
    const order = { operationId, negRiskSetId: "set", marketIds, size, feeBps };
    strictEqual(
      this.say((ledger) => ledger.convertNegRisk(order, cause)),
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

  protected transferTokens(): void {
    const tokenId = this.pick(TOKENS);
    const held = this.ledger.view.heldSize(tokenId);
    const size = held > 0 && this.random() < 0.5 ? -this.size(held) : this.size(30_000_000);
    const cost = size > 0 ? this.size(size) : 0;
    const { cause } = this;
    const transfer = { operationId: this.id("move"), tokenId, size, costMicroUsd: cost };
    strictEqual(
      this.say((ledger) => ledger.transferTokens(transfer, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "moved", token: tokenId, size, cost, isLoss: false });
  }

  protected mark(): void {
    const token = this.pick(TOKENS);
    const price = this.pick([-1, 0, 9_899, 9_900, 9_950, Math.floor(this.random() * 10_001)]);
    const bid = this.pick([-1, 0, Math.max(0, price - 100)]);
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

  protected accrue(): void {
    const fill = this.random() < 0.6 ? this.fills.at(-1) : undefined;
    const accrual = {
      income: this.pick(["rebate", "reward"] as const),
      market: fill?.told.market ?? this.pick(MARKETS),
      utcDay: Math.floor(this.nowMs / DAY_MS),
      amount: this.size(5_000_000),
      fillId: fill?.told.id ?? null,
      isPaid: false,
    };
    const { cause } = this;
    const { income, market: marketId, utcDay, amount: amountMicroUsd, fillId } = accrual;
    const operationId = this.id("accrual");
    const status = this.say(
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

  protected payout(): void {
    const income = this.pick(["rebate", "reward"] as const);
    const market = this.random() < 0.5 ? this.pick(MARKETS) : null;
    const utcDay = Math.floor(this.nowMs / DAY_MS) - this.pick([0, 1]);
    const amount = this.size(3_000_000);
    const { cause } = this;
    const payout = {
      operationId: this.id("payout"),
      income,
      marketId: market,
      utcDay,
      amountMicroUsd: amount,
    };
    strictEqual(
      this.say((ledger) => ledger.recordPayout(payout, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "income", amount });
    for (const accrual of this.accruals) {
      const isMeant = accrual.income === income && accrual.utcDay === utcDay;
      if (isMeant && (market === null || market === accrual.market)) accrual.isPaid = true;
    }
  }

  protected resolve(): void {
    const market = this.pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    if ((this.prices.get(yes)?.payout ?? null) !== null) return;
    const taken = SET.includes(market)
      ? SET.map((one) => this.prices.get(`${one}-yes`)?.payout ?? 0)
      : [];
    const room = 10_000 - taken.reduce((sum, payout) => sum + payout, 0);
    const first = Math.min(room, this.pick([0, 10_000, 5_000]));
    const { cause } = this;
    const payouts = [first, 10_000 - first] as const;
    strictEqual(
      this.say((ledger) => ledger.resolveMarket(market, payouts, cause)),
      "booked",
    );
    strictEqual(this.ledger.resolveMarket(market, payouts, cause).status, "unchanged");
    this.model.tell(cause.timeMs, { is: "look" });
    const unknown = { bid: null, price: null };
    this.prices.set(yes, { ...(this.prices.get(yes) ?? unknown), payout: first });
    this.prices.set(no, { ...(this.prices.get(no) ?? unknown), payout: 10_000 - first });
  }

  protected redeem(): void {
    const market = this.pick(MARKETS);
    const [yes, no] = TOKENS_OF.get(market) ?? ["", ""];
    const payout = this.prices.get(yes)?.payout ?? null;
    const { view } = this.ledger;
    const sizes = [Math.max(0, view.heldSize(yes)), Math.max(0, view.heldSize(no))] as const;
    const redemption = { operationId: this.id("redeem"), marketId: market, sizes };
    const { cause } = this;
    const status = this.say((ledger) => ledger.redeem(redemption, cause));
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

  protected check(): void {
    const { cause } = this;
    this.isChecked = true;
    if (this.random() < 0.5) {
      const state = this.ledger.view.cash.settledMicroUsd;
      const actual = Math.max(0, Math.floor(state * this.pick([1, 1.01, 1.05, 0.95, 1.3, 0.8])));
      this.say((ledger) => ledger.checkCash(actual, cause));
      const off = BigInt(Math.abs(actual - state));
      const isFar = off * 10n > BigInt(Math.abs(state));
      if (isFar) {
        this.model.tell(cause.timeMs, { is: "money", amount: actual - state, isFlow: false });
      } else this.model.tell(cause.timeMs, { is: "look" });
      return;
    }
    const token = this.pick(TOKENS);
    const state = this.ledger.view.position(token)?.settledSize ?? 0;
    const actual = Math.max(0, Math.floor(state * this.pick([1, 1.01, 1.05, 1.3, 0.8])));
    const cost = Math.floor(Math.max(0, actual - state) / 3);
    this.say((ledger) =>
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

  protected resetPeak(): void {
    const { cause } = this;
    const order = { operator: "rita", reason: "test" };
    strictEqual(
      this.say((ledger) => ledger.resetPeak(order, cause)),
      "booked",
    );
    this.model.tell(cause.timeMs, { is: "peakReset" });
  }

  /** What the ledger must refuse, whatever state it is in. */
  protected impossible(): void {
    const token = this.pick(TOKENS);
    const held = Math.max(0, this.ledger.view.heldSize(token));
    const good = {
      fillId: this.id("bad"),
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
    const bad = this.pick<LedgerFill>([
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
      this.say((ledger) => ledger.recordFill({ ...bad, ...cause })),
      "refused",
    );
  }
}

function bySet(left: string, right: string): number {
  return SET.indexOf(left) - SET.indexOf(right);
}
