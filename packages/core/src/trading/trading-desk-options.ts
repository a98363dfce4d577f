import type { EpochMs } from "../domain/units.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { KernelJournal } from "../ports/kernel-journal.ts";
import type { NoticeSink } from "../runtime/runtime-notice.ts";
import type { TradingOptions } from "./trading-options.ts";

/** What a trading desk is built from. */
export interface TradingDeskOptions {
  readonly kernel: Kernel;
  readonly trading: TradingOptions;
  readonly orderIdPrefix: string;
  readonly configVersion: string;
  /** `null` where nothing has to survive. */
  readonly journal: KernelJournal | null;
  /** The desk's place among those whom the kernel calls when a timer is due. */
  readonly hostIndex: number;
  readonly onNotice: NoticeSink;
}

/** What is known when a run is taken up again. */
export interface ResumeOptions {
  /** Present time, where it is later than the kernel's: what is too old by then is not sent any more. */
  readonly nowMs?: EpochMs | undefined;
  /** Placements and cancellations that have just been handed to the gateway: no need to ask. */
  readonly sentIds?: ReadonlySet<string> | undefined;
}
