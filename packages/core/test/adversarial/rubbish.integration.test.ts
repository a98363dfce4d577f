import { describe, it } from "vitest";
import { assertOutlivesRubbish } from "./rubbish-storm.ts";

describe("whatever is thrown at a run for thousands of steps,", () => {
  it("the books stay whole, and it trades afterwards", () => {
    assertOutlivesRubbish(150, 400);
  }, 600_000);
});
