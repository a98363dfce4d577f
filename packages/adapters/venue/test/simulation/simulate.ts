import { reproductionCommand } from "../../src/faults/reproduction-command.ts";
import { SimulationRun } from "./simulation-run.ts";
import type { Step } from "./step.ts";

export const STEPS = 500;

const CHECKPOINT_EVERY = 50;

/** What a run came to. */
export interface SimulationResult {
  readonly hash: string;
  readonly eventCount: number;
  /** What happened how often, by a few words. */
  readonly happened: ReadonlyMap<string, number>;
  /** Faults that were injected, by kind. */
  readonly faults: ReadonlyMap<string, number>;
}

/** A run in which something did not hold. */
export class SimulationFailure extends Error {
  override readonly name = "SimulationFailure";
}

/**
 * Runs one seed's script under its faults, checking all the time.
 *
 * @param watch - called after each step, may throw
 * @throws SimulationFailure with the command that runs it again
 */
export function simulate(
  seed: number,
  steps = STEPS,
  watch: (run: SimulationRun) => void = () => undefined,
): SimulationResult {
  let taken = 0;
  let last: Step | null = null;
  try {
    const run = new SimulationRun(seed);
    while (taken < steps) {
      taken += 1;
      last = run.next();
      run.take(last);
      watch(run);
      if (taken % CHECKPOINT_EVERY === 0) run.check();
    }
    last = null;
    run.end();
    return resultOf(run);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const place = last === null ? "the end" : `step ${taken}, ${JSON.stringify(last)}`;
    throw new SimulationFailure(
      `Seed ${seed}: ${what}\n  at ${place}\n  Run it again: ${commandFor(seed, steps)}`,
      { cause: error },
    );
  }
}

function resultOf({ venue, happened }: SimulationRun): SimulationResult {
  const faults = new Map<string, number>();
  for (const { kind } of venue.faults.injected()) faults.set(kind, (faults.get(kind) ?? 0) + 1);
  const { exchange } = venue;
  return { hash: exchange.stateHash(), eventCount: exchange.eventCount, happened, faults };
}

function commandFor(seed: number, steps: number): string {
  return reproductionCommand({
    command:
      "node_modules/.bin/node --conditions=@polytraders/source packages/adapters/venue/test/simulation/run-seed.ts",
    seed,
    faultsFile: null,
    ...(steps === STEPS ? {} : { options: { steps } }),
  });
}
