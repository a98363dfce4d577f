import { parseDecimal, PolytradersError, z } from "@polytraders/core";
import { SPEED_MAX } from "../exchange-pacer.ts";

const integer = z.number().int();

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "0x and 40 hexadecimal digits")
  .transform((text) => text.toLowerCase());

const fundingSchema = z.object({
  address,
  /** Key that trades with the wallet, where the wallet is not the key's own address. */
  owner: address.optional(),
  pusd: z
    .union([z.number(), z.string()])
    .transform((pusd) => parseDecimal(decimalText(pusd), 6))
    .refine((micro) => micro > 0 && micro <= 1e15, "dollars above 0, at most 1e9, six decimals"),
});

const clockSchema = z
  .object({
    advanceMs: integer.nonnegative().optional(),
    setMs: integer.nonnegative().optional(),
    speed: z
      .number()
      .min(0)
      .max(SPEED_MAX, `a speed from 0 (stands still) to ${SPEED_MAX}`)
      .optional(),
  })
  .refine(
    ({ advanceMs, setMs, speed }) =>
      (advanceMs ?? setMs ?? speed) !== undefined &&
      (advanceMs === undefined || setMs === undefined),
    "advanceMs or setMs, speed, or both",
  );

const payout = z.union([
  z.number(),
  z
    .string()
    .regex(/^[0-9.]+$/)
    .transform(Number),
]);

const resolutionSchema = z
  .object({
    conditionId: z.string().min(1),
    payouts: z.tuple([payout, payout]).transform(payoutUnits),
  })
  .refine(
    ({ payouts: [first, second] }) =>
      first >= 0 && second >= 0 && Number.isInteger(first) && first + second === 10_000,
    "two payouts that sum to 1, such as [1, 0] or [0.5, 0.5]",
  );

/** Money for a wallet, and whose wallet it is. */
export function readFunding(body: unknown): {
  readonly address: string;
  readonly amountMicroUsd: number;
  readonly owner: string | undefined;
} {
  const { address: wallet, pusd, owner } = read(fundingSchema, body);
  return { address: wallet, amountMicroUsd: pusd, owner };
}

export function readClockCommand(body: unknown): z.output<typeof clockSchema> {
  return read(clockSchema, body);
}

/** Payouts in price units per token. Accepts dollars (1, 0.5), price units and millionths. */
export function readResolution(body: unknown): z.output<typeof resolutionSchema> {
  return read(resolutionSchema, withCamelCaseKeys(body));
}

/** Levels that any command goes down to, and a few. */
const DEPTH_MAX = 12;

/** The same JSON with every key in camel case: both spellings are taken. What lies too deep is left out. */
export function withCamelCaseKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.map((item) => withCamelCaseKeys(item, depth + 1));
  const entries = Object.entries(value).map(([key, held]): [string, unknown] => [
    key.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    withCamelCaseKeys(held, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function payoutUnits([first, second]: readonly [number, number]): [number, number] {
  const sum = first + second;
  const scale = sum === 10_000 ? 1 : sum === 1_000_000 ? 0.01 : 10_000;
  return [Math.round(first * scale * 1e6) / 1e6, Math.round(second * scale * 1e6) / 1e6];
}

/** A number as plain decimal digits; small ones would otherwise be written with an exponent. */
function decimalText(value: number | string): string {
  if (typeof value === "string") return value;
  return value < 1e-3 ? value.toFixed(6) : String(value);
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    expected: issue?.message ?? "another shape",
    found: "something else",
    place: { field: issue?.path.map(String).join(".") ?? "" },
  });
}
