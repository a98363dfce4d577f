import type { LoadedSpec } from "../read/loaded-spec.ts";
import type { SpecProblem } from "../problem.ts";

/**
 * Finds each cycle of requirements among the given specs and names its path once.
 *
 * @param judged - files in which problems are wanted; a cycle through one of them is reported there
 */
export function checkRequiresCycles(
  specs: readonly LoadedSpec[],
  judged: ReadonlySet<string>,
): SpecProblem[] {
  const byId = new Map<string, LoadedSpec>();
  for (const spec of specs) {
    const id = spec.draft.identity?.id;
    if (id !== undefined) byId.set(id, spec);
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const id of [...byId.keys()].toSorted()) visit(id, [], byId, done, cycles);
  return cycles.flatMap((cycle) => cycleProblems(cycle, byId, judged));
}

function visit(
  id: string,
  path: readonly string[],
  byId: ReadonlyMap<string, LoadedSpec>,
  done: Set<string>,
  cycles: string[][],
): void {
  const start = path.indexOf(id);
  if (start !== -1) {
    cycles.push(path.slice(start));
    return;
  }
  const spec = byId.get(id);
  if (spec === undefined || done.has(id)) return;
  for (const { botId } of spec.draft.dependencies?.requires ?? [])
    visit(botId, [...path, id], byId, done, cycles);
  done.add(id);
}

/** One problem, at a requirement of the first judged bot of the cycle. */
function cycleProblems(
  cycle: readonly string[],
  byId: ReadonlyMap<string, LoadedSpec>,
  judged: ReadonlySet<string>,
): SpecProblem[] {
  for (const [at, id] of cycle.entries()) {
    const spec = byId.get(id);
    if (spec === undefined || !judged.has(spec.document.file)) continue;
    const path = [...cycle.slice(at), ...cycle.slice(0, at), id];
    const requires = spec.draft.dependencies?.requires ?? [];
    const index = requires.findIndex(({ botId }) => botId === path[1]);
    return [
      spec.document.problemAt("SPEC_REQUIRES_CYCLE", ["dependencies", "requires", index, "botId"], {
        expected: "requirements without a cycle",
        found: path.join(" -> "),
        hint: "Remove one of these requirements, or make it a consumed signal that is not required.",
      }),
    ];
  }
  return [];
}
