import { z } from "@polytraders/core";
import { durationSchema, momentSchema, positiveDurationSchema } from "./duration.ts";

/** Where a fault acts. */
export type FaultSurface =
  /** Each frame of the market channel. */
  | "feed"
  /** Each request at the gateway. */
  | "request"
  /** Each event of the user channel. */
  | "user_channel"
  /** Each trade on its way to the chain. */
  | "settlement"
  /** The venue itself, at a planned time. */
  | "time";

const names = (what: string) =>
  z
    .union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(1_000)], {
      error: () => `${what}, or a list of them`,
    })
    .transform((written) => (typeof written === "string" ? [written] : written));

const market = names("a slug, condition id or token id")
  .describe("Slug, condition id, token id or event slug, or a list of them. Default: every market.")
  .exactOptional();
const session = names("an API key, or the address of a signer or wallet")
  .describe("API key, signer's or wallet's address, or a list of them. Default: everybody.")
  .exactOptional();

const always = {
  from: momentSchema.describe("Not before: a time after the start, or an ISO instant.").prefault(0),
  until: momentSchema.describe("Not at or after this. Default: for ever.").exactOptional(),
  probability: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("Chance that it happens when it could, above 0 and at most 1."),
  count: z.int().min(1).max(1_000_000).describe("At most so many times.").exactOptional(),
};

const asked = {
  ...always,
  every: durationSchema.describe("At least this long between two of them.").exactOptional(),
};
const timed = {
  ...always,
  every: positiveDurationSchema
    .describe("again and again, this long from one start to the next; once without it.")
    .exactOptional(),
};

/** Conditions by what they may name besides time, chance and number. */
export const CONDITIONS = {
  asked: z
    .strictObject({ ...asked })
    .meta({ id: "asked" })
    .prefault({}),
  askedByMarket: z
    .strictObject({ ...asked, market })
    .meta({ id: "askedByMarket" })
    .prefault({}),
  askedBySession: z
    .strictObject({ ...asked, session })
    .meta({ id: "askedBySession" })
    .prefault({}),
  askedByBoth: z
    .strictObject({ ...asked, market, session })
    .meta({ id: "askedByBoth" })
    .prefault({}),
  timed: z
    .strictObject({ ...timed })
    .meta({ id: "timed" })
    .prefault({}),
  timedByMarket: z
    .strictObject({ ...timed, market })
    .meta({ id: "timedByMarket" })
    .prefault({}),
  timedBySession: z
    .strictObject({ ...timed, session })
    .meta({ id: "timedBySession" })
    .prefault({}),
  timedByBoth: z
    .strictObject({ ...timed, market, session })
    .meta({ id: "timedByBoth" })
    .prefault({}),
} as const;

/** Name of one fault, for its own stream of random numbers and for the list of what was injected. */
const faultName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/, "lower-case letters, digits, hyphens and underscores")
  .max(80)
  .describe("Name in the list of injected faults. Default: the kind, numbered from the second on.")
  .exactOptional();

/** One kind of the grammar: its form, where it acts and what it does. */
export function faultKind<
  const Kind extends string,
  Condition extends z.ZodType,
  const Options extends z.core.$ZodLooseShape,
>(
  kind: Kind,
  row: {
    readonly surface: FaultSurface;
    readonly description: string;
    readonly when: Condition;
    readonly options: Options;
    /** A valid entry, YAML. */
    readonly example: string;
  },
) {
  const schema = z
    .strictObject({
      kind: z.literal(kind),
      name: faultName,
      when: row.when,
      ...row.options,
    })
    .meta({ id: kind, description: row.description });
  return { kind, surface: row.surface, description: row.description, example: row.example, schema };
}
