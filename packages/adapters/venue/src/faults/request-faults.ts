import type { GatewayAnswer, GatewayRequest } from "../gateway/gateway.ts";
import type { ArmedFault } from "./armed-fault.ts";
import { orderAnswersChanged } from "./changed-answers.ts";
import { BOOK_ROUTES, bookAnswersChanged } from "./false-book-answers.ts";
import type { FaultContext } from "./fault-context.ts";
import type { RequestFault } from "./fault-injector.ts";
import type { FaultEntryOf } from "./fault-plan.ts";
import { isRouteAmong } from "./route-groups.ts";

const REQUEST_KINDS = [
  "http_429",
  "http_error",
  "http_500_after_accept",
  "timeout_before_accept",
  "timeout_after_accept",
  "request_delay",
  "answer_delayed",
  "answer_unmatched",
  "batch_leg_refused",
  "book_one_sided",
  "book_crossed",
] as const;
type RequestEntry = FaultEntryOf<(typeof REQUEST_KINDS)[number]>;

export function isRequestFault(
  fault: ArmedFault,
): fault is ArmedFault & { readonly entry: RequestEntry } {
  const kinds: readonly string[] = REQUEST_KINDS;
  return kinds.includes(fault.entry.kind);
}

/** What an entry does to a request it matches; `null` when it leaves it alone. */
export function requestFaultOf(
  fault: ArmedFault & { readonly entry: RequestEntry },
  request: GatewayRequest,
  context: FaultContext,
): RequestFault | null {
  const { entry } = fault;
  const happens = (): void => fault.happened(request.route);
  switch (entry.kind) {
    case "http_429":
      happens();
      return { kind: "refuse", answer: tooManyRequests(entry, context.nowMs), afterMs: 0 };
    case "http_error": {
      happens();
      const { status, text } = entry;
      return { kind: "refuse", answer: { status, body: { error: text } }, afterMs: 0 };
    }
    case "http_500_after_accept":
      return {
        kind: "replace_answer",
        change: (answer) => {
          if (!isAccepted(answer)) return answer;
          happens();
          return { status: 500, body: { error: entry.text } };
        },
      };
    case "timeout_before_accept": {
      happens();
      if (entry.answer === "none") return { kind: "lose_request" };
      const answer = { status: 500, body: { error: "order timed out" } };
      return { kind: "refuse", answer, afterMs: entry.after };
    }
    case "timeout_after_accept":
      happens();
      return { kind: "lose_answer" };
    case "request_delay": {
      happens();
      const late = (ms: number): number => (ms === 0 ? 0 : ms + fault.jitterMs(entry.jitter));
      return { kind: "delay", beforeMs: late(entry.before), afterMs: late(entry.after) };
    }
    case "answer_delayed":
      return { kind: "replace_answer", change: orderAnswersChanged("delayed", happens) };
    case "answer_unmatched":
      return { kind: "replace_answer", change: orderAnswersChanged("unmatched", happens) };
    case "batch_leg_refused":
      happens();
      return { kind: "refuse_legs", legs: drawnLegs(fault, entry, request.itemCount) };
    case "book_one_sided":
    case "book_crossed":
      return { kind: "replace_answer", change: bookAnswersChanged(fault, entry, context) };
  }
}

/** Routes an entry is about. */
export function matchesRoute(entry: RequestEntry, route: string): boolean {
  switch (entry.kind) {
    case "answer_delayed":
    case "answer_unmatched":
      return isRouteAmong(route, ["orders"]);
    case "batch_leg_refused":
      return route === "POST /orders";
    case "book_one_sided":
    case "book_crossed":
      return entry.shownBy.includes("rest") && BOOK_ROUTES.has(route);
    default:
      return isRouteAmong(route, entry.routes);
  }
}

function isAccepted({ status }: GatewayAnswer): boolean {
  return status >= 200 && status < 300;
}

function tooManyRequests(
  { retryAfter, tier }: FaultEntryOf<"http_429">,
  nowMs: number,
): GatewayAnswer {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000));
  return {
    status: 429,
    body: { error: "Too Many Requests" },
    headers: {
      "Retry-After": String(seconds),
      "Poly-RateLimit-Remaining": "0",
      "Poly-RateLimit-Reset": String(Math.ceil(nowMs / 1_000) + seconds),
      "Poly-RateLimit-Tier": tier,
    },
  };
}

/** As many positions as the entry asks for, each as likely as any other. */
function drawnLegs(
  fault: ArmedFault,
  { legs, text }: FaultEntryOf<"batch_leg_refused">,
  legCount: number,
): ReadonlyMap<number, string> {
  const positions = Array.from({ length: Math.min(legCount, 1_000) }, (_, index) => index);
  const refused = new Map<number, string>();
  while (refused.size < legs && positions.length > 0) {
    const [position] = positions.splice(Math.floor(fault.random.next() * positions.length), 1);
    if (position !== undefined) refused.set(position, text);
  }
  return refused;
}
