import { describe, expect, test } from "vitest";
import type { FaultInjector, RequestFault } from "../../src/faults/fault-injector.ts";
import { createGateway, type GatewayOptions } from "../../src/gateway/create-gateway.ts";
import type { GatewayAnswer, GatewayRequest } from "../../src/gateway/gateway.ts";
import type { RateLimitVerdict } from "../../src/gateway/rate-limiter.ts";
import { testWorld } from "../exchange/exchange-world.ts";

const REQUEST: GatewayRequest = {
  route: "POST /order",
  session: "key",
  signer: "0x1",
  address: "local",
  itemCount: 1,
  conditionId: null,
};
const DONE: GatewayAnswer = { status: 200, body: "done" };

function door(options: Omit<GatewayOptions, "exchange"> = {}) {
  const { exchange } = testWorld();
  const gateway = createGateway({ exchange, ...options });
  const log: unknown[] = [];
  const knock = (request: Partial<GatewayRequest> = {}, answer = DONE): void =>
    gateway.handle(
      { ...REQUEST, ...request },
      (respond) => {
        log.push("work");
        respond(answer);
      },
      (heard) => log.push(heard),
    );
  return { exchange, gateway, log, knock };
}

function faultsOf(
  fault: RequestFault | null,
): Pick<FaultInjector, "requestFault" | "clockSkewMs" | "modeEndsAtMs"> {
  return { requestFault: () => fault, clockSkewMs: () => -500, modeEndsAtMs: () => null };
}

describe("the gateway", () => {
  test("lets work through and answers with what it says", () => {
    const { knock, log } = door();
    knock();
    expect(log).toEqual(["work", DONE]);
  });

  test("shows the venue's clock with its skew", () => {
    const { gateway, exchange } = door({ faults: faultsOf(null) });
    expect(gateway.clientNowMs()).toBe(exchange.nowMs - 500);
  });

  test("asks the limits first: refused work is never done, whatever faults are planned", () => {
    const refusal = { status: 429, body: { error: "Too Many Requests" } };
    const { knock, log } = door({
      faults: faultsOf({ kind: "lose_request" }),
      rateLimits: { admit: () => ({ kind: "refuse", answer: refusal }) },
    });
    knock();
    expect(log).toEqual([refusal]);
  });

  test("keeps a throttled request until it is time, with the limit's headers on the answer", () => {
    const verdict: RateLimitVerdict = {
      kind: "delay",
      delayMs: 300,
      headers: { "Poly-RateLimit-Remaining": "3" },
    };
    const { knock, log, exchange } = door({ rateLimits: { admit: () => verdict } });
    knock();
    exchange.advanceTo(exchange.nowMs + 299);
    expect(log).toEqual([]);
    exchange.advanceTo(exchange.nowMs + 1);
    expect(log).toEqual(["work", { ...DONE, headers: verdict.headers }]);
  });

  test("charges for what was done, also when the client never hears of it", () => {
    const charged: GatewayAnswer[] = [];
    const { knock, log } = door({
      faults: faultsOf({ kind: "lose_answer" }),
      rateLimits: {
        admit: () => ({ kind: "pass", headers: {} }),
        charge: (_request, answer) => void charged.push(answer),
      },
    });
    knock();
    expect([log, charged]).toEqual([["work", null], [DONE]]);
  });

  test("hands the legs to refuse to the work", () => {
    const legs = new Map([[1, "no"]]);
    const { exchange } = testWorld();
    const gateway = createGateway({ exchange, faults: faultsOf({ kind: "refuse_legs", legs }) });
    let heard: unknown = null;
    gateway.handle(
      REQUEST,
      (_respond, refused) => {
        heard = refused;
      },
      () => {},
    );
    expect(heard).toBe(legs);
  });

  test("answers for the venue's mode before any fault does", () => {
    const { knock, log, exchange } = door({ faults: faultsOf({ kind: "lose_request" }) });
    exchange.restartEngine(5_000);
    knock();
    expect(log).toEqual([{ status: 425, body: { error: "matching engine is restarting" } }]);
  });

  test("says when post-only mode ends, in header and body", () => {
    const { knock, log, exchange } = door();
    exchange.restartEngine(5_000);
    exchange.advanceTo(exchange.nowMs + 15_000);
    knock(
      {},
      { status: 503, body: { error: "…", code: "post_only_mode", retry_after_seconds: 1 } },
    );
    expect(log).toMatchObject([
      "work",
      {
        headers: { "Retry-After": "110" },
        body: { code: "post_only_mode", retry_after_seconds: 110 },
      },
    ]);
  });
});
