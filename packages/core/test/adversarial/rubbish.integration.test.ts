import { describe, it } from "vitest";
import { assertOutlivesRubbish } from "./rubbish-storm.ts";

describe("whatever is thrown at a run, for thousands of steps,", () => {
  it("the books stay whole, and it trades afterwards", () => {
    assertOutlivesRubbish(200, 500);
  }, 300_000);

  it("long runs end as short ones do", () => {
    assertOutlivesRubbish(5, 5_000);
  }, 300_000);
});
