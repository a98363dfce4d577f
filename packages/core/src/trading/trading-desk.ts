import type { OrderCare } from "../bot/grants.ts";
import type { Kernel, KernelBot } from "../kernel/kernel.ts";
import type { KernelDesk } from "../kernel/kernel-desk.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { ExecutionPort } from "../ports/execution-port.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import type { LedgerPort } from "../ports/ledger-port.ts";
import type { OpenOrders } from "../ports/open-orders.ts";
import type { VenueHealth } from "../ports/venue-health.ts";
import { absentPort } from "../risk/absent-port.ts";
import type { TradingBarrier } from "../risk/trading-barrier.ts";
import type { NoticeSink } from "../runtime/runtime-notice.ts";
import type { Planner } from "./planner.ts";
import type { TradingOptions } from "./trading-options.ts";

export interface TradingDeskOptions {
  readonly kernel: Kernel;
  readonly trading: TradingOptions;
  readonly orderIdPrefix: string;
  readonly configVersion: string;
  readonly journal: KernelJournal | null;
  readonly hostIndex: number;
  readonly onNotice: NoticeSink;
}

export interface TradingDeskCompany {
  readonly planners: readonly Planner[];
  readonly barrier: Pick<TradingBarrier, "halt">;
  readonly cancelThroughRisk: (botId: string, orderId: string, reasonCode: string) => boolean;
}

export class TradingDesk implements ExecutionPort, KernelDesk, KernelBot {
  readonly ledger: Ledger;
  readonly ledgerPort: LedgerPort = absentPort("ledger");
  readonly openOrders: OpenOrders = absentPort("openOrders");
  readonly venueHealth: VenueHealth = absentPort("venueHealth");

  constructor({ trading }: TradingDeskOptions) {
    this.ledger = new Ledger(trading.ledger);
  }

  attach(_company: TradingDeskCompany): void {}
  submit(): void {}
  cancel(): void {}
  prepare(): void {}
  complete(): void {}
  handle(): void {}
  careOf(_botId: string): OrderCare {
    return { cancel: () => false, reconcile: () => false };
  }
}
