import { expect, it } from "vitest";
import { changed, linesOf, SMALLEST_SPEC } from "../spec-fixture.ts";

it("accepts the smallest spec, as YAML and as JSON", () => {
  expect(linesOf(SMALLEST_SPEC)).toEqual([]);
  const json = JSON.stringify({
    schemaVersion: 1,
    identity: { id: "intel.a", name: "A", layer: "intelligence", authority: "observe" },
    purpose: "Watches.",
    inputs: { consumes: [{ topic: "trade", isRequired: true }] },
    output: { signals: { a: { unit: "usd", description: "A.", payload: {} } } },
    reasonCodes: {
      INTEL_A: { severity: "INFO", meaning: "A.", action: "None.", userMessage: "A." },
    },
  });
  expect(linesOf(json)).toEqual([]);
});

it.each([
  [
    "an unknown key, with the nearest known name",
    changed("    unit: seconds", "    unite: seconds"),
    'bot.yaml:14:5 parameters.windowSeconds.unite: SPEC_KEY_UNKNOWN: expected a known name, found "unite". Did you mean "unit"?',
  ],
  [
    "snake case where camel case is known",
    changed("schemaVersion: 1", "schemaVersion: 1\npromotion_gates: []"),
    'bot.yaml:2:1 promotion_gates: SPEC_KEY_UNKNOWN: expected a known name, found "promotion_gates". Did you mean "promotionGates"?',
  ],
  [
    "an unknown key inside a choice of forms",
    changed(
      "{ topic: order_book, isRequired: true }",
      "{ topic: order_book, isRequired: true, ageMaxMs: 5 }",
    ),
    'bot.yaml:10:46 inputs.consumes[0].ageMaxMs: SPEC_KEY_UNKNOWN: expected a known name, found "ageMaxMs". Did you mean "ageMsMax"?',
  ],
  [
    "a key that resembles nothing",
    changed("  name: SpreadWatch", "  name: SpreadWatch\n  zzzzzzzzzz: 1"),
    'bot.yaml:5:3 identity.zzzzzzzzzz: SPEC_KEY_UNKNOWN: expected a known name, found "zzzzzzzzzz". Known here: id, number, name, aliases, layer, botClass, authority, status, specStage, phase, capital, runsBefore, runsAfter, appliesTo, defaultMode, userVisibility, owner.',
  ],
  [
    "a missing field, at its parent",
    changed("  name: SpreadWatch\n", ""),
    "bot.yaml:3:3 identity.name: SPEC_FIELD_MISSING: expected text, found nothing. Add name.",
  ],
  [
    "a value outside of a list",
    changed("  layer: intelligence", "  layer: inteligence"),
    'bot.yaml:5:10 identity.layer: SPEC_FIELD_INVALID: expected one of discovery, intelligence, strategy, risk, execution, security, governance, found "inteligence". Did you mean "intelligence"?',
  ],
  [
    "an unknown form",
    changed("{ topic: order_book, isRequired: true }", "{ topic: orderbook, isRequired: true }"),
    'bot.yaml:10:16 inputs.consumes[0].topic: SPEC_FIELD_INVALID: expected one of order_book, trade, market_status, heartbeat, order_update, fill, order_intent, signal, found "orderbook". Did you mean "order_book"?',
  ],
  [
    "text where a number belongs",
    changed("    default: 60", "    default: sixty"),
    'bot.yaml:15:14 parameters.windowSeconds.default: SPEC_FIELD_INVALID: expected a number, found "sixty". Correct the value.',
  ],
  [
    "a fraction where a whole number belongs",
    changed("    default: 60", "    default: 60.5"),
    "bot.yaml:15:14 parameters.windowSeconds.default: SPEC_FIELD_INVALID: expected a whole number, found 60.5. Correct the value.",
  ],
  [
    "a badly formed bot id",
    changed("id: intel.spread_watch", "id: SpreadWatch"),
    'bot.yaml:3:7 identity.id: SPEC_FIELD_INVALID: expected a bot id: layer prefix, dot, snake case, such as intel.liquidity_decay_monitor, found "SpreadWatch". Correct the value.',
  ],
  [
    "a badly formed parameter name",
    changed("  windowSeconds:", "  window_seconds:"),
    'bot.yaml:12:3 parameters.window_seconds: SPEC_FIELD_INVALID: expected a name in camel case, unit last, such as windowSeconds, found "window_seconds". Rename the entry.',
  ],
  [
    "a badly formed reason code",
    changed("  INTEL_SPREAD_PUBLISHED:", "  spread published:"),
    'bot.yaml:27:3 reasonCodes.spread published: SPEC_FIELD_INVALID: expected a reason code: INTEL_, DISC_, STRAT_, RISK_, EXEC_, SEC_ or GOV_ and upper snake case, found "spread published". Rename the entry.',
  ],
  [
    "an empty text",
    changed("purpose: Watches the spread.", 'purpose: ""'),
    "bot.yaml:7:10 purpose: SPEC_FIELD_INVALID: expected text that is not empty, found empty text. Correct the value.",
  ],
  [
    "an empty list",
    changed("  consumes:\n    - { topic: order_book, isRequired: true }", "  consumes: []"),
    "bot.yaml:9:13 inputs.consumes: SPEC_FIELD_INVALID: expected at least 1 entry, found an empty list. Correct the value.",
  ],
  [
    "a mode that YAML reads as text of its own",
    changed("purpose:", "operationalProfile: { modes: [off, shadows] }\npurpose:"),
    'bot.yaml:7:36 operationalProfile.modes[1]: SPEC_FIELD_INVALID: expected one of off, shadow, advisory, enforced, quarantine, found "shadows". Did you mean "shadow"?',
  ],
  [
    "a parameter that stands twice",
    changed(
      "output:",
      "  windowSeconds: { type: boolean, default: true, description: Again. }\noutput:",
    ),
    'bot.yaml:19:3: SPEC_KEY_DUPLICATE: expected each name once, found "windowSeconds" a second time. Remove or rename one of the two.',
  ],
  [
    "text with a colon that needs quotes",
    changed("purpose: Watches the spread.", "purpose: Watches: the spread."),
    'bot.yaml:7:10: SPEC_SYNTAX: expected valid YAML or JSON, found Nested mappings are not allowed in compact mappings. Put a text that contains ": " in quotes.',
  ],
])("names %s", (_, text, line) => {
  expect(linesOf(text)).toEqual([line]);
});

it("says what an empty file lacks", () => {
  expect(linesOf("")).toEqual([
    "bot.yaml:1:1: SPEC_FIELD_INVALID: expected a mapping of names to values, found null. Correct the value.",
  ]);
});

it("reports problems of shape and of meaning at once, by position", () => {
  const text = changed(
    "  authority: observe",
    "  authority: trade\n  colour: blue",
    changed("    default: 60", "    default: 301", changed("  layer: intelligence", "  layer: 3")),
  ).replace("type: counter", "type: gauge");
  expect(linesOf(text).map((line) => line.split(": ")[0] + " " + line.split(": ")[1])).toEqual([
    "bot.yaml:5:10 identity.layer SPEC_FIELD_INVALID",
    "bot.yaml:7:3 identity.colour SPEC_KEY_UNKNOWN",
    "bot.yaml:16:14 parameters.windowSeconds.default SPEC_DEFAULT_BREAKS_HARD_BOUND",
    "bot.yaml:17:14 parameters.windowSeconds.warning SPEC_BOUNDS_OUT_OF_ORDER",
    "bot.yaml:35:20 metrics.emitted.spreads_total.observes SPEC_FIELD_MISSING",
  ]);
});
