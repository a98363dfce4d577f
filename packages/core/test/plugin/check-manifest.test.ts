import { buildManifest, buildParameter, buildReasonCode } from "@polytraders/testkit";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  AUTHORITIES,
  checkManifest,
  CORE_VERSION,
  GRANTS,
  LAYER_AUTHORITIES,
  LAYER_PREFIX,
  LAYERS,
  PolytradersError,
  PORT_NAMES,
  z,
  type BotManifest,
} from "../../src/index.ts";

const PLACE = { file: "some/bot.ts" };

function refusalOf(overrides: object): PolytradersError | undefined {
  const manifest: BotManifest = { ...buildManifest(), ...overrides };
  try {
    checkManifest(manifest, PLACE);
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  return undefined;
}

describe("the host's version", () => {
  it("is that of its package", () => {
    const text = readFileSync(join(import.meta.dirname, "../../package.json"), "utf8");
    const parsed: unknown = JSON.parse(text);
    expect(z.object({ version: z.string() }).parse(parsed).version).toBe(CORE_VERSION);
  });

  it.each(["^99.0.0", "<0.0.1", "not a range", "=0.0.0"])(
    "does not serve a bot for %s",
    (coreRange) => {
      expect(refusalOf({ coreRange })?.code).toBe("BOT_HOST_VERSION_UNSUPPORTED");
    },
  );

  it.each(["*", `^${CORE_VERSION}`, CORE_VERSION, ">=0.0.0"])(
    "serves a bot for %s",
    (coreRange) => {
      expect(refusalOf({ coreRange })).toBeUndefined();
    },
  );
});

describe("a manifest", () => {
  it.each<[field: string, value: unknown]>([
    ["schemaVersion", 2],
    ["botId", "intel.Upper"],
    ["botId", "intel."],
    ["botId", "unknown.bot"],
    ["botId", "risk.wrong_layer"],
    ["name", ""],
    ["version", "1.0"],
    ["layer", "kitchen"],
    ["authority", "everything"],
    ["modes", []],
    ["modes", ["loud"]],
    ["ports", ["wallet"]],
    ["parameters", { p: { ...buildParameter({ default: 1 }), direction: "sideways" } }],
    ["parameters", { p: { ...buildParameter({ default: 1 }), default: null } }],
    ["reasonCodes", { lower_case: buildReasonCode() }],
    ["reasonCodes", { INTEL_FINE: { ...buildReasonCode(), severity: "LOUD" } }],
    ["callTimeoutMs", 0],
    ["callTimeoutMs", Number.NaN],
    ["queueCapacity", 1.5],
    ["deduplicationWindowMs", -1],
    ["stateTtlMs", -1],
    ["docsScore", 28],
    ["consumes", [{ topic: "weather", kind: null, isRequired: false, ageMsMax: null }]],
    ["consumes", [{ topic: "trade", kind: null, isRequired: false, ageMsMax: 0 }]],
    ["emits", [{ contract: "Money", kind: null, unit: null }]],
    ["somethingElse", 1],
  ])("is refused with a wrong %s: %j", (field, value) => {
    const refusal = refusalOf({ [field]: value });
    expect(refusal?.code).toBe("BOT_MANIFEST_INVALID");
    expect(refusal?.message).toContain("some/bot.ts");
  });

  it("names the field that is wrong, down to the last step", () => {
    const parameters = { p: { ...buildParameter({ default: 1 }), unit: 7 } };
    expect(refusalOf({ parameters })?.detail.place?.field).toBe("manifest.parameters.p.unit");
  });

  it("may have exactly the authorities of its layer", () => {
    for (const layer of LAYERS) {
      for (const authority of AUTHORITIES) {
        const botId = `${LAYER_PREFIX[layer]}.bot`;
        const expected = LAYER_AUTHORITIES[layer].includes(authority)
          ? undefined
          : "BOT_AUTHORITY_NOT_ALLOWED";
        expect(refusalOf({ layer, authority, botId })?.code).toBe(expected);
      }
    }
  });

  it("may emit votes and intents only with the authority for them", () => {
    for (const [contract, authority] of [
      ["RiskVote", "vote"],
      ["OrderIntent", "trade"],
    ] as const) {
      const emits = [{ contract, kind: null, unit: null }];
      expect(refusalOf({ emits })?.code).toBe("BOT_OUTPUT_NOT_ALLOWED");
      expect(refusalOf(buildManifest({ authority, emits }))).toBeUndefined();
    }
  });

  it("may ask only for ports that its authority grants", () => {
    for (const authority of AUTHORITIES) {
      const granted: readonly string[] = GRANTS[authority];
      for (const port of PORT_NAMES) {
        const expected = granted.includes(port) ? undefined : "BOT_PORT_NOT_GRANTED";
        expect(refusalOf(buildManifest({ authority, ports: [port] }))?.code).toBe(expected);
      }
    }
  });

  it("names a kind for signals, and for nothing else", () => {
    const input = { isRequired: false, ageMsMax: null };
    for (const consumes of [
      [{ ...input, topic: "signal", kind: null }],
      [{ ...input, topic: "trade", kind: "depth" }],
    ]) {
      expect(refusalOf({ consumes })?.code).toBe("BOT_INPUT_UNKNOWN");
    }
  });

  it("has a default mode that it supports", () => {
    expect(refusalOf({ modes: ["off", "shadow"], defaultMode: "enforced" })?.code).toBe(
      "BOT_MODE_UNSUPPORTED",
    );
  });
});
