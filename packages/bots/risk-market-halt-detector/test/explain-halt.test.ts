import { after, at, heartbeat, status } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { explainHalt } from "../src/explain-halt.ts";
import { openFor, quoted, runHalts, steady, type HaltEnvelope } from "./halt-run.ts";

function explain({ reasonCode, payload }: HaltEnvelope): string {
  return explainHalt({
    signal: "market_halt",
    // A test of words: every code below is one of the contract's.
    reasonCode: reasonCode as "RISK_MARKET_HALTED",
    value: payload.isGateClosed ? 1 : 0,
    confidence: 1,
    payload,
  });
}

const halted = [...openFor(30), status("Halted"), after(5_000), status("Open"), ...steady(9)];

describe("explainHalt", () => {
  it("tells a halt from its beginning to its end", () => {
    expect(runHalts({ frames: halted }).halts.map(explain)).toEqual([
      "closed the gate: the venue does not accept orders in this market.",
      "keeps the gate closed until 1 OPEN checks have become enough.",
      "holds the gate open: the market trades normally.",
    ]);
  });

  it("gives the silence and what would be allowed", () => {
    const run = runHalts({ frames: [...openFor(60), after(60_000), quoted(0.04)] });
    expect(run.halts.slice(0, 1).map(explain)).toEqual([
      "closed the gate: 10.0 s of silence against 10.0 s allowed, or a blown-out spread on a thin book.",
    ]);
  });

  it("names a lost heartbeat", () => {
    const run = runHalts({ frames: [at(1_000), quoted(0.04), heartbeat(), ...steady(35)] });
    expect(run.halts.map(explain)).toEqual(["closed the gate: the feed's heartbeat is lost."]);
  });

  it("gives the share of the venue's markets", () => {
    const [closed] = runHalts({ frames: halted }).halts;
    if (closed === undefined) throw new RangeError("expected an envelope, found none");
    const payload = {
      ...closed.payload,
      status: "VENUE_BLOWOUT" as const,
      venueBlowoutFraction: 1 / 3,
    };
    expect(explain({ ...closed, payload })).toBe(
      "closed the gate: 33 % of the venue's markets are blown out.",
    );
  });

  it("has words for a vote", () => {
    expect(explainHalt({ vote: "REJECT", reasonCode: "RISK_MARKET_HALTED" })).toBe("voted REJECT.");
  });
});
