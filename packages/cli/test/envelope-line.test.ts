import type { ReportEnvelope } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EnvelopeLines } from "../src/run/envelope-line.ts";

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const envelopes: fc.Arbitrary<ReportEnvelope> = fc.record({
  schemaVersion: fc.constant(1 as const),
  sequence: fc.integer({ min: 1 }),
  eventSequence: fc.integer({ min: 1 }),
  correlationId: fc.string({ minLength: 1 }),
  botId: fc.constantFrom("intel.first", "intel.second"),
  botVersion: fc.constant("0.1.0"),
  configVersion: fc.constant("abc"),
  mode: fc.constantFrom("shadow" as const, "advisory" as const),
  marketId: fc.constantFrom("0xabc", 'quote"and\\slash', "naïve"),
  kind: fc.constant("signal" as const),
  reasonCode: fc.constantFrom("INTEL_ONE", "INTEL_TWO"),
  severity: fc.constant("INFO" as const),
  timeMs: fc.nat(),
  exchangeTimeMs: fc.nat(),
  signal: fc.constant("kind"),
  value: fc.option(number),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  decision: fc.constant(null),
  payload: fc.dictionary(
    fc.string(),
    fc.jsonValue().filter((value) => !Object.is(value, -0)),
  ),
  observed: fc.option(
    fc.record({
      bestBidPrice: fc.nat(10_000),
      bestBidSize: fc.nat(),
      bestAskPrice: fc.nat(10_000),
      bestAskSize: fc.nat(),
    }),
  ),
  warnings: fc.constant(["too low"]),
});

describe("EnvelopeLines", () => {
  it("gives, line after line, JSON that reads back as the envelope", () => {
    fc.assert(
      fc.property(fc.array(envelopes, { maxLength: 20 }), (series) => {
        const lines = new EnvelopeLines();
        for (const envelope of series) {
          const line = lines.lineOf(envelope);
          expect(line).not.toContain("\n");
          expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(envelope)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
