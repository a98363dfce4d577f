import {
  defineBot,
  defineContract,
  publish,
  z,
  type BotContract,
  type BotDefinition,
  type LoadedBot,
} from "@polytraders/core";

/** Types of the contracts below: an observer with one signal, written by hand. */
interface Types<K extends string> {
  authority: "observe";
  parameters: Record<string, never>;
  reasonCode: "INTEL_BENCHMARK_PUBLISHED";
  emits: { readonly [Kind in K]: { readonly spread: number } };
  consumes: object;
}

function contractOf<K extends string>(name: string, kind: K): BotContract<Types<K>> {
  const payload = z.strictObject({ spread: z.int() });
  return defineContract<Types<K>>({
    manifest: {
      schemaVersion: 1,
      botId: `intel.${name}`,
      number: null,
      name,
      purpose: "Measures what the framework costs.",
      version: "1.0.0",
      contractVersion: "1.0.0",
      specHash: "none",
      coreRange: "*",
      layer: "intelligence",
      authority: "observe",
      aliases: [],
      modes: ["off", "shadow", "advisory"],
      defaultMode: "advisory",
      consumes: [{ topic: "order_book", kind: null, isRequired: true, ageMsMax: 2_000 }],
      emits: [{ contract: "SignalEnvelope", kind, unit: "usd" }],
      ports: ["clock"],
      requires: [],
      parameters: {},
      reasonCodes: {
        INTEL_BENCHMARK_PUBLISHED: {
          severity: "INFO",
          meaning: "A benchmark published a value.",
          action: "None.",
          userMessage: "A benchmark published a value.",
        },
      },
      metrics: [],
      callTimeoutMs: 100,
      queueCapacity: 1_024,
      deduplicationWindowMs: 0,
      idempotencyKey: ["marketId", "timeMs"],
      stateTtlMs: 0,
      docsScore: 0,
    },
    parametersSchema: z.strictObject({}),
    // The mapped type of one kind is this object.
    emitsSchemas: { [kind]: payload } as never,
    consumesSchemas: {},
  });
}

/** A bot as the runtime takes it, without a file. */
export function loaded(definition: BotDefinition): LoadedBot {
  const { manifest } = definition.contract;
  return { definition, manifest, reference: manifest.botId, file: manifest.botId };
}

/** Reads the best prices at each frame and never publishes. */
export function silentBot(number: number): BotDefinition {
  const contract = contractOf(`silent_${number}`, `silent_${number}`);
  return defineBot(contract, () => ({
    perMarket: () => {
      let sum = 0;
      return {
        decide: () => {
          sum += 1;
          return sum < 0 ? publishNothing() : null;
        },
      };
    },
  })) as BotDefinition;
}

function publishNothing(): never {
  throw new RangeError("a count below zero");
}

/** Publishes the middle and the spread at each frame. */
export function publishingBot(number: number): BotDefinition {
  const kind = `publishing_${number}`;
  return defineBot(contractOf(kind, kind), () => ({
    perMarket: ({ book }) => ({
      decide: () =>
        publish(kind, "INTEL_BENCHMARK_PUBLISHED", book.midUsd() ?? 0, 1, {
          spread: book.spread() ?? 0,
        }) as never,
    }),
  })) as BotDefinition;
}

/** State per market: publishes the middle whenever it has moved. */
export function midTracker(): BotDefinition {
  const kind = "mid_moved";
  return defineBot(contractOf("mid_tracker", kind), () => ({
    perMarket: ({ book }) => {
      let before = 0;
      return {
        decide: () => {
          const mid = book.midUsd() ?? 0;
          if (mid === before) return null;
          before = mid;
          return publish(kind, "INTEL_BENCHMARK_PUBLISHED", mid, 1, {
            spread: book.spread() ?? 0,
          });
        },
      };
    },
  })) as BotDefinition;
}

/** No state: publishes the spread when it is wider than two cents. */
export function spreadWatcher(): BotDefinition {
  const kind = "spread_wide";
  return defineBot(contractOf("spread_watcher", kind), () => ({
    decide: ({ book }) => {
      const spread = book.spread() ?? 0;
      if (spread <= 200) return null;
      return publish(kind, "INTEL_BENCHMARK_PUBLISHED", spread / 10_000, 1, { spread });
    },
  })) as BotDefinition;
}
