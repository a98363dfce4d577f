import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { ConfigDocument } from "../../src/run/config-document.ts";
import { readRunConfig } from "../../src/run/read-run-config.ts";
import { outsideFolder } from "../polytraders-process.ts";

const { path: folder, write } = outsideFolder();

function errorOf(action: () => unknown): PolytradersError {
  try {
    action();
  } catch (error) {
    if (error instanceof PolytradersError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("readRunConfig", () => {
  it("reads YAML and JSON alike, and an empty file as an empty configuration", () => {
    const bots = { "intel.mine": { path: "./mine", mode: "advisory", parameters: { cents: 3 } } };
    const yaml =
      "seed: 4\nbots:\n  intel.mine: { path: ./mine, mode: advisory, parameters: { cents: 3 } }\n";
    expect(readRunConfig(write("a.yaml", yaml))).toEqual({ seed: 4, bots });
    expect(readRunConfig(write("a.json", JSON.stringify({ seed: 4, bots })))).toEqual({
      seed: 4,
      bots,
    });
    expect(readRunConfig(write("empty.yaml", "# nothing yet\n"))).toEqual({});
  });

  it.each([
    ["seed: 1.5", { line: 1, column: 1, field: "seed" }],
    ["killSwitch:\n  isActive: yes please", { line: 2, column: 3, field: "killSwitch.isActive" }],
    ["bots:\n  x:\n    watches: all", { line: 3, column: 5, field: "bots.x.watches" }],
    ["bots:\n  x:\n    watches: [a, 3]", { line: 3, column: 5, field: "bots.x.watches.1" }],
    ["bots:\n  x:\n    path: ''", { line: 3, column: 5, field: "bots.x.path" }],
  ])("%j is placed", (text, place) => {
    const file = write("wrong.yaml", text);
    const error = errorOf(() => readRunConfig(file));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.detail.place).toEqual({ file, ...place });
  });

  it("tells a missing file from a broken one", () => {
    expect(errorOf(() => readRunConfig(`${folder}/none.yaml`)).code).toBe("CONFIG_UNREADABLE");
    const broken = errorOf(() => readRunConfig(write("broken.yaml", "seed: 1\nbots: }\n")));
    expect(broken.code).toBe("CONFIG_SYNTAX");
    expect(broken.detail.place).toMatchObject({ line: 2, column: 7 });
  });

  it("never shows a secret that stands in the wrong place", () => {
    const error = errorOf(() => readRunConfig(write("secret.yaml", "privateKey: 0x1234567890\n")));
    expect(error.message).not.toContain("0x1234567890");
  });
});

describe("ConfigDocument", () => {
  it("places a path that does not exist at the nearest key above it", () => {
    const file = write("place.yaml", "bots:\n  4.16:\n    mode: off\n");
    const document = new ConfigDocument(file);
    expect(document.placeOf(["bots", "4.16", "parameters", "x"])).toEqual({
      file,
      line: 2,
      column: 3,
      field: "bots.4.16.parameters.x",
    });
    expect(document.placeOf([])).toEqual({ file });
  });
});
