import type { Exchange } from "../exchange/exchange.ts";
import type { Refusal } from "../exchange/order-request.ts";
import { REFUSALS } from "../exchange/refusals.ts";
import type { FaultInjector, RequestFault } from "../faults/fault-injector.ts";
import { isRouteAmong } from "../faults/route-groups.ts";
import type { Gateway, GatewayAnswer, GatewayRequest, Respond, RouteHandler } from "./gateway.ts";
import type { RateLimiter } from "./rate-limiter.ts";

export interface GatewayOptions {
  readonly exchange: Exchange;
  readonly faults?: Pick<FaultInjector, "requestFault" | "clockSkewMs" | "modeEndsAtMs">;
  /** No limits without it. */
  readonly rateLimits?: RateLimiter;
}

/** A request on its way. */
interface Passage {
  readonly request: GatewayRequest;
  readonly handler: RouteHandler;
  readonly respond: Respond;
}

const NO_LEGS: ReadonlyMap<number, string> = new Map();

/** The door: limits, then the venue's mode, then faults, then the work. */
export function createGateway({ exchange, faults, rateLimits }: GatewayOptions): Gateway {
  const door = new Door(exchange, faults, rateLimits);
  return {
    handle: (request, handler, respond) => door.handle(request, handler, respond),
    clientNowMs: () => exchange.nowMs + (faults?.clockSkewMs() ?? 0),
  };
}

class Door {
  readonly #exchange: Exchange;
  readonly #faults: GatewayOptions["faults"];
  readonly #rateLimits: RateLimiter | undefined;

  constructor(
    exchange: Exchange,
    faults: GatewayOptions["faults"],
    rateLimits: RateLimiter | undefined,
  ) {
    this.#exchange = exchange;
    this.#faults = faults;
    this.#rateLimits = rateLimits;
  }

  handle(request: GatewayRequest, handler: RouteHandler, respond: Respond): void {
    const verdict = this.#rateLimits?.admit(request, this.#exchange.nowMs);
    if (verdict === undefined) return this.#admit({ request, handler, respond });
    if (verdict.kind === "refuse") return respond(verdict.answer);
    const { headers } = verdict;
    const passage: Passage = {
      request,
      handler,
      respond: (answer) => respond(answer === null ? null : withHeaders(answer, headers)),
    };
    this.#after(verdict.kind === "delay" ? verdict.delayMs : 0, () => this.#admit(passage));
  }

  #admit(passage: Passage): void {
    const refusal = this.#modeRefusal(passage.request);
    if (refusal !== null) return passage.respond(refusal);
    const fault = this.#faults?.requestFault(passage.request) ?? null;
    if (fault === null) this.#work(passage);
    else this.#applyFault(fault, passage);
  }

  #applyFault(fault: RequestFault, passage: Passage): void {
    const { respond } = passage;
    switch (fault.kind) {
      case "refuse":
        return this.#after(fault.afterMs, () => respond(fault.answer));
      case "lose_request":
        return respond(null);
      case "lose_answer":
        return this.#work({ ...passage, respond: () => respond(null) });
      case "replace_answer": {
        const changed: Respond = (answer) => respond(answer === null ? null : fault.change(answer));
        return this.#work({ ...passage, respond: changed });
      }
      case "refuse_legs":
        return this.#work(passage, fault.legs);
      case "delay": {
        const late: Respond = (answer) => this.#after(fault.afterMs, () => respond(answer));
        return this.#after(fault.beforeMs, () => this.#work({ ...passage, respond: late }));
      }
    }
  }

  #work({ request, handler, respond }: Passage, refusedLegs = NO_LEGS): void {
    // The mode may have changed while the request was late.
    const refusal = this.#modeRefusal(request);
    if (refusal !== null) return respond(refusal);
    handler((answer) => {
      this.#rateLimits?.charge?.(request, answer, this.#exchange.nowMs);
      respond(this.#withModeEnd(answer));
    }, refusedLegs);
  }

  #modeRefusal({ route }: GatewayRequest): GatewayAnswer | null {
    const refusal = modeRefusal(this.#exchange.mode, route);
    if (refusal === null) return null;
    const { httpStatus: status, text } = refusal;
    return this.#withModeEnd({ status, body: { error: text } });
  }

  /** Tells how long the mode lasts; of one that a fault has set only the fault knows. */
  #withModeEnd(answer: GatewayAnswer): GatewayAnswer {
    const endsAtMs = this.#faults?.modeEndsAtMs() ?? this.#exchange.modeEndsAtMs;
    if (answer.status !== 503 || endsAtMs === null) return answer;
    const seconds = Math.max(1, Math.ceil((endsAtMs - this.#exchange.nowMs) / 1_000));
    const { body } = answer;
    const isPostOnly = typeof body === "object" && body !== null && "retry_after_seconds" in body;
    return {
      ...withHeaders(answer, { "Retry-After": String(seconds) }),
      body: isPostOnly ? { ...body, retry_after_seconds: seconds } : body,
    };
  }

  #after(delayMs: number, run: () => void): void {
    if (delayMs <= 0) run();
    else this.#exchange.schedule(this.#exchange.nowMs + delayMs, run);
  }
}

/** Why a mode lets no request of this route through; post-only orders are told by the exchange. */
function modeRefusal(mode: Exchange["mode"], route: string): Refusal | null {
  if (!isRouteAmong(route, ["trading"])) return null;
  if (mode === "restarting") return REFUSALS.engineRestarting;
  if (mode === "disabled") return REFUSALS.tradingDisabled;
  return mode === "cancel_only" && isRouteAmong(route, ["orders"]) ? REFUSALS.cancelOnly : null;
}

function withHeaders(
  answer: GatewayAnswer,
  headers: Readonly<Record<string, string>>,
): GatewayAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
