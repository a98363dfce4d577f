import type { CandidateResult, CaseResult, RoundResult, Target } from "./benchmark.ts";
import { median } from "./statistics.ts";

/** Operations per second of wall time. */
export function wallRate({ operations, wallMs }: RoundResult): number {
  return operations / (wallMs / 1_000);
}

/** Operations per second of the process's user time; NaN where the work was done elsewhere. */
export function userRate({ operations, userMs, wallMs }: RoundResult): number {
  return userMs < wallMs * 0.02 ? Number.NaN : operations / (userMs / 1_000);
}

/** Rate of one candidate over another's, round by round. */
export function ratios(
  own: CandidateResult | undefined,
  peer: CandidateResult | undefined,
  rate: (round: RoundResult) => number = wallRate,
): number[] {
  const peerRounds = peer?.rounds ?? [];
  return (own?.rounds ?? []).slice(0, peerRounds.length).flatMap((round, index) => {
    const other = peerRounds[index];
    return other === undefined ? [] : [rate(round) / rate(other)];
  });
}

/** The candidate of a label, in the case whose title begins so. */
export function candidateOf(
  results: readonly CaseResult[],
  title: string,
  label: string,
): CandidateResult | undefined {
  return results
    .find((result) => result.case.title.startsWith(title))
    ?.candidates.find((candidate) => candidate.label === label);
}

/** A case as a Markdown table. */
export function caseTable(result: CaseResult): string {
  const { title, unit, note } = result.case;
  const head = `### ${title}\n`;
  if (!result.agrees) return `${head}\n**Not timed: results differ.** ${result.disagreement}\n`;
  const [base] = result.candidates;
  const names = figureNames(result);
  const columns = [
    "candidate",
    `${unit}/s (range)`,
    `${unit}/s of user time`,
    "ratio (range)",
    "ratio by user time",
    "RSS MB",
    ...names,
  ];
  const rows = result.candidates.map((candidate) => {
    const { rounds } = candidate;
    const own = ratios(candidate, base);
    return [
      candidate.label,
      `${amount(median(rounds.map(wallRate)))} (${range(rounds.map(wallRate), amount)})`,
      amount(median(rounds.map(userRate))),
      `${short(median(own))} (${range(own, short)})`,
      short(median(ratios(candidate, base, userRate))),
      String(Math.round(median(rounds.map(({ residentMb }) => residentMb)))),
      ...names.map((name) =>
        short(median(rounds.map(({ figures }) => figures?.[name] ?? Number.NaN))),
      ),
    ];
  });
  return `${head}\n${table(columns, rows)}${note === undefined ? "" : `\n${note}\n`}`;
}

/** Verdicts on targets as a Markdown table. */
export function targetTable(targets: readonly Target[], results: readonly CaseResult[]): string {
  const rows = targets.map((target) => {
    const values = target.values(results);
    const sign = target.isHigherBetter ? "≥" : "≤";
    return [
      target.what,
      values.length === 0
        ? "not measured"
        : `**${amount(median(values))}** (${range(values, amount)}) ${target.unit}`,
      `${sign} ${amount(target.first)}`,
      `${sign} ${amount(target.goal)}`,
      verdict(target, results),
    ];
  });
  return table(["what", "measured (range)", "first", "after that", "verdict"], rows);
}

/** Whether the median reaches the target. */
export function verdict(
  target: Target,
  results: readonly CaseResult[],
): "reached" | "first reached" | "missed" | "not measured" {
  const values = target.values(results);
  if (values.length === 0) return "not measured";
  const found = median(values);
  const reaches = (bound: number): boolean =>
    target.isHigherBetter ? found >= bound : found <= bound;
  if (reaches(target.goal)) return "reached";
  return reaches(target.first) ? "first reached" : "missed";
}

function figureNames(result: CaseResult): string[] {
  const names = result.candidates.flatMap(({ rounds }) => Object.keys(rounds[0]?.figures ?? {}));
  return [...new Set(names)];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const rule = columns.map((_, index) => (index === 0 ? "---" : "---:"));
  return line(columns) + line(rule) + rows.map(line).join("");
}

function range(values: readonly number[], write: (value: number) => string): string {
  return values.length === 0 ? "-" : `${write(Math.min(...values))}..${write(Math.max(...values))}`;
}

function short(value: number): string {
  if (Number.isNaN(value)) return "-";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function amount(value: number): string {
  if (value >= 1e6) return `${short(value / 1e6)} M`;
  return value >= 1e4 ? `${short(value / 1e3)} k` : short(value);
}
