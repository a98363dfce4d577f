import { formatPrice, formatShares, type ReportEnvelope } from "@polytraders/core";
import { z } from "zod";
import { payloadText } from "../report/payload-text.ts";

const amounts = z.looseObject({
  price: z.int(),
  size: z.int(),
  timeInForce: z.string().optional(),
  isPostOnly: z.boolean().optional(),
});
const terms = amounts.extend({ side: z.enum(["BUY", "SELL"]) });
type Terms = z.infer<typeof terms>;

const decisionPayload = z.looseObject({
  botId: z.string(),
  outcome: z.enum(["approved", "refused", "recorded"]),
  decidedBy: z.string(),
  found: z.string().nullable(),
  orderId: z.string().nullable(),
  requested: terms.nullable(),
  granted: terms.nullable(),
});
const fillPayload = z.looseObject({
  orderId: z.string(),
  side: z.enum(["BUY", "SELL"]),
  price: z.int(),
  size: z.int(),
  role: z.string(),
  settlement: z.string(),
});
const updatePayload = z.looseObject({
  orderId: z.string(),
  status: z.string(),
  originalSize: z.int(),
  filledSize: z.int(),
  venueReason: z.string().nullable(),
});
const planPayload = z.looseObject({
  orderId: z.string(),
  steps: z.array(z.looseObject({ action: z.string() })),
  answers: z.array(
    z.looseObject({ botId: z.string(), outcome: z.string(), reasonCode: z.string() }),
  ),
});
const cancelPayload = z.looseObject({
  cancelId: z.string(),
  originId: z.string(),
  orderId: z.string().nullable(),
});

/** The way of an order in plain words, step by step; `undefined` for envelopes that are no step of it. */
export function orderWords({ kind, payload }: ReportEnvelope): string | undefined {
  switch (kind) {
    case "order_intent":
      return wanted(payload);
    case "risk_decision":
      return decided(payload);
    case "fill":
      return filled(payload);
    case "order_update":
      return updated(payload);
    case "execution_plan":
      return planned(payload);
    case "runtime":
      return cancelled(payload) ?? payloadText(payload);
    default:
      return undefined;
  }
}

function wanted(payload: unknown): string {
  const { data } = terms.safeParse(payload);
  return data === undefined ? "wanted an order that cannot be read" : `wants to ${inWords(data)}`;
}

function decided(payload: unknown): string {
  const { data } = decisionPayload.safeParse(payload);
  if (data === undefined) return "decided about an intent";
  const { botId, outcome, decidedBy, found, orderId, requested, granted } = data;
  const wish = requested === null ? "an order" : `to ${inWords(requested)}`;
  if (outcome === "refused") {
    const because = found === null ? "" : ` (${found})`;
    return `refused the wish of ${botId} ${wish}: ${decidedBy} said no${because}`;
  }
  const given = granted === null ? "" : ` and let it ${inWords(granted)}`;
  return outcome === "approved"
    ? `approved the wish of ${botId} ${wish}${given}, as order ${orderId ?? "-"}`
    : `would have approved the wish of ${botId} ${wish}, but its mode sends nothing`;
}

function filled(payload: unknown): string {
  const { data } = fillPayload.safeParse(payload);
  if (data === undefined) return "noted a fill";
  const verb = data.side === "BUY" ? "bought" : "sold";
  const what = `${formatShares(data.size)} shares at ${formatPrice(data.price)}`;
  return `noted that order ${data.orderId} ${verb} ${what} as ${data.role}, settlement ${data.settlement}`;
}

function updated(payload: unknown): string {
  const { data } = updatePayload.safeParse(payload);
  if (data === undefined) return "noted a change of an order";
  const { orderId, status, originalSize, filledSize, venueReason } = data;
  const sizes = `${formatShares(filledSize)} of ${formatShares(originalSize)} shares filled`;
  const reason = venueReason === null ? "" : ` (the venue: ${venueReason})`;
  return `noted that order ${orderId} is ${status.replaceAll("_", " ")}: ${sizes}${reason}`;
}

function planned(payload: unknown): string {
  const { data } = planPayload.safeParse(payload);
  if (data === undefined) return "made a plan";
  const steps = data.steps.map((step) => {
    const { data: order } = amounts.safeParse(step);
    return order === undefined ? step.action : `${step.action} ${shortly(order)}`;
  });
  const answers = data.answers.map(({ botId, outcome, reasonCode }) =>
    outcome === "proceed" ? `${botId} ${reasonCode}` : `${botId} ${outcome}: ${reasonCode}`,
  );
  const what = steps.length === 0 ? "sends nothing" : steps.join(", then ");
  return `planned order ${data.orderId}: ${what}. Asked were ${answers.join("; ")}`;
}

function cancelled(payload: unknown): string | undefined {
  const { data } = cancelPayload.safeParse(payload);
  if (data === undefined) return undefined;
  const what = data.orderId === null ? "every order in its scope" : `order ${data.orderId}`;
  return `let ${data.originId} take back ${what}`;
}

function shortly({ price, size, timeInForce, isPostOnly }: z.infer<typeof amounts>): string {
  const how = [timeInForce, isPostOnly === true ? "post-only" : ""].filter(Boolean).join(", ");
  return `${formatShares(size)} shares at ${formatPrice(price)} (${how})`;
}

function inWords({ side, price, size, timeInForce, isPostOnly }: Terms): string {
  const verb = side === "BUY" ? "buy" : "sell";
  const manner = [timeInForce, isPostOnly === true ? "post-only" : undefined].filter(
    (word) => word !== undefined,
  );
  const how = manner.length === 0 ? "" : ` (${manner.join(", ")})`;
  return `${verb} ${formatShares(size)} shares at ${formatPrice(price)}${how}`;
}
