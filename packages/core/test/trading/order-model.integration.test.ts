import { describe, it } from "vitest";
import { assertNothingReserved, assertTruth } from "./order-truth.ts";

const HISTORIES = 5_000;

describe(`${HISTORIES} histories of orders, told late, twice and in any order`, () => {
  it("come to what really happened", { timeout: 300_000 }, () => {
    assertTruth(HISTORIES);
  });

  it("leave nothing reserved", { timeout: 300_000 }, () => {
    assertNothingReserved(HISTORIES);
  });
});
