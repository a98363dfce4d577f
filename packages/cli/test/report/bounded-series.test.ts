import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedSeries, SERIES_NAMES } from "../../src/report/bounded-series.ts";
import type { ReportSeries } from "../../src/report/report-data.ts";

const ROWS_MAX = 128;

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1_000, max: 1_000 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const rows = fc.array(
  fc.record({
    stepMs: fc.integer({ min: 1, max: 5 }),
    values: fc.array(value, { minLength: SERIES_NAMES.length, maxLength: SERIES_NAMES.length }),
  }),
  { maxLength: 900, size: "max" },
);

function seriesOf(
  input: { stepMs: number; values: number[] }[],
  rowsMax = ROWS_MAX,
): BoundedSeries {
  const series = new BoundedSeries(rowsMax);
  let timeMs = 0;
  for (const { stepMs, values } of input)
    series.push((timeMs += stepMs), Float64Array.from(values));
  return series;
}

function known(column: readonly (number | null)[]): number[] {
  return column.filter((entry) => entry !== null);
}

function extremes(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Rows as text, so that one can be looked up among others. */
function rowsAsText(series: ReportSeries): string[] {
  return series.timeMs.map((timeMs, row) =>
    [timeMs, ...SERIES_NAMES.map((name) => series[name][row])].join(" "),
  );
}

describe("BoundedSeries", () => {
  it("keeps the least and the greatest value of every series, however long the run", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 200 }), (input, readMax) => {
        const kept = seriesOf(input).read(readMax);
        for (const [index, name] of SERIES_NAMES.entries()) {
          const all = input.map(({ values }) => values[index] ?? 0).filter((v) => !Number.isNaN(v));
          expect(extremes(known(kept[name]))).toEqual(extremes(all));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never exceeds its bound, keeps time strictly increasing and invents no point", () => {
    fc.assert(
      fc.property(rows, (input) => {
        const kept = seriesOf(input).read();
        expect(kept.timeMs.length).toBeLessThanOrEqual(ROWS_MAX);
        expect(kept.timeMs.every((timeMs, row) => timeMs > (kept.timeMs[row - 1] ?? 0))).toBe(true);
        const all = new Set(rowsAsText(seriesOf(input, 100_000).read()));
        expect(rowsAsText(kept).filter((row) => !all.has(row))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps everything while there is room, and the last state of each millisecond", () => {
    const series = new BoundedSeries(ROWS_MAX);
    const row = (bid: number): Float64Array =>
      Float64Array.from(SERIES_NAMES, (name) => (name === "bid" ? bid : 0));
    series.push(10, row(1));
    series.push(10, row(2));
    series.push(11, row(3));
    expect(series.read().timeMs).toEqual([10, 11]);
    expect(series.read().bid).toEqual([2, 3]);
  });

  it("spreads what it keeps over the whole run", () => {
    const series = new BoundedSeries(ROWS_MAX);
    for (let timeMs = 1; timeMs <= 100_000; timeMs += 1) {
      series.push(
        timeMs,
        Float64Array.from(SERIES_NAMES, (_, index) => Math.sin(timeMs * (index + 1))),
      );
    }
    const { timeMs } = series.read();
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const inside = timeMs.filter((at) => at > quarter * 25_000 && at <= (quarter + 1) * 25_000);
      expect(inside.length).toBeGreaterThan(timeMs.length / 8);
    }
  });
});
