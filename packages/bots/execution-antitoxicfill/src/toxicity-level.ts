import { z, type EpochMs } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";

export const LEVEL = { calm: 0, warning: 1, hard: 2 } as const;
/** How much danger a side is in. */
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

export const levelStateSchema = z.object({
  level: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** Since when what is seen asks for a lower level; `null` while it does not. */
  calmSinceMs: z.int().nullable(),
});
export type LevelState = z.infer<typeof levelStateSchema>;

export const CALM: LevelState = { level: LEVEL.calm, calmSinceMs: null };

/** What is seen of one side. */
export interface Danger {
  /** 0 to 1. */
  readonly toxicity: number;
  /** Our own fills lose money: one level more. */
  readonly isLosing: boolean;
}

/**
 * The level after a look. It rises at once. It falls only after toxicity has stayed below a share of
 * the bound that the level was entered at, for as long as the level asks, and by one step at a time:
 * a side does not flap between two levels.
 */
export function nextLevel(
  { level, calmSinceMs }: LevelState,
  danger: Danger,
  nowMs: EpochMs,
  parameters: Parameters,
): LevelState {
  const entered = levelOf(danger, 1, parameters);
  if (entered > level) return { level: entered, calmSinceMs: null };
  if (levelOf(danger, parameters.exitShare, parameters) >= level)
    return { level, calmSinceMs: null };
  const sinceMs = calmSinceMs ?? nowMs;
  if (nowMs - sinceMs < calmMsOf(level, parameters)) return { level, calmSinceMs: sinceMs };
  return { level: level === LEVEL.hard ? LEVEL.warning : LEVEL.calm, calmSinceMs: null };
}

/** When a level ends at the earliest, if it stays calm from now on. */
export function endsAtMs(
  { level, calmSinceMs }: LevelState,
  nowMs: EpochMs,
  parameters: Parameters,
): EpochMs {
  return Math.max(nowMs + 1, (calmSinceMs ?? nowMs) + calmMsOf(level, parameters));
}

function calmMsOf(level: Level, { cooldownSeconds, calmSeconds }: Parameters): number {
  return 1_000 * (level === LEVEL.hard ? cooldownSeconds : calmSeconds);
}

function levelOf(
  { toxicity, isLosing }: Danger,
  share: number,
  { toxicityWarnMin, toxicityHardMin }: Parameters,
): Level {
  if (toxicity >= share * toxicityHardMin) return LEVEL.hard;
  if (toxicity >= share * toxicityWarnMin) return isLosing ? LEVEL.hard : LEVEL.warning;
  return isLosing ? LEVEL.warning : LEVEL.calm;
}
