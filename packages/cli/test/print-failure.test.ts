import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { printFailure } from "../src/print-failure.ts";
import { EXIT } from "../src/verb.ts";
import { MemoryIo } from "./memory-io.ts";

describe("printFailure", () => {
  it.each([
    ["CONFIG_INVALID", EXIT.usage],
    ["BOT_PARAMETER_BEYOND_HARD", EXIT.usage],
    ["BOT_MODE_UNSUPPORTED", EXIT.usage],
    ["BOT_NOT_FOUND", EXIT.usage],
    ["VENUE_WORLD_INVALID", EXIT.usage],
    ["VENUE_FAULTS_INVALID", EXIT.usage],
    ["VENUE_LISTEN_FAILED", EXIT.failedCheck],
    ["BOT_LOAD_FAILED", EXIT.failedCheck],
    ["DATA_RECORDING_CORRUPT", EXIT.failedCheck],
    ["RUN_FOLDER_UNWRITABLE", EXIT.failedCheck],
  ] as const)("%s ends the process with %i", (code, exitCode) => {
    const io = new MemoryIo();
    printFailure(new PolytradersError(code, { found: "it" }), io);
    expect(io.exitCode).toBe(exitCode);
    expect(io.outLines).toEqual([]);
    expect(io.errLines).toHaveLength(1);
  });

  it("names files as the user would", () => {
    const io = new MemoryIo("/trader/bots");
    const place = { file: "/trader/bots/polytraders.yaml", line: 3, column: 5, field: "bots.x" };
    printFailure(new PolytradersError("CONFIG_INVALID", { found: "y", place }), io);
    expect(io.errLines[0]).toMatch(/^error polytraders\.yaml:3:5 bots\.x: CONFIG_INVALID/);
  });

  it("shows the stack of a fault of ours only when asked to", () => {
    const quiet = new MemoryIo();
    printFailure(new TypeError("x is not a function"), quiet);
    expect(quiet.errLines.join("\n")).toContain("INTERNAL_FAULT: x is not a function");
    expect(quiet.errLines.join("\n")).not.toContain(" at ");
    const loud = new MemoryIo("/trader", { POLYTRADERS_DEBUG: "1" });
    printFailure(new TypeError("x is not a function"), loud);
    expect(loud.errLines.join("\n")).toContain("print-failure.test.ts");
    expect([quiet.exitCode, loud.exitCode]).toEqual([EXIT.failedCheck, EXIT.failedCheck]);
  });
});
