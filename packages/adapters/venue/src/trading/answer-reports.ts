import type { CancelRequest, EpochMs, OrderPlacement, VenueReportOf } from "@polytraders/core";
import type { GatewayAnswer } from "../gateway/gateway.ts";
import { isRecord } from "../server/http/route-call.ts";

/** An answer, or that none will come, and when the venue gave it. */
export interface TimedAnswer {
  readonly answer: GatewayAnswer | null;
  readonly atMs: EpochMs;
}

type OrderAnswer = VenueReportOf<"order_answered">["answer"];

const ANSWERS: ReadonlyMap<string, OrderAnswer> = new Map([
  ["live", "resting"],
  ["matched", "matched"],
  ["delayed", "delayed"],
  ["unmatched", "unmatched"],
]);

/** The matching engine restarts: nobody knows what became of the request. */
const TOO_EARLY = 425;
const REQUEST_TIMEOUT = 408;

/** What the answer to a placement says of the order. */
export function orderAnswered(
  placement: Pick<OrderPlacement, "placementId" | "venueOrderId">,
  { answer, atMs }: TimedAnswer,
): VenueReportOf<"order_answered"> {
  const { placementId, venueOrderId } = placement;
  return {
    schemaVersion: 1,
    kind: "order_answered",
    exchangeTimeMs: atMs,
    placementId,
    venueOrderId,
    answer: answer === null ? "unknown" : readOrderAnswer(answer),
    venueReason: answer === null ? null : wordsOf(answer.body),
  };
}

function readOrderAnswer({ status, body }: GatewayAnswer): OrderAnswer {
  if (isRefusal(status)) return "rejected";
  if (status !== 200 || !isRecord(body)) return "unknown";
  const known = ANSWERS.get(String(body["status"]));
  if (body["success"] === true && known !== undefined) return known;
  // A refusal can come as a success without an order.
  return wordsOf(body) === null ? "unknown" : "rejected";
}

/** What became of the orders of one or several cancel requests, in their order. */
export function cancelAnswered(
  { cancelId }: Pick<CancelRequest, "cancelId">,
  parts: readonly (TimedAnswer & { readonly venueOrderIds: readonly string[] })[],
): VenueReportOf<"cancel_answered"> {
  const cancelled: string[] = [];
  const notCancelled: { venueOrderId: string; reason: string }[] = [];
  let isKnown = true;
  let exchangeTimeMs = 0;
  for (const { answer, atMs, venueOrderIds } of parts) {
    exchangeTimeMs = Math.max(exchangeTimeMs, atMs);
    if (answer !== null && isRefusal(answer.status)) {
      const reason = wordsOf(answer.body) ?? `status ${answer.status}`;
      notCancelled.push(...venueOrderIds.map((venueOrderId) => ({ venueOrderId, reason })));
    } else if (answer === null || answer.status !== 200 || !isRecord(answer.body)) {
      isKnown = false;
    } else {
      const { canceled, not_canceled: kept } = answer.body;
      if (Array.isArray(canceled)) cancelled.push(...canceled.map(String));
      if (!isRecord(kept)) continue;
      for (const [venueOrderId, reason] of Object.entries(kept)) {
        notCancelled.push({ venueOrderId, reason: String(reason) });
      }
    }
  }
  return {
    schemaVersion: 1,
    kind: "cancel_answered",
    exchangeTimeMs,
    cancelId,
    outcome: isKnown ? "answered" : "unknown",
    cancelled,
    notCancelled,
  };
}

/** The amount that a question for a balance was answered with, `null` when it was not told. */
export function balanceOf(answer: GatewayAnswer | null): number | null {
  if (answer?.status !== 200 || !isRecord(answer.body)) return null;
  const amount = Number(answer.body["balance"]);
  return Number.isSafeInteger(amount) ? amount : null;
}

/** A status that says that nothing was done. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== TOO_EARLY && status !== REQUEST_TIMEOUT;
}

/** The venue's own words, `null` when it gave none. */
function wordsOf(body: unknown): string | null {
  if (!isRecord(body)) return null;
  for (const field of ["errorMsg", "error"]) {
    const words = body[field];
    if (typeof words === "string" && words !== "") return words;
  }
  return null;
}
