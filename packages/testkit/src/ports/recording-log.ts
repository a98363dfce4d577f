import type { BotLog } from "@polytraders/core";

/** One line that a bot logged. */
export interface LogLine {
  readonly botId: string;
  readonly severity: "info" | "warn";
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps every line, for a test to read. */
export class RecordingLog {
  readonly lines: LogLine[] = [];

  /** The log of one bot. */
  readonly for = (botId: string): BotLog => ({
    info: (message, fields = {}) => this.lines.push({ botId, severity: "info", message, fields }),
    warn: (message, fields = {}) => this.lines.push({ botId, severity: "warn", message, fields }),
  });
}
