import { describe, expect, it } from "vitest";
import { changed, extended, linesOf, REGISTRY, SMALLEST_SPEC } from "../spec-fixture.ts";

const bounds = (fields: string): string =>
  changed("    default: 60\n    warning: 120\n    hard: 300\n", fields);

describe("parameters", () => {
  it.each([
    ["default 60, warning 120, hard 300", "    default: 60\n    warning: 120\n    hard: 300\n"],
    [
      "default 30, warning 15, hard 5, lower",
      "    default: 30\n    warning: 15\n    hard: 5\n    direction: lower\n",
    ],
    ["a default equal to its hard bound", "    default: 600\n    hard: 600\n    maximum: 600\n"],
    ["no bounds at all", "    default: 1\n"],
  ])("accepts %s", (_, fields) => {
    expect(linesOf(bounds(fields))).toEqual([]);
  });

  it.each([
    [
      "a default above its hard bound",
      "    default: 301\n    hard: 300\n",
      "bot.yaml:15:14 parameters.windowSeconds.default: SPEC_DEFAULT_BREAKS_HARD_BOUND: expected a default of at most 300, its own hard bound, found 301. Change one of the two, or state direction: lower if small values are the dangerous ones.",
    ],
    [
      "a default below its hard bound when small is dangerous",
      "    default: 4\n    hard: 5\n    direction: lower\n",
      "bot.yaml:15:14 parameters.windowSeconds.default: SPEC_DEFAULT_BREAKS_HARD_BOUND: expected a default of at least 5, its own hard bound, found 4. Change the default or the hard bound.",
    ],
    [
      "a warning beyond the hard bound",
      "    default: 60\n    warning: 301\n    hard: 300\n",
      "bot.yaml:16:14 parameters.windowSeconds.warning: SPEC_BOUNDS_OUT_OF_ORDER: expected a warning of at most the hard bound 300, found 301. Order them: default, warning, hard; or change the direction.",
    ],
    [
      "a default that already warns",
      "    default: 60\n    warning: 59\n    hard: 300\n",
      "bot.yaml:16:14 parameters.windowSeconds.warning: SPEC_BOUNDS_OUT_OF_ORDER: expected a warning beyond the default 60, which must itself be safe, found 59. Order them: default, warning, hard; or change the direction.",
    ],
    [
      "a default below the minimum",
      "    default: 4\n    minimum: 5\n",
      "bot.yaml:15:14 parameters.windowSeconds.default: SPEC_DEFAULT_OUT_OF_RANGE: expected at least the minimum 5, found 4. Change default or the range.",
    ],
    [
      "a minimum above the maximum",
      "    default: 4\n    minimum: 5\n    maximum: 3\n",
      "bot.yaml:16:14 parameters.windowSeconds.minimum: SPEC_BOUNDS_OUT_OF_ORDER: expected a minimum of at most the maximum 3, found 5. Swap or correct the two.",
    ],
  ])("refuses %s", (_, fields, line) => {
    expect(linesOf(bounds(fields))).toEqual([line]);
  });

  it("refuses an alias that another parameter answers to", () => {
    const text = changed(
      "output:",
      "  meanSeconds: { type: integer, default: 1, description: Mean., aliases: [windowSeconds] }\noutput:",
    );
    expect(linesOf(text)).toEqual([
      'bot.yaml:19:75 parameters.meanSeconds.aliases[0]: SPEC_NAME_TAKEN: expected an alias of its own, found "windowSeconds", which windowSeconds already answers to. Remove or rename one of the two.',
    ]);
  });
});

describe("identity", () => {
  it.each([
    [
      "an id of another layer",
      changed("id: intel.spread_watch", "id: risk.spread_watch"),
      'bot.yaml:3:7 identity.id: SPEC_ID_LAYER_MISMATCH: expected an id that begins with "intel.", the prefix of layer intelligence, found "risk.spread_watch". Change the prefix or the layer.',
    ],
    [
      "an authority of another layer",
      changed("authority: observe", "authority: trade"),
      "bot.yaml:6:14 identity.authority: SPEC_AUTHORITY_NOT_ALLOWED: expected observe, the authority of layer intelligence, found trade. Change the authority or the layer.",
    ],
    [
      "a port beyond the authority",
      changed("  consumes:", "  ports: [clock, intents]\n  consumes:"),
      "bot.yaml:9:18 inputs.ports[1]: SPEC_PORT_NOT_GRANTED: expected a port that authority observe grants: clock, random, log, timers, ownOrders, found intents. Remove it.",
    ],
    [
      "a default mode that the bot does not support",
      changed("  authority: observe", "  authority: observe\n  defaultMode: enforced"),
      "bot.yaml:7:16 identity.defaultMode: SPEC_MODE_UNSUPPORTED: expected one of the bot's modes off, shadow, advisory, found enforced. Add the mode to operationalProfile.modes or choose another default.",
    ],
    [
      "order intents from an observer",
      changed("output:", "output:\n  emitsOrderIntents: true"),
      "bot.yaml:20:22 output.emitsOrderIntents: SPEC_OUTPUT_NOT_ALLOWED: expected no order intents from a bot with authority observe, found order intents. Only authority trade allows it.",
    ],
  ])("refuses %s", (_, text, line) => {
    expect(linesOf(text)).toEqual([line]);
  });

  it("refuses a guard that cannot refuse", () => {
    const guard = SMALLEST_SPEC.replace("intel.", "risk.")
      .replace("layer: intelligence", "layer: risk")
      .replace("authority: observe", "authority: vote")
      .replaceAll("INTEL_", "RISK_")
      .replace(
        "output:",
        "decisionLogic:\n  { approve: null, reshapeRequired: null, reject: null, warningOnly: null }\noutput:\n  votes: [APPROVE]",
      );
    expect(linesOf(guard)).toEqual([
      "bot.yaml:20:51 decisionLogic.reject: SPEC_REJECT_PATH_MISSING: expected when this guard refuses, found null. Describe the condition and name its reason codes.",
      "bot.yaml:22:10 output.votes: SPEC_REJECT_PATH_MISSING: expected REJECT among the votes of a guard, found APPROVE. Add REJECT to output.votes.",
    ]);
  });

  it("refuses a consumed signal whose payload nobody declares", () => {
    const text = changed(
      "    - { topic: order_book, isRequired: true }",
      "    - { topic: signal, kind: market_halt, isRequired: false }",
    );
    expect(linesOf(text)).toEqual([
      'bot.yaml:10:30 inputs.consumes[0].kind: SPEC_PAYLOAD_UNKNOWN: expected a signal kind of a known spec, or a payload beside it, found "market_halt". Validate together with the emitter\'s spec, or declare payload here.',
    ]);
  });
});

