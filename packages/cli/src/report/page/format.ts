/** `14:03:27`, UTC. */
export function formatClock(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 19);
}

const DAY_MS = 86_400_000;

/** A time on an axis that spans so much: the clock, with the day once there are several. */
export function formatTick(timeMs: number, spanMs: number): string {
  if (spanMs <= DAY_MS) return formatClock(timeMs);
  const text = new Date(timeMs).toISOString();
  return spanMs <= 4 * DAY_MS ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(5, 10);
}

/** `2026-01-05 14:03:27.250 UTC`. */
export function formatInstant(timeMs: number): string {
  return `${new Date(timeMs).toISOString().replace("T", " ").slice(0, 23)} UTC`;
}

/** A duration in its largest sensible unit: `850 ms`, `12.4 s`, `3 min 20 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const wholeSeconds = Math.round(seconds);
  const minutes = Math.floor(wholeSeconds / 60);
  if (minutes < 60) return `${minutes} min ${wholeSeconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * Up to four significant digits, or so many decimals, and a unit in front or behind; a dash for nothing.
 */
export function formatNumber(
  value: number | null | undefined,
  before = "",
  after = "",
  decimals?: number,
): string {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const digits = decimals ?? (size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
  const text = value.toLocaleString("en-US", {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: digits,
  });
  return `${before}${text}${after}`;
}

/** `INTEL_DECAY_SUPPRESSED_LOW_SAMPLES` as `low samples`, `RISK_MARKET_HALTED` as `halted`. */
export function formatReason(reasonCode: string): string {
  const reason = reasonCode.split(/SUPPRESSED_|RISK_MARKET_/).at(-1) ?? reasonCode;
  return reason.replaceAll("_", " ").toLowerCase();
}
