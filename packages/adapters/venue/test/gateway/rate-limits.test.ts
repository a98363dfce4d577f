import { describe, expect, it } from "vitest";
import type { GatewayRequest } from "../../src/gateway/gateway.ts";
import { createRateLimiter } from "../../src/gateway/rate-limits.ts";

const START_MS = 1_795_216_270_000;

const base: GatewayRequest = {
  route: "GET /book",
  session: null,
  signer: null,
  address: "10.0.0.1",
  itemCount: 1,
  conditionId: null,
};

const order: GatewayRequest = { ...base, route: "POST /order", session: "key", signer: "0xa" };

describe("limits by address", () => {
  it("put off what exceeds a window to the next one, then refuse", () => {
    const limiter = createRateLimiter();
    const kinds = new Map<string, number>();
    for (let asked = 0; asked < 4_000; asked += 1) {
      const verdict = limiter.admit(base, START_MS + 1);
      kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
      if (verdict.kind === "delay") expect(verdict.delayMs).toBe(9_999);
    }
    expect(Object.fromEntries(kinds)).toEqual({ pass: 1_500, delay: 1_500, refuse: 1_000 });
    // What was put off has used up the window after.
    expect(limiter.admit(base, START_MS + 10_000).kind).toBe("delay");
    expect(limiter.admit(base, START_MS + 30_000).kind).toBe("pass");
  });

  it("count addresses and routes apart, and refuse as the venue does", () => {
    const limiter = createRateLimiter();
    for (let asked = 0; asked < 400; asked += 1) {
      limiter.admit({ ...base, route: "GET /tick-size" }, START_MS);
    }
    const refused = limiter.admit({ ...base, route: "GET /tick-size" }, START_MS);
    expect(refused).toMatchObject({
      kind: "refuse",
      answer: {
        status: 429,
        body: { error: "Too Many Requests" },
        headers: { "Retry-After": "10" },
      },
    });
    expect(limiter.admit(base, START_MS).kind).toBe("pass");
    expect(limiter.admit({ ...base, address: "10.0.0.2" }, START_MS).kind).toBe("pass");
  });
});

describe("limits by signer", () => {
  it("let a burst through and then the tier's rate", () => {
    const limiter = createRateLimiter({ byAddress: false });
    for (let asked = 0; asked < 60; asked += 1) {
      expect(limiter.admit(order, START_MS).kind).toBe("pass");
    }
    expect(limiter.admit(order, START_MS)).toEqual({
      kind: "refuse",
      answer: {
        status: 429,
        body: { error: "Too Many Requests" },
        headers: {
          "Retry-After": "1",
          "Poly-RateLimit-Remaining": "0",
          "Poly-RateLimit-Reset": String(START_MS / 1_000 + 1),
          "Poly-RateLimit-Tier": "Standard",
        },
      },
    });
    // 40 a second: one in 25 ms.
    expect(limiter.admit(order, START_MS + 24).kind).toBe("refuse");
    expect(limiter.admit(order, START_MS + 25).kind).toBe("pass");
    expect(limiter.admit({ ...order, signer: "0xb" }, START_MS).kind).toBe("pass");
  });

  it("take batches whole or not at all", () => {
    const limiter = createRateLimiter({ byAddress: false, tierOf: () => "Copper" });
    const batch = { ...order, route: "POST /orders", itemCount: 15 };
    for (let asked = 0; asked < 6; asked += 1) {
      expect(limiter.admit(batch, START_MS).kind).toBe("pass");
    }
    expect(limiter.admit(batch, START_MS).kind).toBe("refuse");
    expect(limiter.admit(order, START_MS + 17).kind).toBe("pass");
  });

  it("charge a cancel-all with what it cancelled, into debt below Platinum only", () => {
    const cancelAll = { ...order, route: "DELETE /cancel-all" };
    const answer = { status: 200, body: { canceled: Array.from({ length: 500 }, String) } };
    const standard = createRateLimiter({ byAddress: false });
    standard.admit(cancelAll, START_MS);
    standard.charge?.(cancelAll, answer, START_MS);
    expect(standard.admit(cancelAll, START_MS + 1_000).kind).toBe("refuse");
    expect(standard.admit(cancelAll, START_MS + 4_775).kind).toBe("pass");
    // Orders have an allowance of their own.
    expect(standard.admit(order, START_MS).kind).toBe("pass");
    const platinum = createRateLimiter({ byAddress: false, tierOf: () => "Platinum" });
    for (let asked = 0; asked < 3; asked += 1) {
      platinum.admit(cancelAll, START_MS);
      platinum.charge?.(cancelAll, answer, START_MS);
    }
    expect(platinum.admit(cancelAll, START_MS + 2).kind).toBe("pass");
  });

  it("only warn where they are not enforced", () => {
    const limiter = createRateLimiter({ byAddress: false, bySigner: "warn" });
    for (let asked = 0; asked < 60; asked += 1) limiter.admit(order, START_MS);
    expect(limiter.admit(order, START_MS)).toMatchObject({
      kind: "pass",
      headers: { "Poly-RateLimit-Warning": expect.any(String) },
    });
  });
});
