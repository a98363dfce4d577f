import { describe, it } from "vitest";
import { assertWeathersStorms } from "./desk-storm.ts";

const STORMS = 1_500;

describe(`a desk in ${STORMS} storms`, () => {
  it("sends nothing twice, keeps its books, and goes on", { timeout: 300_000 }, () => {
    assertWeathersStorms(STORMS);
  });
});
