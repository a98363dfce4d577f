import { describe, expect, test } from "vitest";
import type { Wish } from "../exchange/exchange-world.ts";
import { venueBookOf } from "../../src/feed/token-book.ts";
import { CONDITION, faultWorld, OTHER, type FaultWorld } from "./fault-world.ts";

const BUY = { side: "BUY", price: "0.40", size: "10" } as const;
/** With another account's order for the other token it makes a trade. */
const BUY_OTHER = {
  by: `0x${"b0".repeat(20)}`,
  side: "BUY",
  token: "1002",
  price: "0.60",
  size: "10",
} as const;

function openCount({ exchange }: FaultWorld): number {
  return exchange.openOrders({}).length;
}

describe("a request", () => {
  test("is refused with 429 and the limit's headers", () => {
    const world = faultWorld(
      "- kind: http_429\n  when: { count: 1 }\n  retryAfter: 1500ms\n  tier: Gold",
    );
    expect(world.post(BUY).heard).toEqual({
      status: 429,
      body: { error: "Too Many Requests" },
      headers: {
        "Retry-After": "2",
        "Poly-RateLimit-Remaining": "0",
        "Poly-RateLimit-Reset": String(world.exchange.nowMs / 1_000 + 2),
        "Poly-RateLimit-Tier": "Gold",
      },
    });
    expect(openCount(world)).toBe(0);
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
  });

  test("is refused with any status, on the named routes", () => {
    const world = faultWorld(
      '- kind: http_error\n  routes: [GET /book, cancels]\n  status: 401\n  text: "Unauthorized/Invalid api key"',
    );
    const refused = { status: 401, body: { error: "Unauthorized/Invalid api key" } };
    expect(world.send("GET /book").heard).toEqual(refused);
    expect(world.send("DELETE /cancel-all").heard).toEqual(refused);
    expect(world.send("GET /midpoint").heard).toMatchObject({ status: 200 });
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
  });

  test("is answered with 500 although the order is on the book", () => {
    const world = faultWorld("- kind: http_500_after_accept\n  when: { count: 1 }");
    expect(world.post({ ...BUY, size: "1" }).heard).toMatchObject({ status: 400 });
    expect(world.post(BUY).heard).toEqual({
      status: 500,
      body: { error: "could not run the execution" },
    });
    expect(openCount(world)).toBe(1);
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
    expect(world.faults.injectedCount).toBe(1);
  });

  test("gets lost before it arrives", () => {
    const world = faultWorld("- kind: timeout_before_accept");
    expect(world.post(BUY).heard).toBe("lost");
    expect(openCount(world)).toBe(0);
  });

  test("gets lost, and the venue says so after a while", () => {
    const world = faultWorld(
      "- kind: timeout_before_accept\n  answer: order_timed_out\n  after: 3s",
    );
    const sent = world.post(BUY);
    world.advance(2_999);
    expect(sent.heard).toBe("silence");
    world.advance(1);
    expect(sent.heard).toEqual({ status: 500, body: { error: "order timed out" } });
    expect(openCount(world)).toBe(0);
  });

  test("is acted on, and its answer gets lost", () => {
    const world = faultWorld("- kind: timeout_after_accept");
    expect(world.post(BUY).heard).toBe("lost");
    expect(openCount(world)).toBe(1);
  });

  test("is late at the exchange and late back", () => {
    const world = faultWorld("- kind: request_delay\n  before: 250ms\n  after: 2s");
    const sent = world.post(BUY);
    world.advance(249);
    expect(openCount(world)).toBe(0);
    world.advance(1);
    expect(openCount(world)).toBe(1);
    world.advance(5_000);
    expect(sent.heardAtMs).toBe(2_250);
  });

  test("that is late meets the mode of its arrival", () => {
    const world = faultWorld(
      "- kind: request_delay\n  before: 2s\n  after: 0\n- kind: http_425_restart\n  when: { from: 1s }",
    );
    const sent = world.send("DELETE /cancel-all");
    world.advance(2_000);
    expect(sent.heard).toMatchObject({ status: 425 });
  });

  test("is answered with delayed though it has matched", () => {
    const world = faultWorld("- kind: answer_delayed\n  when: { from: 1s }");
    world.post(BUY_OTHER);
    world.advance(1_000);
    expect(world.post(BUY).heard).toEqual({
      status: 200,
      body: {
        success: true,
        errorMsg: "",
        orderID: "order-2",
        status: "delayed",
        makingAmount: "",
        takingAmount: "",
      },
    });
    expect(world.userFrames.map(({ kind }) => kind)).toContain("trade");
  });

  test("is answered with unmatched though it rests; a match is told as it is", () => {
    const world = faultWorld("- kind: answer_unmatched\n  when: { session: session-a1 }");
    world.post(BUY_OTHER);
    expect(world.post(BUY).heard).toMatchObject({ body: { status: "matched" } });
    expect(world.post(BUY).heard).toMatchObject({ body: { success: true, status: "unmatched" } });
    expect(openCount(world)).toBe(1);
  });

  test("with several orders has some of them refused under success", () => {
    const world = faultWorld("- kind: batch_leg_refused\n  legs: 2");
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
    const { heard } = world.post(BUY, BUY, BUY);
    const rows = typeof heard === "object" && Array.isArray(heard.body) ? heard.body : [];
    const refused = { success: true, errorMsg: "not enough balance / allowance", orderID: "" };
    expect(rows).toHaveLength(3);
    expect(rows.filter((row: { orderID: string }) => row.orderID === "")).toMatchObject([
      refused,
      refused,
    ]);
    expect(openCount(world)).toBe(2);
  });

  test("is left alone outside of window, market and session", () => {
    const world = faultWorld(
      "- kind: http_429\n  when: { from: 1s, until: 2s, market: test, session: session-a1 }",
    );
    const statusOf = (wish: Wish): unknown => {
      const { heard } = world.post(wish);
      return typeof heard === "string" ? heard : heard.status;
    };
    expect(statusOf(BUY)).toBe(200);
    world.advance(1_000);
    expect(statusOf(BUY)).toBe(429);
    expect(statusOf({ ...BUY, token: "2001" })).toBe(200);
    expect(statusOf(BUY_OTHER)).toBe(200);
    expect(world.exchange.market(OTHER)).toBeDefined();
    world.advance(1_000);
    expect(statusOf(BUY)).toBe(200);
  });

  test("waits its turn between two faults", () => {
    const world = faultWorld("- kind: http_429\n  when: { every: 10s }");
    const statuses = [0, 5_000, 5_000].map((ms) => {
      world.advance(ms);
      return world.post(BUY).heard;
    });
    expect(statuses).toMatchObject([{ status: 429 }, { status: 200 }, { status: 429 }]);
  });

  test("for a book is shown one side of it, under the hash of what is shown", () => {
    const world = faultWorld("- kind: book_one_sided\n  missing: asks\n  shownBy: [rest]");
    world.post(BUY);
    world.post({ side: "BUY", token: "1002", price: "0.40", size: "10" });
    const { exchange, gateway } = world;
    const market = exchange.market(CONDITION);
    if (market === undefined) throw new Error("no market");
    const books: unknown[] = [];
    for (const token of [0, 1] as const) {
      gateway.handle(
        {
          route: "GET /book",
          session: null,
          signer: null,
          address: "local",
          itemCount: 1,
          conditionId: CONDITION,
        },
        (respond) => respond({ status: 200, body: venueBookOf(market, token, exchange.nowMs) }),
        (answer) => books.push(answer?.body),
      );
    }
    const first = venueBookOf(market, 0, exchange.nowMs, {
      bids: [{ price: 4_000, size: 10_000_000 }],
      asks: [],
    });
    expect(books).toEqual([
      first,
      expect.objectContaining({ bids: [], asks: [expect.anything()] }),
    ]);
    expect(world.frames.filter(({ kind }) => kind === "book")).toEqual([]);
  });
});
