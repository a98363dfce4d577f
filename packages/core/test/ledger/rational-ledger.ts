import { higher, lower, NOUGHT, Rational } from "./rational.ts";

/*
 * A ledger that knows nothing of entries, groups or reversals: it remembers what happened and, when
 * asked, tells the whole story again from the beginning without the fills that have failed.
 */

export interface ToldFill {
  readonly id: string;
  readonly token: string;
  readonly market: string;
  readonly isBuy: boolean;
  readonly size: number;
  readonly notional: number;
  readonly fee: number;
}

type Fact = { readonly atMs: number } & (
  | { readonly is: "money"; readonly amount: number; readonly isFlow: boolean }
  | { readonly is: "income"; readonly amount: number }
  | { readonly is: "matched"; readonly fill: ToldFill }
  | { readonly is: "mined"; readonly fill: ToldFill }
  | { readonly is: "pairs"; readonly market: string; readonly size: number }
  | {
      readonly is: "converted";
      readonly no: readonly string[];
      readonly yes: readonly string[];
      readonly size: number;
      readonly got: number;
      readonly dollars: number;
    }
  | {
      readonly is: "redeemed";
      readonly tokens: readonly (readonly [token: string, size: number, paid: number])[];
    }
  | {
      readonly is: "moved";
      readonly token: string;
      readonly size: number;
      readonly cost: number;
      readonly isLoss: boolean;
    }
  | { readonly is: "look" }
  | { readonly is: "peakReset" }
);
type WithoutTime<T> = T extends Fact ? Omit<T, "atMs"> : never;
export type ToldFact = WithoutTime<Fact>;

/** What one token amounts to, in exact micro-units. */
export interface Holding {
  size: bigint;
  onChain: bigint;
  cost: Rational;
  fees: Rational;
  gain: Rational;
  feesPaid: number;
  lastFillAtMs: number;
  /** Sales not on the chain: shares, their cost and what they bring. */
  soldSize: bigint;
  soldCost: Rational;
  soldFor: number;
}

export interface Story {
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly onChain: number;
  /** On the chain, less what matched purchases take. */
  readonly free: number;
  readonly promised: number;
  readonly expected: number;
  readonly volumeByDay: ReadonlyMap<number, number>;
  readonly looks: readonly Look[];
}

interface Look {
  readonly atMs: number;
  readonly cash: number;
  readonly flow: number;
  readonly isReset: boolean;
}

const DAY_MS = 86_400_000;

export class RationalLedger {
  readonly facts: Fact[] = [];
  readonly failed = new Set<string>();
  readonly tokensOf: ReadonlyMap<string, readonly [string, string]>;

  constructor(tokensOf: ReadonlyMap<string, readonly [string, string]>) {
    this.tokensOf = tokensOf;
  }

  tell(atMs: number, fact: ToldFact): void {
    this.facts.push({ atMs, ...fact });
  }

  story(): Story {
    return new Teller(this).tell();
  }
}

/** The highest cash seen, as an operator would work it out on paper. */
export function peakOf(
  { looks, free }: Story,
  mode: "all_time" | "rolling" | "daily",
  windowMs: number,
  nowMs: number,
): number {
  let seen: { atMs: number; cash: number }[] = [];
  for (const { atMs, cash, flow, isReset } of looks) {
    if (isReset) seen = [];
    seen = seen.map((one) => ({ ...one, cash: one.cash + flow }));
    seen.push({ atMs, cash });
  }
  const counts = seen.filter(({ atMs }) => {
    if (mode === "rolling") return atMs >= nowMs - windowMs;
    return mode === "all_time" || Math.floor(atMs / DAY_MS) === Math.floor(nowMs / DAY_MS);
  });
  return Math.max(free, ...counts.map(({ cash }) => cash));
}

class Teller {
  readonly #facts: readonly Fact[];
  readonly #isFailed: (fillId: string) => boolean;
  readonly #tokensOf: RationalLedger["tokensOf"];
  readonly #holdings = new Map<string, Holding>();
  readonly #waiting = new Map<string, { size: bigint; cost: Rational }>();
  readonly #volume = new Map<number, number>();
  readonly #looks: Look[] = [];
  #onChain = 0;
  #promised = 0;
  #expected = 0;

  constructor(ledger: RationalLedger) {
    this.#facts = ledger.facts;
    this.#isFailed = (fillId) => ledger.failed.has(fillId);
    this.#tokensOf = ledger.tokensOf;
  }

