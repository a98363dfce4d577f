import { formatPrice, formatShares, type ReportEnvelope } from "@polytraders/core";
import { z } from "zod";
import { payloadText } from "../report/payload-text.ts";

const terms = z.looseObject({
  side: z.enum(["BUY", "SELL"]),
  price: z.int(),
  size: z.int(),
  timeInForce: z.string().optional(),
  isPostOnly: z.boolean().optional(),
});
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
  filledSize: z.int(),
  remainingSize: z.int(),
  venueReason: z.string().nullable(),
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
    case "runtime":
      return payloadText(payload);
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
  const { orderId, status, filledSize, remainingSize, venueReason } = data;
  const sizes = `${formatShares(filledSize)} filled, ${formatShares(remainingSize)} left`;
  const reason = venueReason === null ? "" : ` (the venue: ${venueReason})`;
  return `noted that order ${orderId} is ${status.replaceAll("_", " ")}: ${sizes}${reason}`;
}

function inWords({ side, price, size, timeInForce, isPostOnly }: Terms): string {
  const verb = side === "BUY" ? "buy" : "sell";
  const manner = [timeInForce, isPostOnly === true ? "post-only" : undefined].filter(
    (word) => word !== undefined,
  );
  const how = manner.length === 0 ? "" : ` (${manner.join(", ")})`;
  return `${verb} ${formatShares(size)} shares at ${formatPrice(price)}${how}`;
}
