import type { EpochMs } from "@polytraders/core";
import type { KernelDriver } from "./kernel-driver.ts";

/** Where a session's market data comes from. */
export interface SessionFeed {
  /** Time of the next frame that does not come from the venue, infinity for none. */
  readonly nextAtMs: number;
  /** True when {@link read} must be awaited before `nextAtMs` is known. */
  readonly isStarved: boolean;
  /** True once no more frames come. */
  readonly isOver: boolean;
  /** True when frames come for ever, and only from the venue. */
  readonly isEndless: boolean;
  /** Time of the last frame, once it is over. */
  readonly endMs: EpochMs;
  read(): Promise<void>;
  /** Brings the next frame to venue and kernel. The venue stands at its time. */
  play(driver: KernelDriver): void;
  /** Hands over what the venue has told since it was moved. */
  drain(driver: KernelDriver): void;
  close(): Promise<void>;
}
