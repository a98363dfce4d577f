import { expect, test } from "vitest";
import { faultPlanSchema } from "../../src/faults/fault-plan.ts";
import type { GatewayAnswer } from "../../src/gateway/gateway.ts";
import { signedOrders } from "./order-encoding.ts";
import { drawFaultDocument, drawFaults } from "./simulated-faults.ts";
import { SimulationRun } from "./simulation-run.ts";
import type { Step } from "./step.ts";
import { WireRun } from "./wire-run.ts";

const STEPS = 300;
/** The first has no faults; the others have those of requests, settlement and time, each kind once. */
const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);
const CHECKPOINT_EVERY = 50;

/** Runs a seed's script of signed orders in process, keeping its steps and the hashes on the way. */
function inProcess(run: SimulationRun): { readonly steps: Step[]; readonly hashes: string[] } {
  const steps: Step[] = [];
  const hashes: string[] = [];
  while (steps.length < STEPS) {
    const step = run.next();
    run.take(step);
    steps.push(step);
    if (steps.length % CHECKPOINT_EVERY === 0) hashes.push(run.venue.exchange.stateHash());
  }
  return { steps, hashes };
}

/** Takes the steps over the wire and compares states on the way and every answer. */
async function expectSame(parts: {
  readonly run: SimulationRun;
  readonly wire: WireRun;
  readonly steps: readonly Step[];
  readonly hashes: readonly string[];
}): Promise<void> {
  const { run, wire, steps, hashes } = parts;
  const wireHashes: string[] = [];
  for (const [index, step] of steps.entries()) {
    await wire.take(step);
    if ((index + 1) % CHECKPOINT_EVERY === 0) wireHashes.push(await wire.stateHash());
  }
  await wire.end(run.answers);
  expect(wireHashes).toEqual(hashes);
  expect(wire.answers.map(heard)).toEqual(run.answers.map(heard));
  expect(run.happened.get("trade") ?? 0).toBeGreaterThan(0);
}

/** As the wire would carry it: headers aside. */
function heard(answer: GatewayAnswer | null | undefined): unknown {
  if (answer === null || answer === undefined) return "nothing";
  const body: unknown = JSON.parse(JSON.stringify(answer.body));
  return { status: answer.status, body };
}

test.each(SEEDS)(
  "the same script in process and over HTTP ends in the same state, seed %i",
  async (seed) => {
    const faults = drawFaults(seed, ({ surface }) =>
      ["request", "settlement", "time"].includes(surface),
    );
    const run = new SimulationRun(seed, ({ exchange }) => signedOrders(exchange), faults);
    const { steps, hashes } = inProcess(run);
    const wire = await WireRun.start(seed, faults);
    await expectSame({ run, wire, steps, hashes });
  },
);

test.each([1, 2, 3])(
  "faults that come over the control port are the same, seed %i",
  async (seed) => {
    const document = drawFaultDocument(seed, ({ surface }) => surface === "request");
    if (document === undefined) throw new Error("expected faults");
    const run = new SimulationRun(seed, ({ exchange }) => signedOrders(exchange), undefined);
    run.venue.faults.install(faultPlanSchema.parse(document), "replace");
    const { steps, hashes } = inProcess(run);
    const wire = await WireRun.start(seed, undefined);
    await wire.installFaults(document);
    await expectSame({ run, wire, steps, hashes });
    expect(wire.venue.faults.injected()).toEqual(run.venue.faults.injected());
    expect(run.venue.faults.injectedCount).toBeGreaterThan(0);
  },
);

test("unsigned orders in process end in the state of signed ones", () => {
  const hashes = [undefined, signedOrders].map((encode) => {
    const run =
      encode === undefined
        ? new SimulationRun(5)
        : new SimulationRun(5, ({ exchange }) => encode(exchange));
    inProcess(run);
    return run.venue.exchange.stateHash();
  });
  expect(hashes[0]).toBe(hashes[1]);
});
