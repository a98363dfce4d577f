import { parseArgs } from "node:util";
import { listOf } from "./counts.ts";
import { simulate, SimulationFailure, STEPS } from "./simulate.ts";

/** Runs one seed of the simulation: `run-seed.ts --seed 7 [--steps 500]`. */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: String(STEPS) },
  },
});

try {
  const { hash, eventCount, happened, faults } = simulate(
    Number(values.seed),
    Number(values.steps),
  );
  process.stdout.write(
    `Seed ${values.seed}: ${values.steps} steps, ${eventCount} events, state ${hash}\n` +
      `  happened: ${listOf(happened)}\n  faults: ${listOf(faults)}\n`,
  );
} catch (error) {
  if (!(error instanceof SimulationFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
