import type { EpochMs } from "@polytraders/core";
import type { MarketProfile } from "./market-profile.ts";
import type { Random } from "./random.ts";

/** What is decided about a market before its first row. */
export interface PlannedEvent {
  readonly timeMs: EpochMs;
  readonly kind:
    | "news_rumoured"
    | "news_broke"
    | "halt_rumoured"
    | "halted"
    | "reopened"
    | "blow_out_began"
    | "blow_out_ended"
    | "outcome_emerged"
    | "closed"
    | "resolved"
    | "loss_began"
    | "loss_ended";
}

/** A stretch of time, end exclusive. */
export interface Episode {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** What all markets of a run share. */
export interface VenuePlan {
  readonly run: Episode;
  /** The time in which makers of every market widen and thin out. */
  readonly blowOut: Episode;
}

/** Lays the venue-wide spread blow-out somewhere in the third quarter of the run. */
export function planVenue(run: Episode, random: Random): VenuePlan {
  const durationMs = run.toMs - run.fromMs;
  const fromMs = run.fromMs + Math.floor(durationMs * random.between(0.55, 0.7));
  const lengthMs = Math.min(random.integer(40_000, 70_000), Math.floor(durationMs / 10));
  return { run, blowOut: { fromMs, toMs: fromMs + lengthMs } };
}

/** Plans one market, in time order. */
export function planMarket(
  profile: MarketProfile,
  venue: VenuePlan,
  lossEpisodes: number,
  random: Random,
): PlannedEvent[] {
  const { fromMs, toMs } = venue.run;
  const durationMs = toMs - fromMs;
  const endMs = profile.isDeciding ? fromMs + Math.floor(durationMs * 0.94) : toMs;
  const events: PlannedEvent[] = [
    { timeMs: venue.blowOut.fromMs, kind: "blow_out_began" },
    { timeMs: venue.blowOut.toMs, kind: "blow_out_ended" },
    ...planNews(profile, { fromMs, toMs: endMs }, random),
    ...planHalts(profile, { fromMs, toMs: endMs }, random),
    ...planLosses(lossEpisodes, { fromMs, toMs: endMs }, random),
  ];
  if (profile.isDeciding) {
    events.push(
      { timeMs: fromMs + Math.floor(durationMs * 0.5), kind: "outcome_emerged" },
      { timeMs: endMs, kind: "closed" },
      { timeMs: endMs + Math.floor(durationMs * 0.02), kind: "resolved" },
    );
  }
  return events.toSorted((left, right) => left.timeMs - right.timeMs);
}

function planNews(profile: MarketProfile, span: Episode, random: Random): PlannedEvent[] {
  if (profile.newsIntervalMs === 0) return [];
  const events: PlannedEvent[] = [];
  let timeMs = span.fromMs + random.integer(60_000, 60_000 + profile.newsIntervalMs);
  while (timeMs < span.toMs) {
    events.push({ timeMs: timeMs - random.integer(1_500, 6_000), kind: "news_rumoured" });
    events.push({ timeMs, kind: "news_broke" });
    timeMs += Math.floor(profile.newsIntervalMs * random.between(0.5, 1.5));
  }
  return events;
}

/** One halt in each of `haltCount` equal parts of the span, so that halts never overlap. */
function planHalts(profile: MarketProfile, span: Episode, random: Random): PlannedEvent[] {
  const partMs = (span.toMs - span.fromMs) / Math.max(1, profile.haltCount);
  return Array.from({ length: profile.haltCount }, (_, part): PlannedEvent[] => {
    const haltedMs = Math.floor(span.fromMs + partMs * (part + random.between(0.35, 0.65)));
    const lengthMs = Math.min(random.integer(20_000, 75_000), Math.floor(partMs / 4));
    return [
      { timeMs: haltedMs - random.integer(1_000, 5_000), kind: "halt_rumoured" },
      { timeMs: haltedMs, kind: "halted" },
      { timeMs: haltedMs + lengthMs, kind: "reopened" },
    ];
  }).flat();
}

function planLosses(count: number, span: Episode, random: Random): PlannedEvent[] {
  const partMs = (span.toMs - span.fromMs) / Math.max(1, count);
  return Array.from({ length: count }, (_, part): PlannedEvent[] => {
    const beganMs = Math.floor(span.fromMs + partMs * (part + random.between(0.2, 0.6)));
    const lengthMs = Math.min(random.integer(5_000, 20_000), Math.floor(partMs / 4));
    return [
      { timeMs: beganMs, kind: "loss_began" },
      { timeMs: beganMs + lengthMs, kind: "loss_ended" },
    ];
  }).flat();
}
