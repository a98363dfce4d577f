import type { RunOptions } from "../run/run-options.ts";

/** Options of `paper`. */
export interface PaperOptions extends RunOptions {
  /** Recordings to trade on; a simulated world without them. */
  readonly data?: readonly string[];
  /** Session time per wall time; infinity for as fast as it goes. */
  readonly speed: number;
  /** Session time to run for; until stopped without it. */
  readonly hours?: number;
  readonly seed?: number;
  /** Markets of the simulated world. */
  readonly markets: number;
  /** Moment at which the simulated world begins, epoch ms; now without it. */
  readonly start?: number;
  /** Folder or id of a paper run to go on with. */
  readonly resume?: string;
  readonly cache: string;
}
