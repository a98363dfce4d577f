import { describe, it } from "vitest";
import { assertOutlivesRubbish } from "./rubbish-storm.ts";

describe("whatever is thrown at a run,", () => {
  it("the books stay whole, and it trades afterwards", () => {
    assertOutlivesRubbish(25, 200);
  }, 60_000);
});
