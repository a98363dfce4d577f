import type { Kernel } from "../kernel/kernel.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Halt } from "../ports/kill-switch.ts";
import type { RiskRefusal } from "../risk/runtime-reasons.ts";
import type { Agenda } from "./agenda.ts";
import type { Announcements } from "./announcements.ts";
import type { DeskRecorder } from "./desk-recorder.ts";
import type { OrderRegister } from "./order-register.ts";
import type { Planner } from "./planner.ts";
import type { PriceMarks } from "./price-marks.ts";

/** Whom the desk works with; handed over once the bots exist. */
export interface TradingDeskCompany {
  /** Execution bots in the order of asking. */
  readonly planners: readonly Planner[];
  readonly barrier: {
    readonly halt: (halt: Halt) => boolean;
    readonly find: (botId: string, marketId: string) => RiskRefusal | null;
  };
  /** Has the risk module approve a cancellation, which comes back through `cancel`. */
  readonly cancelThroughRisk: (botId: string, orderId: string, reasonCode: string) => boolean;
}

/** What the parts of the desk share. */
export interface DeskParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly register: OrderRegister;
  readonly recorder: DeskRecorder;
  readonly agenda: Agenda;
  readonly announcements: Announcements;
  readonly marks: PriceMarks;
  readonly answerTimeoutMs: number;
  readonly company: () => TradingDeskCompany;
  readonly marketOfToken: (tokenId: string) => MarketState | undefined;
}
