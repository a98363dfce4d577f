import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTLEMENT, openVenue, parseFaultPlan, readWorld } from "../../src/index.ts";
import { CHANNEL_LIMITS } from "../../src/server/channels/channel-options.ts";
import { LISTENER_LIMITS } from "../../src/server/index.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";
import { blocksOf, readme, snippetAsShown, snippetNames } from "./readme-text.ts";

const START_MS = Date.UTC(2026, 11, 1);

describe("the README", () => {
  it.each(snippetNames)("shows %s as it is tested", (name) => {
    const language = name.endsWith(".yaml") ? "yaml" : "ts";
    expect(blocksOf(language)).toContain(snippetAsShown(name));
  });

  it("shows no program that is not tested", () => {
    const tested = snippetNames.map(snippetAsShown);
    for (const block of blocksOf("ts")) expect(tested).toContain(block);
  });

  it("shows a world that can be served", () => {
    const world = readWorld(snippetAsShown("world.yaml"), "world.yaml");
    const { exchange } = openVenue({ startMs: START_MS, world });
    expect(exchange.markets()).toHaveLength(5);
    expect(exchange.balance("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", null)).toBe(1e9);
    exchange.advanceTo(START_MS + 600_000);
    expect(exchange.trades({}).length).toBeGreaterThan(0);
    exchange.audit();
  });

  it("shows every field that a world may have", () => {
    const shown = snippetAsShown("world.yaml");
    const fields = fieldsOf(
      JSON.parse(JSON.stringify(worldDocumentSchema.toJSONSchema({ io: "input" }))),
    );
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter((field) => !new RegExp(`\\b${field}:`).test(shown))).toEqual([]);
  });

  it("shows a fault plan that can be installed", () => {
    const plans = blocksOf("yaml").filter((block) => block.includes("faults:"));
    expect(plans).toHaveLength(1);
    expect(parseFaultPlan(plans[0] ?? "", "README.md").faults).toHaveLength(2);
  });

  it("names the defaults that hold", () => {
    const { minedDelayMs, confirmedDelayMs, retryDelayMs, delayJitter } = DEFAULT_SETTLEMENT;
    expect(readme).toContain(
      `MINED after ${minedDelayMs / 1_000} s → CONFIRMED ${confirmedDelayMs / 1_000} s later, each ± ${delayJitter * 100} %; retry after ${retryDelayMs / 1_000} s`,
    );
    const { bodyBytesMax, headerBytesMax, connectionsMax } = LISTENER_LIMITS;
    expect(readme).toContain(`${bodyBytesMax / 1_024} KiB, ${headerBytesMax / 1_024} KiB`);
    expect(readme).toContain(connectionsMax.toLocaleString("en"));
    expect(readme).toContain(`${CHANNEL_LIMITS.waitingBytesMax / 1_048_576} MiB`);
  });

  it("links to what is there", () => {
    const folder = join(import.meta.dirname, "../..");
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
    const anchors = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});

/** Names of all properties anywhere in a JSON Schema. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties, ...rest } = schema as { readonly properties?: Record<string, unknown> };
  const names = new Set(Object.keys(properties ?? {}));
  for (const inner of [...Object.values(properties ?? {}), ...Object.values(rest)]) {
    for (const name of fieldsOf(inner)) names.add(name);
  }
  return [...names];
}
