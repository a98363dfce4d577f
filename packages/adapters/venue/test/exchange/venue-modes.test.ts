import { describe, expect, it } from "vitest";
import { ALICE, testWorld } from "./exchange-world.ts";

const BUY = { side: "BUY", price: "0.5", size: "10" } as const;

describe("what the venue as a whole lets through", () => {
  it("restarts: refuses everything, then takes post-only orders for two minutes, then all", () => {
    const world = testWorld();
    world.place({ ...BUY, id: "rest" });
    world.exchange.restartEngine(30_000);
    expect(world.place(BUY)).toMatchObject({
      refusal: { code: "engine_restarting", httpStatus: 425 },
    });
    expect(world.exchange.cancel("session-a1", ["rest"]).cancelled).toEqual([]);
    world.advance(30_000);
    expect(world.exchange.mode).toBe("post_only");
    world.advance(41_000);
    expect(world.place(BUY)).toMatchObject({
      refusal: {
        code: "post_only_mode",
        httpStatus: 503,
        text: "post-only mode: only post-only orders and cancels are allowed",
        retryAfterSeconds: 79,
      },
    });
    expect(world.place({ ...BUY, isPostOnly: true })).toMatchObject({ status: "live" });
    expect(world.exchange.cancel("session-a1", ["rest"]).cancelled).toEqual(["rest"]);
    world.advance(79_000);
    expect(world.exchange.mode).toBe("normal");
    expect(world.place(BUY)).toMatchObject({ status: "live" });
  });

  it("stays in a mode that is set until another is set", () => {
    const world = testWorld();
    world.exchange.restartEngine(1000);
    world.exchange.setMode("cancel_only");
    world.advance(1_000_000);
    expect(world.place(BUY)).toMatchObject({
      refusal: {
        httpStatus: 503,
        text: "Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.",
      },
    });
    world.exchange.setMode("disabled");
    expect(world.refusalOf(BUY)).toBe(
      "Trading is currently disabled. Check polymarket.com for updates",
    );
    world.exchange.setMode("normal");
    expect(world.refusalOf(BUY)).toBe("");
  });
});

describe("the dead man's switch", () => {
  it("begins with a session's first heartbeat and wants the newest id back", () => {
    const { exchange } = testWorld();
    const first = exchange.heartbeat("session-a1", "");
    expect(first.isAccepted).toBe(true);
    expect(exchange.heartbeat("session-a1", "wrong")).toEqual({
      isAccepted: false,
      heartbeatId: first.heartbeatId,
    });
    const second = exchange.heartbeat("session-a1", first.heartbeatId);
    expect(second.isAccepted).toBe(true);
    expect(second.heartbeatId).not.toBe(first.heartbeatId);
    expect(exchange.heartbeat("session-a1", first.heartbeatId).isAccepted).toBe(false);
  });

  it("cancels the session's orders after ten seconds of silence, at the next look", () => {
    const world = testWorld();
    world.place({ ...BUY, id: "watched" });
    world.place({ ...BUY, session: "other", id: "unwatched" });
    let { heartbeatId } = world.exchange.heartbeat("session-a1", "");
    for (let beat = 0; beat < 6; beat += 1) {
      world.advance(5000);
      heartbeatId = world.exchange.heartbeat("session-a1", heartbeatId).heartbeatId;
    }
    expect(world.exchange.order("watched")?.state).toBe("live");
    world.advance(10_000);
    expect(world.exchange.order("watched")?.state).toBe("live");
    world.advance(5000);
    expect(world.exchange.order("watched")).toMatchObject({
      state: "cancelled",
      cancelReason: "heartbeat lapsed",
    });
    expect(world.events.at(-1)).toMatchObject({ kind: "heartbeat_lapsed", cancelledCount: 1 });
    expect(world.exchange.order("unwatched")?.state).toBe("live");
    expect(world.exchange.spendable(ALICE, null)).toBe(8_995_000_000);
    expect(world.exchange.heartbeat("session-a1", heartbeatId).isAccepted).toBe(true);
  });
});