  tell(): Story {
    for (const fact of this.#facts) this.#happen(fact);
    return {
      holdings: this.#holdings,
      onChain: this.#onChain,
      free: this.#onChain - this.#promised,
      promised: this.#promised,
      expected: this.#expected,
      volumeByDay: this.#volume,
      looks: this.#looks,
    };
  }

  #of(token: string): Holding {
    let holding = this.#holdings.get(token);
    if (holding === undefined) {
      holding = {
        size: 0n,
        onChain: 0n,
        cost: NOUGHT,
        fees: NOUGHT,
        gain: NOUGHT,
        feesPaid: 0,
        lastFillAtMs: -1,
        soldSize: 0n,
        soldCost: NOUGHT,
        soldFor: 0,
      };
      this.#holdings.set(token, holding);
    }
    return holding;
  }

  #happen(fact: Fact): void {
    let flow = 0;
    switch (fact.is) {
      case "money":
        this.#onChain += fact.amount;
        if (fact.isFlow) flow = fact.amount;
        break;
      case "income":
        this.#onChain += fact.amount;
        break;
      case "matched":
        if (this.#isFailed(fact.fill.id)) return;
        this.#matched(fact.fill, fact.atMs);
        break;
      case "mined":
        if (this.#isFailed(fact.fill.id)) return;
        this.#mined(fact.fill);
        break;
      case "pairs": {
        const [yes, no] = this.#tokensOf.get(fact.market) ?? ["", ""];
        const half = Math.floor(Math.abs(fact.size) / 2);
        this.#onChain -= fact.size;
        this.#pair(yes, fact.size, half);
        this.#pair(no, fact.size, Math.abs(fact.size) - half);
        break;
      }
      case "converted":
        this.#converted(fact);
        break;
      case "redeemed":
        for (const [token, size, paid] of fact.tokens) {
          this.#onChain += paid;
          if (size === 0) continue;
          this.#of(token).onChain -= BigInt(size);
          this.#out(token, size, Rational.of(paid));
        }
        break;
      case "moved":
        this.#moved(fact);
        break;
      case "look":
      case "peakReset":
    }
    const cash = this.#onChain - this.#promised;
    this.#looks.push({ atMs: fact.atMs, cash, flow, isReset: fact.is === "peakReset" });
  }

  #matched(fill: ToldFill, atMs: number): void {
    const holding = this.#of(fill.token);
    holding.feesPaid += fill.fee;
    holding.lastFillAtMs = Math.max(holding.lastFillAtMs, atMs);
    const day = Math.floor(atMs / DAY_MS);
    this.#volume.set(day, (this.#volume.get(day) ?? 0) + fill.notional);
    if (fill.isBuy) {
      this.#promised += fill.notional + fill.fee;
      this.#in(fill.token, fill.size, Rational.of(fill.notional), Rational.of(fill.fee));
      return;
    }
    const money = fill.notional - fill.fee;
    this.#expected += money;
    const cost = this.#out(fill.token, fill.size, Rational.of(money));
    this.#waiting.set(fill.id, { size: BigInt(fill.size), cost });
    holding.soldSize += BigInt(fill.size);
    holding.soldCost = holding.soldCost.plus(cost);
    holding.soldFor += money;
  }

  #mined(fill: ToldFill): void {
    const holding = this.#of(fill.token);
    if (fill.isBuy) {
      this.#promised -= fill.notional + fill.fee;
      this.#onChain -= fill.notional + fill.fee;
      holding.onChain += BigInt(fill.size);
      return;
    }
    const money = fill.notional - fill.fee;
    this.#expected -= money;
    this.#onChain += money;
    holding.onChain -= BigInt(fill.size);
    holding.soldSize -= BigInt(fill.size);
    holding.soldCost = holding.soldCost.minus(this.#waiting.get(fill.id)?.cost ?? NOUGHT);
    holding.soldFor -= money;
  }

