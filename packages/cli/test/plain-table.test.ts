import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainTable, shortName } from "../src/plain-table.ts";

describe("plainTable", () => {
  it("rules the heading once and aligns the cells", () => {
    const table = plainTable(
      [
        { head: "market", align: "left" },
        { head: "book\nupdates" },
        { head: "why", align: "left" },
      ],
      [
        ["a", "1,360", "calm"],
        ["longer", "7", "news\nhalt"],
      ],
    );
    expect(table.split("\n")).toEqual([
      "market     book  why",
      "        updates",
      "─────────────────────",
      "a         1,360  calm",
      "longer        7  news",
      "                 halt",
    ]);
  });
});

describe("shortName", () => {
  it("keeps both ends of a long slug", () => {
    expect(shortName("mlb-wsh-sd-2025-06-24")).toBe("mlb-wsh-sd-2025-06-24");
    expect(shortName("will-the-fed-cut-rates-after-the-december-meeting")).toBe(
      "will-the-fe…er-meeting",
    );
  });

  it("never exceeds its column", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const short = shortName(name);
        expect(short.length).toBeLessThanOrEqual(22);
        if (name.length <= 22) expect(short).toBe(name);
      }),
    );
  });
});
