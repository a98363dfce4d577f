import { describe, expect, test } from "vitest";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import { ALICE, BOB, CONDITION, faultWorld, OTHER, type FaultWorld } from "./fault-world.ts";

const BUY = { side: "BUY", price: "0.40", size: "10" } as const;

function phaseOf(world: FaultWorld, conditionId: string): string | undefined {
  return world.exchange.market(conditionId)?.state.phase;
}

describe("at its time", () => {
  test("the engine restarts: 425, then two minutes of post-only, then as before", () => {
    const world = faultWorld("- kind: http_425_restart\n  when: { from: 5s }\n  duration: 90s");
    world.advance(5_000);
    const restarting = { status: 425, body: { error: "matching engine is restarting" } };
    expect(world.post(BUY).heard).toMatchObject(restarting);
    expect(world.post(BUY, BUY).heard).toMatchObject(restarting);
    expect(world.send("DELETE /cancel-all").heard).toMatchObject(restarting);
    expect(world.send("GET /book").heard).toMatchObject({ status: 200 });
    world.advance(90_000);
    expect(world.post(BUY).heard).toMatchObject({ status: 503 });
    expect(world.post({ ...BUY, isPostOnly: true }).heard).toMatchObject({ status: 200 });
    expect(world.send("DELETE /cancel-all").heard).toMatchObject({ status: 200 });
    world.advance(120_000);
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
  });

  test.each([
    {
      mode: "cancel_only",
      order: 503,
      cancel: 200,
      text: "Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.",
    },
    {
      mode: "disabled",
      order: 503,
      cancel: 503,
      text: "Trading is currently disabled. Check polymarket.com for updates",
    },
    {
      mode: "post_only",
      order: 503,
      cancel: 200,
      text: "post-only mode: only post-only orders and cancels are allowed",
    },
  ])("the venue is $mode and says how long", ({ mode, order, cancel, text }) => {
    const world = faultWorld(
      `- kind: venue_mode\n  when: { from: 1s }\n  mode: ${mode}\n  duration: 30s`,
    );
    world.advance(11_000);
    expect(world.post(BUY).heard).toMatchObject({
      status: order,
      body: { error: text },
      headers: { "Retry-After": "20" },
    });
    expect(world.send("DELETE /cancel-all").heard).toMatchObject({ status: cancel });
    world.advance(20_000);
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
  });

  test("one market halts, others do not, and it opens again", () => {
    const world = faultWorld(
      "- kind: market_halt\n  when: { from: 1s, market: test }\n  duration: 3s",
    );
    world.post(BUY);
    world.advance(1_000);
    expect([phaseOf(world, CONDITION), phaseOf(world, OTHER)]).toEqual(["halted", "open"]);
    expect(world.post(BUY).heard).toMatchObject({ status: 400 });
    expect(world.send("DELETE /cancel-all").heard).toMatchObject({ status: 200 });
    world.advance(3_000);
    expect(world.post(BUY).heard).toMatchObject({ status: 200 });
  });

  test("again and again, until its window closes", () => {
    const world = faultWorld(
      "- kind: market_halt\n  when: { from: 10s, until: 40s, every: 15s, market: test }\n  duration: 5s",
    );
    const phases = [9, 1, 5, 10, 5, 15].map((seconds) => {
      world.advance(seconds * 1_000);
      return phaseOf(world, CONDITION);
    });
    expect(phases).toEqual(["open", "halted", "open", "halted", "open", "open"]);
    expect(world.faults.injectedCount).toBe(2);
  });

  test("a market resolves to nothing and pays half", () => {
    const world = faultWorld("- kind: resolution_void\n  when: { from: 1s, market: other }");
    world.advance(1_000);
    expect(world.exchange.market(OTHER)?.state).toMatchObject({
      phase: "resolved",
      payouts: [5_000, 5_000],
    });
    expect(phaseOf(world, CONDITION)).toBe("open");
  });

  test("a void is proposed and takes the venue's course", () => {
    const world = faultWorld(
      "- kind: resolution_void\n  when: { from: 1s, market: other }\n  isProposedFirst: true",
    );
    world.advance(1_000);
    expect(world.exchange.market(OTHER)?.state.resolution).toBe("proposed");
    world.advance(14 * 86_400_000);
    expect(world.exchange.market(OTHER)?.state.payouts).toEqual([5_000, 5_000]);
  });

  test("money looks spent, and comes back", () => {
    const world = faultWorld(
      `- kind: phantom_balance_lock\n  when: { from: 1s }\n  account: "${ALICE}"\n  fraction: 0.75\n  duration: 10s`,
    );
    world.advance(1_000);
    expect(world.exchange.spendable(ALICE, null)).toBe(2_500_000_000);
    expect(world.exchange.spendable(BOB, null)).toBe(10_000_000_000);
    expect(world.exchange.balance(ALICE, null)).toBe(10_000_000_000);
    expect(world.post({ ...BUY, size: "10000" }).heard).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("not enough balance / allowance") },
    });
    world.advance(10_000);
    expect(world.exchange.spendable(ALICE, null)).toBe(10_000_000_000);
    world.exchange.audit();
  });

  test("heartbeats are lost and every order of the session goes", () => {
    const world = faultWorld(
      "- kind: heartbeat_loss\n  when: { from: 20s, session: session-a1 }\n  duration: 20s",
    );
    world.post(BUY);
    let id = "";
    for (let beat = 0; beat < 4; beat += 1) {
      const { heard } = world.heartbeat(id);
      const body = typeof heard === "object" ? heard.body : null;
      id =
        typeof body === "object" && body !== null && "heartbeatId" in body
          ? String(body.heartbeatId)
          : "";
      world.advance(5_000);
    }
    expect(world.exchange.openOrders({})).toHaveLength(1);
    for (let beat = 0; beat < 4; beat += 1) {
      expect(world.heartbeat(id).heard).toBe("lost");
      world.advance(5_000);
    }
    expect(world.exchange.openOrders({})).toEqual([]);
  });

  test("clocks are off, as long as the window lasts", () => {
    const world = faultWorld(
      "- kind: clock_skew\n  when: { from: 10s, until: 20s }\n  skew: -30s\n- kind: clock_skew\n  skew: 1s",
    );
    const skews = [5_000, 5_000, 9_999, 1].map((ms) => {
      world.advance(ms);
      return world.gateway.clientNowMs() - world.exchange.nowMs;
    });
    expect(skews).toEqual([1_000, -29_000, -29_000, 1_000]);
  });

  test("an instant is a time of the venue's clock", () => {
    const world = faultWorld('- kind: clock_skew\n  when: { from: "2026-11-02T12:00:10Z" }');
    world.advance(9_999);
    expect(world.faults.clockSkewMs()).toBe(0);
    world.advance(1);
    expect(world.faults.clockSkewMs()).toBe(5_000);
  });
});

