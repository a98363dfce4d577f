import type { BotBehaviour } from "../bot/behaviour.ts";
import type { BotTypes } from "../bot/contract.ts";
import type { PortName } from "../bot/vocabulary.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RiskModule } from "../risk/risk-module.ts";
import type { Stopwatch } from "./call-budget.ts";
import type { EventContext } from "./event-context.ts";
import type { NoticeSink } from "./runtime-notice.ts";
import type { SignalRouter } from "./signal-router.ts";

/** What every host needs of the runtime. */
export interface HostServices {
  readonly kernel: Kernel;
  readonly router: SignalRouter;
  readonly stopwatch: Stopwatch;
  readonly onNotice: NoticeSink;
  readonly callClock: CallClock;
  /** Ids of the markets the bot watches; `null` for all. */
  readonly watchedMarketIds: ReadonlySet<string> | null;
  /** Declared ports that this run does not provide. */
  readonly missingPorts: readonly PortName[];
  /** Late votes count as missing; where time is virtual, everybody is waited for. */
  readonly isLateVoteMissing: boolean;
  readonly risk: () => RiskModule;
  /** Makes the bot's behaviour anew with other parameters. May throw what the author's factory throws. */
  readonly recreate: (parameters: Readonly<Record<string, unknown>>) => BotBehaviour<BotTypes>;
}

/** What the hosts of one kernel share: a reading of the stopwatch between two calls, and contexts. */
export interface CallClock {
  /** Time spent so far in bots that took signals while another bot was being measured. */
  nestedMs: number;
  /** End of the newest nested call. */
  nestedReadMs: number;
  /** Event after whose last call `readMs` was read. */
  eventSequence: number;
  readMs: number;
  /** The newest event's context, shared by the bots for which the event is not too old. */
  freshContext: EventContext | null;
}
