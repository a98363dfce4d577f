import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArrivalLine } from "../../src/server/http/arrival-line.ts";

describe("requests that have something to prepare", () => {
  it("pass in the order in which they came, whatever is ready first", () => {
    const request = fc.constantFrom("nothing to prepare", "ready at once", "ready later");
    fc.assert(
      fc.property(fc.array(request), fc.infiniteStream(fc.nat()), (requests, dice) => {
        const line = new ArrivalLine();
        const passed: number[] = [];
        const preparing: (() => void)[] = [];
        for (const [index, kind] of requests.entries()) {
          const pass = (): void => void passed.push(index);
          if (kind === "nothing to prepare") line.enter(pass);
          else if (kind === "ready at once") line.enter(pass, (ready) => ready());
          else line.enter(pass, (ready) => void preparing.push(ready));
        }
        const longest = requests.indexOf("ready later");
        expect(passed).toEqual(
          requests.slice(0, longest < 0 ? undefined : longest).map((_, i) => i),
        );
        while (preparing.length > 0) {
          const at = (dice.next().value ?? 0) % preparing.length;
          preparing.splice(at, 1)[0]?.();
        }
        expect(passed).toEqual(requests.map((_, index) => index));
      }),
    );
  });

  it("pass at once when nobody is before them", () => {
    const line = new ArrivalLine();
    let hasPassed = false;
    line.enter(() => {
      hasPassed = true;
    });
    expect(hasPassed).toBe(true);
  });

  it("pass also when their preparation fails", () => {
    const line = new ArrivalLine();
    const passed: string[] = [];
    line.enter(
      () => passed.push("broken"),
      () => {
        throw new Error("cannot be prepared");
      },
    );
    line.enter(() => passed.push("next"));
    expect(passed).toEqual(["broken", "next"]);
  });
});
