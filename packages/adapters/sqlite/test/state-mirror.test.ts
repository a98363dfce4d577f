import { DatabaseSync } from "node:sqlite";
import {
  createMemoryStateMirror,
  type ExpiringStateMirror,
  type MirroredState,
} from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStateMirror } from "../src/state-mirror.ts";
import { temporaryFile } from "./temporary-folder.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SAVED_AT_MS = 1_790_000_000_000;

function stateOf(values: Partial<MirroredState> = {}): MirroredState {
  const savedAtMs = values.savedAtMs ?? SAVED_AT_MS;
  return {
    botId: "intel.decay",
    marketId: "0xaa",
    savedAtMs,
    expiresAtMs: savedAtMs + DAY_MS,
    state: { rate: 0.5 },
    ...values,
  };
}

const mirrors: readonly [string, () => ExpiringStateMirror][] = [
  ["memory", createMemoryStateMirror],
  ["sqlite", () => openStateMirror(temporaryFile("state.sqlite"), SAVED_AT_MS)],
];

describe.each(mirrors)("state mirror in %s", (_, open) => {
  it("returns a bot's states by market and nobody else's", () => {
    const mirror = open();
    const other = stateOf({ botId: "intel.flow" });
    const states = [stateOf({ marketId: "0xbb" }), stateOf({ marketId: "0xaa" })];
    mirror.save([...states, other]);
    expect(mirror.load("intel.decay")).toEqual(states.toReversed());
    expect(mirror.load("intel.flow")).toEqual([other]);
    expect(mirror.load("intel.none")).toEqual([]);
  });

  it("keeps the last state of each bot and market, under any names", () => {
    const name = fc.string({ minLength: 1 });
    const entry = fc.record({ botId: name, marketId: name, state: fc.nat() });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        const mirror = open();
        const last = new Map<string, MirroredState>();
        for (const each of entries) {
          const state = stateOf(each);
          mirror.save([state]);
          last.set(JSON.stringify([each.botId, each.marketId]), state);
        }
        const loaded = [...new Set(entries.map(({ botId }) => botId))].flatMap((botId) =>
          mirror.load(botId),
        );
        expect(new Set(loaded)).toEqual(new Set(last.values()));
      }),
      { numRuns: 20 },
    );
  });

  it("sweeps a state at the moment it expires, not before", () => {
    const mirror = open();
    const longer = stateOf({ marketId: "0xbb", expiresAtMs: SAVED_AT_MS + 2 * DAY_MS });
    mirror.save([stateOf(), longer]);
    expect(mirror.sweep(SAVED_AT_MS + DAY_MS - 1)).toBe(0);
    expect(mirror.load("intel.decay")).toHaveLength(2);
    expect(mirror.sweep(SAVED_AT_MS + DAY_MS)).toBe(1);
    expect(mirror.load("intel.decay")).toEqual([longer]);
  });

  it("hands out copies: neither side can change what is kept", () => {
    const mirror = open();
    const state = { rates: [1] };
    mirror.save([stateOf({ state })]);
    state.rates.push(2);
    const [first] = mirror.load("intel.decay");
    Object.assign(first?.state ?? {}, { rates: [] });
    expect(mirror.load("intel.decay")[0]?.state).toEqual({ rates: [1] });
  });

  it("saves all or none", () => {
    const mirror = open();
    mirror.save([stateOf({ state: "old" })]);
    const unusable = stateOf({ marketId: "0xbb", state: { rate: Number.NaN } });
    expect(() => mirror.save([stateOf({ state: "new" }), unusable])).toThrow(
      /intel\.decay\/0xbb\.state\.rate: STORE_VALUE_INVALID.*found NaN/,
    );
    expect(() => mirror.save([stateOf({ expiresAtMs: 0.5 })])).toThrow("epoch milliseconds");
    expect(mirror.load("intel.decay")).toEqual([stateOf({ state: "old" })]);
  });
});

describe("state mirror file", () => {
  it("returns after a restart what has not expired by then", () => {
    const file = temporaryFile("state.sqlite");
    const mirror = openStateMirror(file, SAVED_AT_MS);
    const short = stateOf({ marketId: "0xbb", expiresAtMs: SAVED_AT_MS + HOUR_MS });
    mirror.save([stateOf(), short]);
    mirror.close();
    const soon = openStateMirror(file, SAVED_AT_MS + HOUR_MS - 1);
    expect(soon.load("intel.decay")).toEqual([stateOf(), short]);
    soon.close();
    const later = openStateMirror(file, SAVED_AT_MS + HOUR_MS);
    expect(later.load("intel.decay")).toEqual([stateOf()]);
    later.close();
  });

  it("saves all or none when a write fails halfway", () => {
    const file = temporaryFile("state.sqlite");
    const mirror = openStateMirror(file, SAVED_AT_MS);
    mirror.save([stateOf({ state: "old" })]);
    const saboteur = new DatabaseSync(file);
    saboteur.exec(`CREATE TRIGGER stop BEFORE INSERT ON state WHEN NEW.market_id = '0xbb'
      BEGIN SELECT RAISE(ABORT, 'stopped'); END`);
    const states = [stateOf({ state: "new" }), stateOf({ marketId: "0xbb" })];
    expect(() => mirror.save(states)).toThrow("stopped");
    expect(mirror.load("intel.decay")).toEqual([stateOf({ state: "old" })]);
    saboteur.exec("DROP TRIGGER stop");
    saboteur.close();
    mirror.save(states);
    expect(mirror.load("intel.decay")).toEqual(states);
    mirror.close();
  });

  it("names a state that something else has damaged", () => {
    const file = temporaryFile("state.sqlite");
    const mirror = openStateMirror(file, SAVED_AT_MS);
    mirror.save([stateOf()]);
    const intruder = new DatabaseSync(file);
    intruder.exec("UPDATE state SET state = 'no json'");
    intruder.close();
    expect(() => mirror.load("intel.decay")).toThrow(/state\.sqlite state: STORE_CORRUPT/);
    mirror.close();
    expect(() => mirror.load("intel.decay")).toThrow("STORE_CLOSED");
  });
});
