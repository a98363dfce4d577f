import { z } from "@polytraders/core";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNIT_MS;

const DURATION_MS_MAX = 366 * UNIT_MS.d;
const FORM = "a duration such as 250ms, 30s, 5m, 2h or a number of milliseconds, up to 366d";

/** Milliseconds of a duration as a plan writes it, NaN when it is none. */
function durationMsOf(text: string): number {
  const match = /^([+-]?)([0-9]{1,9}(?:\.[0-9]{1,6})?)(ms|s|m|h|d)$/.exec(text);
  if (match === null) return Number.NaN;
  const [, sign, amount, unit] = match;
  const ms = Math.round(Number(amount) * (isUnit(unit) ? UNIT_MS[unit] : Number.NaN));
  return sign === "-" ? -ms : ms;
}

function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && text in UNIT_MS;
}

function duration(id: string, msMin: number, msMax: number, pattern: RegExp, form: string) {
  return z
    .union([z.int().min(msMin).max(msMax), z.string().regex(pattern, form)], { error: () => form })
    .meta({ id })
    .transform((written, context) => {
      const ms = typeof written === "number" ? written : durationMsOf(written);
      if (ms >= msMin && ms <= msMax) return ms;
      context.addIssue({ code: "custom", message: form });
      return z.NEVER;
    });
}

/** `0` or more: `250ms`, `30s`, `5m`, `2h`, `1d` or a number of milliseconds. */
export const durationSchema = duration(
  "duration",
  0,
  DURATION_MS_MAX,
  /^[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$/,
  FORM,
);

/** More than nothing. */
export const positiveDurationSchema = duration(
  "positiveDuration",
  1,
  DURATION_MS_MAX,
  /^[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$/,
  `${FORM}, more than 0`,
);

/** Forward or, with a minus, back. */
export const signedDurationSchema = duration(
  "signedDuration",
  -DURATION_MS_MAX,
  DURATION_MS_MAX,
  /^[+-]?[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$/,
  `${FORM}, with a minus for the past`,
);

/** A moment: so long after the plan was installed, or an instant of the venue's clock. */
export type Moment =
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "at"; readonly epochMs: number };

const MOMENT_FORM =
  "a time after the start such as 30s or 5m, or an instant such as 2026-11-20T12:00:00Z";

export const momentSchema = z
  .union(
    [
      z.int().min(0).max(DURATION_MS_MAX).describe("Milliseconds after the start."),
      z
        .string()
        .regex(/^[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$/, MOMENT_FORM)
        .describe("A duration after the start."),
      z.iso.datetime({ offset: true }).describe("An instant, ISO 8601."),
    ],
    { error: () => MOMENT_FORM },
  )
  .meta({ id: "moment" })
  .transform((written): Moment => {
    if (typeof written === "number") return { kind: "after", ms: written };
    const ms = durationMsOf(written);
    return Number.isNaN(ms) ? { kind: "at", epochMs: Date.parse(written) } : { kind: "after", ms };
  });

/** The moment on the venue's clock. */
export function epochMsOf(moment: Moment, installedAtMs: number): number {
  return moment.kind === "at" ? moment.epochMs : installedAtMs + moment.ms;
}
