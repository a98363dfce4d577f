import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contract } from "../src/index.ts";
import {
  judgeRefresh,
  type Quote,
  type RefreshSetting,
  type RestingQuote,
} from "../src/judge-refresh.ts";

const DEFAULTS = contract.parametersSchema.parse(
  Object.fromEntries(
    Object.entries(contract.manifest.parameters).map(([name, rule]) => [name, rule.default]),
  ),
);
const BUY: RestingQuote = {
  side: "BUY",
  price: 5_000,
  size: 100_000_000,
  expiresAtMs: null,
  mid: 0.51,
  refreshAtMs: 10_000_000,
};
const NOW = { nowMs: 1_000_000, mid: 0.51, rewardSpread: null };

function judge(
  wanted: Partial<Quote>,
  setting: Partial<RefreshSetting> = {},
  resting: Partial<RestingQuote> = {},
) {
  const out = { ...BUY, ...resting };
  const { side, price, size, expiresAtMs } = out;
  return judgeRefresh(
    out,
    { side, price, size, expiresAtMs, ...wanted },
    { ...NOW, ...setting },
    DEFAULTS,
  );
}

describe("a resting quote", () => {
  it("stays for a cent up, and goes for a cent down: it would be the bolder one", () => {
    expect(judge({ price: 5_100 })).toBeNull();
    expect(judge({ price: 5_199 })).toBeNull();
    expect(judge({ price: 5_200 })).toBe("price_moved");
    expect(judge({ price: 4_901 })).toBeNull();
    expect(judge({ price: 4_900 })).toBe("too_aggressive");
    expect(judge({ price: 5_100 }, {}, { side: "SELL" })).toBe("too_aggressive");
    expect(judge({ price: 4_900 }, {}, { side: "SELL" })).toBeNull();
  });

  it("goes when the midpoint has moved by two cents, not before", () => {
    expect(judge({}, { mid: 0.5299 })).toBeNull();
    expect(judge({}, { mid: 0.53 })).toBe("midpoint_moved");
    expect(judge({}, { mid: 0.49 })).toBe("midpoint_moved");
    expect(judge({}, { mid: 0.6 }, { mid: null })).toBeNull();
  });

  it("goes when its size is off by more than a quarter", () => {
    expect(judge({ size: 80_000_000 })).toBeNull();
    expect(judge({ size: 79_990_000 })).toBe("size_changed");
    expect(judge({ size: 134_000_000 })).toBe("size_changed");
  });

  it("goes at its age, and before its expiry when the new one lives longer", () => {
    expect(judge({}, { nowMs: 9_999_999 })).toBeNull();
    expect(judge({}, { nowMs: 10_000_000 })).toBe("too_old");
    const ending = { expiresAtMs: 1_060_000 };
    expect(judge({ expiresAtMs: null }, {}, ending)).toBe("expires_soon");
    expect(judge({ expiresAtMs: null }, {}, { expiresAtMs: 1_060_001 })).toBeNull();
    expect(judge({ expiresAtMs: 1_060_000 }, {}, ending)).toBeNull();
  });

  it("goes when it has left the reward band and the new one is inside", () => {
    const mid = 0.53;
    const band = { mid, rewardSpread: 300 };
    expect(judge({ price: 5_050 }, band, { mid })).toBeNull();
    expect(judge({ price: 5_100 }, { mid: 0.54, rewardSpread: 300 }, { mid: 0.54 })).toBe(
      "left_reward_band",
    );
    expect(judge({}, { mid: 0.54, rewardSpread: 300 }, { mid: 0.54 })).toBeNull();
  });
});

interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly input: { readonly mid: number; readonly mid_move: number };
  readonly expected: { readonly keep_order: boolean };
}
const folder = process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden";
const file = join(folder, "19-lp-rules.json");
const golden = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { cases: GoldenCase[] }).cases
  : [];
const cases = golden.filter(({ fn }) => fn === "lpFilters");

describe.skipIf(cases.length === 0)("golden 19, smart refresh", () => {
  it.each(cases)("$id", ({ input, expected }) => {
    const reason = judge({}, { mid: input.mid + input.mid_move }, { mid: input.mid });
    expect(reason === null).toBe(expected.keep_order);
  });
});
