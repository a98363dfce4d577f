import { describe, expect, it } from "vitest";
import { outsideFolder, polytraders } from "../polytraders-process.ts";
import { areGamesAbsent, gameFiles } from "../recorded-games.ts";

const { path: folder, write } = outsideFolder();
const TERMS = ["--pool", "200", "--max-spread", "5", "--min-size", "50"];
const ORDER = ["--order", "yes:buy:0.47:80"];

describe("polytraders rewards estimate", () => {
  it("prints the arithmetic of a stated market", async () => {
    const args = ["--mid", "0.5", "--competition", "50000"];
    const ended = await polytraders(["rewards", "estimate", ...ORDER, ...TERMS, ...args], {
      folder,
    });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain("Your score    4.2667: one side alone counts for a third");
    expect(ended.stdout).toContain("nothing: a day below 1 USD is not paid");
    expect(ended.stdout).toContain("would promise 0.0512 USD a day");
  });

  it("takes the competition from a book file", async () => {
    const book = write(
      "book.json",
      '{"asset_id":"1","bids":[{"price":"0.48","size":"500"}],"asks":[["0.52",400]]}',
    );
    const args = ["rewards", "estimate", ...ORDER, ...TERMS, "--book", book, "--json"];
    const ended = await polytraders(args, { folder });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schemaVersion: 1,
      mid: 0.5,
      score: { qTwo: 0 },
      competition: { asOneMaker: expect.closeTo(144, 6) },
    });
  });

  it.skipIf(areGamesAbsent)("takes the competition from a recording", async () => {
    const game = gameFiles.find((file) => file.includes("mlb-bal-tex-2025-07-01")) ?? "";
    const terms = "--order no:buy:0.9:80 --pool 200 --max-spread 5 --min-size 5".split(" ");
    const ended = await polytraders(
      ["rewards", "estimate", ...terms, "--data", game, "--at", "2025-07-02T02:00:00Z", "--json"],
      { folder },
    );
    expect(ended.stderr).toBe("");
    const answer: unknown = JSON.parse(ended.stdout);
    expect(answer).toMatchObject({
      book: expect.stringContaining("mlb-bal-tex-2025-07-01 as rec"),
    });
  });

  it.each([
    [["--mid", "0.5"], "one of --competition, --book and --data"],
    [["--competition", "1"], "no --mid"],
    [["--competition", "1", "--order", "yes:buy:1.2:5"], "outcome:side:price:size"],
    [["--competition", "1", "--at", "yesterday"], "2025-06-24T18:30:00Z"],
    [["--book", "none.json"], "CONFIG_UNREADABLE"],
  ])("%j is a usage error", async (args, words) => {
    const ended = await polytraders(["rewards", "estimate", ...ORDER, ...TERMS, ...args], {
      folder,
    });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toContain("    at ");
  });
});
