import type { ErrorCode } from "../errors/error-table.ts";
import type { EpochMs } from "../domain/units.ts";

/** Something the runtime refused or noticed about a bot; counted, never fatal. */
export interface RuntimeNotice {
  readonly code: ErrorCode;
  readonly botId: string;
  readonly marketId: string | null;
  readonly eventSequence: number;
  readonly timeMs: EpochMs;
  /** What was found instead of what the error table expects. */
  readonly found: string;
}

/** Takes notices as they come. */
export type NoticeSink = (notice: RuntimeNotice) => void;