describe("reason codes", () => {
  const bare = changed(
    "    severity: INFO\n    meaning: A spread was published.\n    action: None.\n    userMessage: The spread is as stated.\n",
    "    when: Always.\n",
  );

  it("accepts a registered code without text, and any code with its full text", () => {
    expect(linesOf(bare, REGISTRY)).toEqual([]);
    expect(linesOf(SMALLEST_SPEC, { schemaVersion: 1, codes: {} })).toEqual([]);
  });

  it.each([
    [
      "an unregistered code without text",
      bare.replace("INTEL_SPREAD_PUBLISHED", "INTEL_SPREAD_PUBLISH"),
      'bot.yaml:27:3 reasonCodes.INTEL_SPREAD_PUBLISH: SPEC_REASON_CODE_UNREGISTERED: expected a registered code, or severity, meaning, action and userMessage beside it, found INTEL_SPREAD_PUBLISH without severity, meaning, action, userMessage. Did you mean "INTEL_SPREAD_PUBLISHED"? Otherwise add severity, meaning, action, userMessage.',
    ],
    [
      "a registered code in other words",
      changed("meaning: A spread was published.", "meaning: The spread is wide."),
      'bot.yaml:29:14 reasonCodes.INTEL_SPREAD_PUBLISHED.meaning: SPEC_REASON_CODE_REWORDED: expected "A spread was published.", as registered, found "The spread is wide.". Leave the text out, or use another code if another meaning is wanted.',
    ],
    [
      "a code of another layer",
      SMALLEST_SPEC.replace("INTEL_SPREAD", "RISK_SPREAD"),
      "bot.yaml:27:3 reasonCodes.RISK_SPREAD_PUBLISHED: SPEC_REASON_CODE_LAYER_MISMATCH: expected a code that begins with INTEL_, the prefix of layer intelligence, found RISK_SPREAD_PUBLISHED. Use a code of the bot's own layer.",
    ],
  ])("refuses %s", (_, text, line) => {
    expect(linesOf(text, REGISTRY)).toEqual([line]);
  });
});

describe("references", () => {
  const gate = (measurement: object): string =>
    extended({
      promotionGates: [
        {
          id: "gate",
          from: "demo_wired",
          to: "shadow_ready",
          description: "A gate.",
          measurement,
          threshold: { comparator: "at_least", value: 1, unit: "envelopes" },
          window: { amount: 24, unit: "hours" },
        },
      ],
    });

  it.each([
    [
      "a metric",
      { measure: "metric", metric: "spread_total", statistic: "total" },
      'promotionGates[0].measurement.metric: SPEC_REFERENCE_UNKNOWN: expected the name of a declared metric, found "spread_total". Did you mean "spreads_total"?',
    ],
    [
      "a reason code",
      { measure: "reason_code", reasonCode: "INTEL_SPREAD_PUBLISH", statistic: "count" },
      'promotionGates[0].measurement.reasonCode: SPEC_REFERENCE_UNKNOWN: expected the name of a declared reason code, found "INTEL_SPREAD_PUBLISH". Did you mean "INTEL_SPREAD_PUBLISHED"?',
    ],
    [
      "a field of the payload",
      { measure: "signal", kind: "spread", field: "payload.sample", statistic: "last" },
      'promotionGates[0].measurement.field: SPEC_REFERENCE_UNKNOWN: expected the name of a field of the payload, found "sample". Did you mean "samples"?',
    ],
    [
      "a signal",
      { measure: "signal", kind: "spreads", field: "value", statistic: "last" },
      'promotionGates[0].measurement.kind: SPEC_REFERENCE_UNKNOWN: expected the name of an emitted signal, found "spreads". Did you mean "spread"?',
    ],
  ])("refuses a gate on %s that is not declared", (_, measurement, end) => {
    const lines = linesOf(gate(measurement));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(end);
  });

  it("refuses a gate that skips a step", () => {
    const text = gate({ measure: "envelopes" }).replace("to: shadow_ready", "to: production_live");
    expect(linesOf(text)[0]).toContain(
      "expected shadow_ready, the step after demo_wired, found production_live",
    );
  });
});
