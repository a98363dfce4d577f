import { describe, it } from "vitest";
import { assertNothingReserved, assertSameHash, assertTruth } from "./order-truth.ts";

describe("news of an order, late, twice and in any order", () => {
  it("comes to what really happened", () => {
    assertTruth(100);
  });

  it("leaves nothing reserved once the order is over and its trades are known", () => {
    assertNothingReserved(60);
  });

  it("gives the same state hash from the same inputs", () => {
    assertSameHash(30);
  });
});