  #pair(token: string, size: number, dollars: number): void {
    this.#of(token).onChain += BigInt(size);
    if (size > 0) this.#in(token, size, Rational.of(dollars), NOUGHT);
    else this.#out(token, -size, Rational.of(dollars));
  }

  #converted(fact: Extract<Fact, { is: "converted" }>): void {
    let cost = NOUGHT;
    let fees = NOUGHT;
    for (const token of fact.no) {
      this.#of(token).onChain -= BigInt(fact.size);
      const gone = this.#gone(token, fact.size);
      cost = cost.plus(gone.cost);
      fees = fees.plus(gone.fees);
    }
    this.#onChain += fact.dollars;
    const dollars = Rational.of(fact.dollars);
    const owedCost = higher(NOUGHT, cost.minus(dollars));
    const leftover = higher(NOUGHT, dollars.minus(cost));
    const owedFees = higher(NOUGHT, fees.minus(leftover));
    let gain = higher(NOUGHT, leftover.minus(fees));
    if (fact.yes.length === 0) gain = gain.minus(owedCost).minus(owedFees);
    const first = this.#of(fact.no[0] ?? "");
    first.gain = first.gain.plus(gain);
    const parts = Rational.of(fact.yes.length);
    for (const token of fact.yes) {
      this.#of(token).onChain += BigInt(fact.got);
      this.#in(token, fact.got, owedCost.over(parts), owedFees.over(parts));
    }
  }

  #moved(fact: Extract<Fact, { is: "moved" }>): void {
    const holding = this.#of(fact.token);
    holding.onChain += BigInt(fact.size);
    if (fact.size > 0) {
      this.#in(fact.token, fact.size, Rational.of(fact.cost), NOUGHT);
      return;
    }
    const gone = this.#gone(fact.token, -fact.size);
    if (fact.isLoss) holding.gain = holding.gain.minus(gone.cost).minus(gone.fees);
  }

  /** Shares arrive: first they make good what is missing. */
  #in(token: string, size: number, cost: Rational, fees: Rational): void {
    const holding = this.#of(token);
    const missing = holding.size < 0n ? -holding.size : 0n;
    const bought = BigInt(size);
    const used = bought < missing ? bought : missing;
    if (used > 0n) {
      const part = Rational.of(used, bought);
      const brought = holding.cost.times(Rational.of(used, missing));
      holding.gain = holding.gain.minus(brought).minus(cost.times(part)).minus(fees.times(part));
      holding.cost = holding.cost.minus(brought);
    }
    holding.size += bought;
    if (used === bought) return;
    const rest = Rational.of(bought - used, bought);
    holding.cost = holding.cost.plus(cost.times(rest));
    holding.fees = holding.fees.plus(fees.times(rest));
  }

  /** Shares leave for money; returns the cost and fees of those that were there. */
  #out(token: string, size: number, money: Rational): Rational {
    const holding = this.#of(token);
    const sold = BigInt(size);
    const there = holding.size > 0n ? holding.size : 0n;
    const covered = sold < there ? sold : there;
    const earned = money.times(Rational.of(covered, sold));
    const gone = this.#gone(token, size);
    holding.gain = holding.gain.plus(earned).minus(gone.cost).minus(gone.fees);
    holding.cost = holding.cost.minus(money.minus(earned));
    return gone.cost.plus(gone.fees);
  }

  #gone(token: string, size: number): { cost: Rational; fees: Rational } {
    const holding = this.#of(token);
    const there = holding.size > 0n ? holding.size : 0n;
    const leaving = BigInt(size);
    const covered = leaving < there ? leaving : there;
    holding.size -= leaving;
    if (covered === 0n) return { cost: NOUGHT, fees: NOUGHT };
    const part = Rational.of(covered, there);
    const gone = { cost: holding.cost.times(part), fees: holding.fees.times(part) };
    holding.cost = holding.cost.minus(gone.cost);
    holding.fees = holding.fees.minus(gone.fees);
    return gone;
  }
}

/** Bid, price and payout of a token in ten-thousandths; `null` while unknown. */
export interface ToldPrices {
  readonly bid: number | null;
  readonly price: number | null;
  readonly payout: number | null;
}

/** Redeemable and in-flight value of one holding, exact micro-pUSD, sizes signed. */
export function worthOf(
  { size, cost, soldSize, soldCost, soldFor }: Holding,
  { bid, price, payout }: ToldPrices,
): { redeemable: Rational; inFlight: Rational } {
  const at = (units: number, shares: bigint): Rational =>
    Rational.of(BigInt(units) * shares, 10_000n);
  const last = payout ?? price;
  const isWon = payout !== null || (price !== null && price >= 9900);
  let redeemable = NOUGHT;
  let inFlight = NOUGHT;
  if (isWon && size > 0n) {
    const worth = at(last ?? 0, size);
    if (!worth.isBelow(Rational.of(1_000_000))) redeemable = worth;
  } else {
    const offered = payout ?? bid;
    inFlight = offered === null ? cost : lower(cost, at(offered, size));
  }
  if (soldSize > 0n) {
    const back = isWon ? at(last ?? 0, soldSize) : soldCost;
    inFlight = inFlight.plus(lower(back, Rational.of(soldFor)));
  }
  return { redeemable, inFlight };
}
