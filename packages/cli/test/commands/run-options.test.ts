import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { addRunOptions } from "../../src/commands/run-options.ts";
import type { RunOptions } from "../../src/run/run-options.ts";

function parse(...args: readonly string[]): RunOptions {
  const command = addRunOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse([...args], { from: "user" }).opts<RunOptions & Record<string, unknown>>();
}

describe("options of every run", () => {
  it("keeps all envelopes below runs/ unless told otherwise", () => {
    expect(parse()).toEqual({ envelopes: { kind: "all" }, out: "runs" });
  });

  it.each([
    ["all", { kind: "all" }],
    ["none", { kind: "none" }],
    ["every=1", { kind: "every", nth: 1 }],
    ["every=250", { kind: "every", nth: 250 }],
  ])("--envelopes %s", (text, envelopes) => {
    expect(parse("--envelopes", text).envelopes).toEqual(envelopes);
  });

  it.each(["every=0", "every=-1", "every=1.5", "every=", "some", "every=99999999999999999999"])(
    "--envelopes %s is refused",
    (text) => {
      expect(() => parse("--envelopes", text)).toThrow(CommanderError);
    },
  );

  it("gathers bots from lists and repeated options", () => {
    expect(parse("--bots", "4.16, ./mine", "--bots", "1.17").bots).toEqual([
      "4.16",
      "./mine",
      "1.17",
    ]);
    expect(() => parse("--bots", " , ")).toThrow(CommanderError);
  });
});
