import { strictEqual } from "node:assert";
import {
  createSeededRandom,
  type Income,
  Ledger,
  type LedgerAnswer,
  type LedgerEntry,
  type LedgerFill,
  type LedgerOptions,
  type SettlementState,
} from "../../src/index.ts";
import { RationalLedger, type ToldFill, type ToldPrices } from "./rational-ledger.ts";

export const MARKETS = ["alone", "other", "north", "south", "west"] as const;
export const SET = ["north", "south", "west"];
export const TOKENS_OF = new Map(
  MARKETS.map((market) => [market as string, [`${market}-yes`, `${market}-no`] as const]),
);
export const TOKENS = [...TOKENS_OF.values()].flat();

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const PEAK_MODES = ["all_time", "rolling", "daily"] as const;
/** Short enough for highs to leave it. */
const WINDOW_DAYS = 0.25;

export interface GivenFill {
  readonly message: LedgerFill;
  readonly told: ToldFill;
  state: SettlementState;
  isMined: boolean;
}

export interface GivenOrder {
  readonly orderId: string;
  readonly token: string;
  readonly side: "BUY" | "SELL";
  readonly price: number;
  readonly size: number;
  filled: number;
  end: number | null;
}

export interface GivenAccrual {
  readonly income: Income;
  readonly market: string;
  readonly utcDay: number;
  readonly amount: number;
  readonly fillId: string | null;
  isPaid: boolean;
}

/** One thing said to the ledger, so that it can be said to another one. */
export interface Said {
  readonly say: (ledger: Ledger) => LedgerAnswer;
  readonly fillId: string | null;
}
/** The account, its model, and the dice that a made-up life is drawn with. */
export abstract class HistoryGround {
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
  protected readonly random: () => number;
  protected count = 0;

  constructor(seed: number) {
    const random = createSeededRandom(seed, "ledger-history");
    this.random = () => random.next();
    this.peakMode = this.pick(PEAK_MODES);
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
    for (const market of MARKETS) this.list(market);
    this.transferCash(1_000_000_000);
  }

  get cause() {
    this.count += 1;
    return { timeMs: this.nowMs, correlationId: `c${this.count}`, eventSequence: this.count };
  }

  protected pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Mostly whole shares, at times awkward ones. */
  protected size(max: number): number {
    const size = Math.ceil(this.random() * max);
    if (size < 1_000_000 || this.random() < 0.3) return size;
    return size - (size % 1_000_000);
  }

  protected signed(max: number): number {
    return this.random() < 0.5 ? -this.size(max) : this.size(max);
  }

  protected id(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count}`;
  }

  protected say(say: Said["say"], fillId: string | null = null): LedgerAnswer["status"] {
    const before = this.ledger.view.entriesHash;
    const answer = say(this.ledger);
    // Without its failed fills the ledger may hold enough for what it refuses here.
    if (answer.status === "refused") this.refusedCount += 1;
    else this.said.push({ say, fillId });
    if (answer.status === "unchanged") this.unchangedCount += 1;
    strictEqual(this.ledger.view.entriesHash === before, answer.status !== "booked");
    return answer.status;
  }

  protected list(market: string): void {
    const negRisk = SET.includes(market) ? { negRiskSetId: "set", outcomeCount: SET.length } : null;
    const tokenIds = TOKENS_OF.get(market) ?? ["", ""];
    const { cause } = this;
    this.say((ledger) => ledger.listMarket({ marketId: market, tokenIds, negRisk }, cause));
  }

  protected transferCash(amount: number): void {
    const { cause } = this;
    const isPossible = amount + this.ledger.view.availableCashMicroUsd >= 0 || amount > 0;
    const id = this.id("cash");
    const status = this.say((ledger) => ledger.transferCash(id, amount, cause));
    strictEqual(status, isPossible ? "booked" : "refused");
    if (isPossible) this.model.tell(cause.timeMs, { is: "money", amount, isFlow: true });
    strictEqual(
      this.ledger.transferCash(id, amount, cause).status,
      isPossible ? "unchanged" : "refused",
    );
  }
}
