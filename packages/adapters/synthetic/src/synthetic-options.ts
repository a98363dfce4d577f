import { PolytradersError, type EpochMs } from "@polytraders/core";

interface SourceOptions {
  /** A safe integer, 0 or more. The same options give the same bytes. */
  readonly seed: number;
  /** Number of markets, 1 to 99,999. Adding markets does not change the others. */
  readonly markets?: number;
  /** Time of the first possible row. */
  readonly startTimeMs?: EpochMs;
  /** Frames per second and market, roughly. */
  readonly eventsPerSecond?: number;
}

/** Markets with traders and makers: news, halts, a tick change, a resolution, a spread blow-out. */
export interface DemoOptions extends SourceOptions {
  readonly scenario?: "demo";
  readonly durationSeconds?: number;
  /** True to give level and book rows of both tokens, as the venue's newest format does. */
  readonly isMirrored?: boolean;
  /**
   * Stretches of 5 to 20 seconds per market in which removals of levels are lost on the way, so
   * that the book rebuilt from the rows is wrong and may be crossed; each ends with a gap row and
   * a full book.
   */
  readonly lossEpisodes?: number;
}

/** Plain random-walk books in any number of markets, for benchmarks and memory tests. */
export interface LoadOptions extends SourceOptions {
  readonly scenario: "load";
  /** Rows in all, exactly. */
  readonly rowCount?: number;
}

/** Options of `createSyntheticSource`. */
export type SyntheticOptions = DemoOptions | LoadOptions;

/** Midnight UTC of 5 January 2026: any fixed time would do. */
const START_TIME_MS: EpochMs = 1_767_571_200_000;

/** What the scenarios stand for when nothing else is said. */
export const SYNTHETIC_SCENARIOS = {
  demo: {
    scenario: "demo",
    markets: 4,
    durationSeconds: 1_800,
    startTimeMs: START_TIME_MS,
    eventsPerSecond: 2,
    isMirrored: false,
    lossEpisodes: 0,
  },
  load: {
    scenario: "load",
    markets: 100,
    rowCount: 1_000_000,
    startTimeMs: START_TIME_MS,
    eventsPerSecond: 10,
  },
} as const satisfies {
  demo: Omit<Required<DemoOptions>, "seed">;
  load: Omit<Required<LoadOptions>, "seed">;
};

/** Options with every field present and in range. */
export type ResolvedOptions = Required<DemoOptions> | Required<LoadOptions>;

/**
 * Fills in the scenario's defaults.
 *
 * @throws CONFIG_INVALID naming the field that is out of range
 */
export function resolveOptions(options: SyntheticOptions): ResolvedOptions {
  const resolved: ResolvedOptions =
    options.scenario === "load"
      ? { ...SYNTHETIC_SCENARIOS.load, ...definedOf(options) }
      : { ...SYNTHETIC_SCENARIOS.demo, ...definedOf(options) };
  requireInteger("seed", resolved.seed, 0, Number.MAX_SAFE_INTEGER);
  requireInteger("markets", resolved.markets, 1, 99_999);
  requireInteger("startTimeMs", resolved.startTimeMs, 0, 8_000_000_000_000_000);
  requireNumber("eventsPerSecond", resolved.eventsPerSecond, 0.01, 1_000);
  if (resolved.scenario === "load") {
    requireInteger("rowCount", resolved.rowCount, 1, 10_000_000_000);
  } else {
    requireInteger("durationSeconds", resolved.durationSeconds, 10, 10_000_000);
    requireInteger("lossEpisodes", resolved.lossEpisodes, 0, 1_000);
  }
  return resolved;
}

/** A copy without fields that are present but `undefined`, which would hide the defaults. */
function definedOf<T extends SyntheticOptions>(options: T): T {
  const copy = { ...options };
  for (const [field, value] of Object.entries(copy)) {
    if (value === undefined) Reflect.deleteProperty(copy, field);
  }
  return copy;
}

function requireInteger(field: string, value: number, low: number, high: number): void {
  requireNumber(field, value, low, high);
  if (!Number.isSafeInteger(value)) refuse(field, value, "a whole number");
}

function requireNumber(field: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) refuse(field, value, `a number from ${low} to ${high}`);
}

function refuse(field: string, value: number, expected: string): never {
  throw new PolytradersError("CONFIG_INVALID", {
    expected,
    found: String(value),
    hint: "Correct this option of the synthetic market.",
    place: { field: `synthetic.${field}` },
  });
}
