import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONTRACTS, VALIDATORS, type ContractName } from "../../src/contracts/contracts.ts";
import { contractJsonSchema } from "../../src/contracts/json-schema.ts";
import { invalidValues, validValues, type JsonSchema } from "./json-schema-arbitrary.ts";

// Object.keys forgets the key type; the keys are exactly the contract names.
const names = Object.keys(CONTRACTS) as ContractName[];

/** The object schemas of a contract: itself, or each member of a union. */
function membersOf(name: ContractName): readonly JsonSchema[] {
  const schema: JsonSchema = JSON.parse(contractJsonSchema(name));
  return schema.oneOf ?? [schema];
}

function propertiesOf(schema: JsonSchema): readonly [string, JsonSchema][] {
  return Object.entries(schema.properties ?? {});
}

/** Runs `check` on valid objects of each member of a contract. */
function forValid(
  name: ContractName,
  check: (value: Record<string, unknown>, schema: JsonSchema) => void,
): void {
  for (const schema of membersOf(name)) {
    const values = validValues(schema) as fc.Arbitrary<Record<string, unknown>>;
    fc.assert(
      fc.property(values, (value) => check(value, schema)),
      { numRuns: 25 },
    );
  }
}

describe.each(names)("%s", (name) => {
  it("accepts what its published schema describes, unchanged", () => {
    forValid(name, (value) => {
      expect(VALIDATORS[name].parse(value)).toEqual({ ok: true, value });
    });
  });

  it("refuses a wrong value in any one field and names the field", () => {
    forValid(name, (value, schema) => {
      for (const [key, field] of propertiesOf(schema)) {
        for (const wrong of invalidValues(field)) {
          const result = VALIDATORS[name].parse({ ...value, [key]: wrong });
          if (result.ok) expect.fail(`${key}: ${String(wrong)} was accepted`);
          expect(result.issues.map((issue) => issue.field.split(/[.[]/)[0])).toEqual([key]);
        }
      }
    });
  });

  it("refuses an object that lacks a field or has one too many", () => {
    forValid(name, (value, schema) => {
      for (const key of schema.required ?? []) {
        const { [key]: _, ...rest } = value;
        expect({ without: key, ok: VALIDATORS[name].parse(rest).ok }).toMatchObject({ ok: false });
      }
      expect(VALIDATORS[name].parse({ ...value, surplus: 1 }).ok).toBe(false);
    });
  });

  it("carries its version and describes every field", () => {
    for (const schema of membersOf(name)) {
      expect(schema.properties?.["schemaVersion"]?.const).toBe(1);
      expect(schema.additionalProperties).toBe(false);
      for (const [key, field] of propertiesOf(schema)) {
        // A member of a union is named by its constant; everything else is explained.
        const meaning = "const" in field ? String(field.const) : field.description;
        expect({ key, meaning }).toEqual({ key, meaning: expect.stringMatching(/./) });
      }
    }
  });

  it("has camelCase names that say epoch milliseconds where they are times", () => {
    for (const schema of membersOf(name)) {
      for (const [key] of propertiesOf(schema)) {
        expect(key).toMatch(/^[a-z][a-zA-Z0-9]*$/);
        expect(key).not.toMatch(/(At|Time|time)$/);
      }
    }
  });
});

it("keeps the fields of an envelope, which recorded runs depend on", () => {
  expect(Object.keys(CONTRACTS.ReportEnvelope.shape)).toEqual([
    "schemaVersion",
    "sequence",
    "eventSequence",
    "correlationId",
    "botId",
    "botVersion",
    "configVersion",
    "mode",
    "marketId",
    "kind",
    "reasonCode",
    "severity",
    "timeMs",
    "exchangeTimeMs",
    "signal",
    "value",
    "confidence",
    "decision",
    "payload",
    "observed",
    "warnings",
  ]);
});

describe("any value", () => {
  it("is answered with a result, never with an exception", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, value) => {
        const result = VALIDATORS[name].parse(value);
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
      }),
    );
  });

  it("cannot smuggle in a prototype", () => {
    const health: unknown = JSON.parse(`{
      "schemaVersion": 1, "botId": "b", "botVersion": "1.0.0", "mode": "off", "status": "healthy",
      "heartbeatAgeMs": 0, "errorRatePct": 0, "decisionsLastMinute": 0, "queueLength": 0,
      "droppedInputs": 0, "staleInputs": [], "unavailableDependencies": [], "timeMs": 0,
      "details": { "__proto__": 1, "kept": 2 }
    }`);
    const result = VALIDATORS.BotHealth.parse(health);
    if (!result.ok) expect.fail("refused");
    expect(Object.keys(result.value.details)).toEqual(["kept"]);
  });

  it("has the path of a nested fault", () => {
    const result = VALIDATORS.BookDelta.parse({
      schemaVersion: 1,
      marketId: "0xabc",
      marketIndex: 0,
      tokenId: "1",
      isFullBook: false,
      changes: [
        { side: "bid", price: 5_000, size: 0 },
        { side: "ask", price: 0.51, size: 1 },
      ],
      exchangeTimeMs: 0,
      timeMs: 0,
      eventSequence: 0,
    });
    expect(result).toMatchObject({ ok: false, issues: [{ field: "changes[1].price" }] });
  });
});