describe("the user channel", () => {
  test("misses what the plan says", () => {
    const world = faultWorld("- kind: user_event_drop\n  events: [placement]");
    world.post(BUY);
    world.send("DELETE /cancel-all");
    expect(world.userFrames).toMatchObject([{ kind: "order", type: "CANCELLATION" }]);
  });

  test("freezes for one session", () => {
    const world = faultWorld(
      `- kind: feed_freeze\n  when: { session: "${ALICE}" }\n  channel: user\n  duration: 5s`,
    );
    world.advance(1);
    world.post(BUY);
    expect(world.userFrames).toEqual([]);
    expect(world.frames).not.toEqual([]);
    expect(world.faults.isFrozen("user", CONDITION)).toBe(false);
    world.advance(5_000);
    world.send("DELETE /cancel-all");
    expect(world.userFrames).toHaveLength(1);
  });
});

describe("settlement", () => {
  const trade = (world: FaultWorld): void => {
    world.post({ by: BOB, side: "BUY", token: "1002", price: "0.60", size: "10" });
    world.post(BUY);
    world.advance(60_000);
  };

  test("fails and gives everything back", () => {
    const world = faultWorld("- kind: settlement_failed\n  when: { count: 1 }");
    trade(world);
    expect(world.exchange.trades({})).toMatchObject([{ settlement: "FAILED" }]);
    expect(world.exchange.balance(ALICE, null)).toBe(10_000_000_000);
    trade(world);
    expect(world.exchange.trades({}).map(({ settlement }) => settlement)).toEqual([
      "CONFIRMED",
      "FAILED",
    ]);
    world.exchange.audit();
  });

  test("takes a second attempt, for the named session's trades", () => {
    const world = faultWorld("- kind: settlement_retrying\n  when: { session: session-b0 }");
    const seen: string[] = [];
    world.exchange.subscribe((event) => {
      if (event.kind === "trade_settled") seen.push(event.trade.settlement);
    });
    trade(world);
    expect(seen).toEqual(["RETRYING", "MINED", "CONFIRMED"]);
  });
});

describe("another plan", () => {
  const plan = parseFaultPlan(
    "version: 1\nfaults:\n  - kind: clock_skew\n    when: { from: 10s }\n    skew: 7s\n",
    "later.yaml",
  );
  const begun =
    "- kind: market_halt\n  when: { market: test }\n  duration: 1h\n- kind: clock_skew\n- kind: phantom_balance_lock\n  duration: 1h";

  test("replaces the first: what has begun ends, times count from now", () => {
    const world = faultWorld(begun);
    world.advance(1_000);
    expect([phaseOf(world, CONDITION), world.faults.clockSkewMs()]).toEqual(["halted", 5_000]);
    world.faults.install(plan, "replace");
    expect([phaseOf(world, CONDITION), world.faults.clockSkewMs()]).toEqual(["open", 0]);
    expect(world.exchange.spendable(ALICE, null)).toBe(10_000_000_000);
    world.advance(10_000);
    expect(world.faults.clockSkewMs()).toBe(7_000);
  });

  test("comes on top of the first", () => {
    const world = faultWorld(begun);
    world.advance(1_000);
    world.faults.install(plan, "add");
    world.advance(10_000);
    expect([phaseOf(world, CONDITION), world.faults.clockSkewMs()]).toEqual(["halted", 12_000]);
    expect(world.faults.injected().map(({ name }) => name)).toContain("clock_skew-2");
  });
});
