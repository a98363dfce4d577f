import { formatDecimal } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import type { PlacementAnswer, Refusal } from "../../exchange/order-request.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import type { VenueSession } from "../../gateway/sessions.ts";
import { admitOrder, type Admission, type AdmissionPorts } from "../../signing/admit-order.ts";
import type { FunderBook } from "../account/funder-book.ts";
import { INVALID_PAYLOAD, ok, refused } from "../http/answers.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route, RouteSubject } from "../http/route.ts";
import type { OrderReadAhead } from "./order-read-ahead.ts";

/** Most orders in one batch. */
const BATCH_MAX = 15;

/** What happened to one order, in the venue's form. */
interface OrderAnswer {
  readonly success: boolean;
  readonly errorMsg: string;
  readonly orderID: string;
  readonly takingAmount: string;
  readonly makingAmount: string;
  readonly status: string;
  readonly tradeIDs?: readonly string[];
}

/** Modes of the whole venue: of a batch, such a leg is refused under `success: true`. */
const REFUSED_AS_SUCCESS = new Set<string>(["post_only_mode", "cancel_only", "trading_disabled"]);

export interface PostingPorts extends AdmissionPorts {
  readonly exchange: Exchange;
  readonly funders: FunderBook;
  /** Checks signatures before an order's turn. */
  readonly readAhead?: OrderReadAhead;
  /** How a posted body becomes an order; by its signature unless it is told otherwise. */
  readonly admit?: (body: unknown, session: VenueSession) => Admission;
}

/** `POST /order` and `POST /orders`. */
export function postingRoutes(ports: PostingPorts): readonly Route[] {
  const { readAhead } = ports;
  const prepare =
    readAhead === undefined
      ? {}
      : {
          prepare: ({ json }: RouteCall, ready: () => void) => readAhead.read(legsOf(json), ready),
        };
  return [
    {
      method: "POST",
      path: "/order",
      auth: "trading key",
      ...prepare,
      subject: (call) => ({ conditionId: conditionOf(call.json, ports) }),
      work: (call, session) => (respond) => {
        placeOne(call.json, session, ports, (answer) => {
          respond(answer.isAccepted ? ok(acceptance(answer)) : refusalAnswer(answer.refusal));
        });
      },
    },
    {
      method: "POST",
      path: "/orders",
      auth: "trading key",
      ...prepare,
      subject: (call) => batchSubject(call, ports),
      work: (call, session) => (respond, refusedLegs) => {
        placeBatch(call.json, session, { ports, refusedLegs, respond });
      },
    },
  ];
}

function placeOne(
  body: unknown,
  session: VenueSession,
  ports: PostingPorts,
  respond: (answer: PlacementAnswer) => void,
): void {
  const admission = ports.admit?.(body, session) ?? admitOrder(body, session, ports);
  if (!admission.isAdmitted) respond({ isAccepted: false, refusal: admission.refusal });
  else {
    ports.funders.learn(session.signer, admission.request.account);
    ports.exchange.place(admission.request, respond);
  }
}

/** Orders of a body; none of a batch that is refused anyway. */
function legsOf(body: unknown): readonly unknown[] {
  if (!Array.isArray(body)) return [body];
  return body.length > BATCH_MAX ? [] : body;
}

interface BatchPlacement {
  readonly ports: PostingPorts;
  readonly refusedLegs: ReadonlyMap<number, string>;
  readonly respond: (answer: GatewayAnswer) => void;
}

/** Places the legs in order; answers when each has its result. */
function placeBatch(body: unknown, session: VenueSession, batch: BatchPlacement): void {
  const { ports, refusedLegs, respond } = batch;
  if (!Array.isArray(body) || body.length === 0) return respond(INVALID_PAYLOAD);
  if (body.length > BATCH_MAX) {
    const text = `Too many orders in payload: ${body.length}, max allowed: ${BATCH_MAX}`;
    return respond(refused(400, text));
  }
  const legs: unknown[] = body;
  const results: OrderAnswer[] = [];
  let open = legs.length;
  const finish = (index: number, result: OrderAnswer): void => {
    results[index] = result;
    open -= 1;
    if (open === 0) respond(ok(results));
  };
  for (const [index, leg] of legs.entries()) {
    const text = refusedLegs.get(index);
    if (text !== undefined) finish(index, refusedLeg(text, true));
    else {
      placeOne(leg, session, ports, (answer) => {
        finish(index, answer.isAccepted ? acceptance(answer) : legOf(answer.refusal));
      });
    }
  }
}

function acceptance(answer: Extract<PlacementAnswer, { readonly isAccepted: true }>): OrderAnswer {
  const { orderId, status, makingAmount, takingAmount, tradeIds } = answer;
  const base = {
    success: true,
    errorMsg: "",
    orderID: orderId,
    takingAmount: amountOf(takingAmount),
    makingAmount: amountOf(makingAmount),
    status,
  };
  return tradeIds.length === 0 ? base : { ...base, tradeIDs: tradeIds };
}

/** Human decimals; empty when nothing was matched. */
function amountOf(baseUnits: number): string {
  return baseUnits === 0 ? "" : formatDecimal(baseUnits, 6);
}

function legOf(refusal: Refusal): OrderAnswer {
  return refusedLeg(refusal.text, REFUSED_AS_SUCCESS.has(refusal.code));
}

function refusedLeg(errorMsg: string, success: boolean): OrderAnswer {
  return { success, errorMsg, orderID: "", takingAmount: "", makingAmount: "", status: "" };
}

function refusalAnswer(refusal: Refusal): GatewayAnswer {
  const { httpStatus, text, code } = refusal;
  if (code !== "post_only_mode") return refused(httpStatus, text);
  const seconds = refusal.retryAfterSeconds ?? 1;
  return {
    status: httpStatus,
    headers: { "Retry-After": String(seconds) },
    body: { error: text, code, retry_after_seconds: seconds },
  };
}

function batchSubject(call: RouteCall, ports: PostingPorts): RouteSubject {
  const body = call.json;
  if (!Array.isArray(body)) return {};
  const legs: unknown[] = body;
  return { itemCount: Math.max(1, legs.length), conditionId: conditionOf(legs[0], ports) };
}

function conditionOf(posted: unknown, { exchange }: PostingPorts): string | null {
  if (!isRecord(posted) || !isRecord(posted["order"])) return null;
  const tokenId = posted["order"]["tokenId"];
  if (typeof tokenId !== "string") return null;
  return exchange.marketOfToken(tokenId)?.terms.conditionId ?? null;
}
