import { describe, it } from "vitest";
import { assertWeathersStorms } from "./desk-storm.ts";

describe("a desk to which anything may happen", () => {
  it("sends nothing twice, keeps its books, and goes on", () => {
    assertWeathersStorms(60);
  });
});
