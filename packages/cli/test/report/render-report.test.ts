import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { encodePageData, type PageData } from "../../src/report/page-data.ts";
import { linkModule, pageScript } from "../../src/report/page-script.ts";
import { decodeMarket } from "../../src/report/page/decode.ts";
import {
  formatDuration,
  formatNumber,
  formatReason,
  formatTick,
} from "../../src/report/page/format.ts";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportData } from "../../src/report/report-data.ts";
import { sampleReport } from "./sample-run.ts";

let data: ReportData;
let html = "";
beforeAll(async () => {
  data = await sampleReport();
  html = renderReport(data);
});

/** Contents of the page's script elements, in order. */
function scriptsOf(page: string): string[] {
  return [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, content]) => content ?? "",
  );
}

describe("the page", () => {
  it("stays below 1.5 MB for the demo and is the same each time", () => {
    expect(html.length).toBeLessThan(1_500_000);
    expect(renderReport(data)).toBe(html);
  });

  it("refers to nothing outside itself", () => {
    expect(html).not.toMatch(/<(link|img|iframe|object|embed)\b/);
    expect(html).not.toMatch(/<script[^>]*\ssrc/);
    expect(html).not.toMatch(/@import|url\(/);
  });

  it("allows exactly the scripts it contains", () => {
    const [policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.slice(1) ?? [];
    expect(policy).toContain("default-src 'none'");
    const allowed = [...policy.matchAll(/'sha256-([^']+)'/g)].map(([, hash]) => hash);
    const [, ...scripts] = scriptsOf(html);
    expect(scripts.map((script) => createHash("sha256").update(script).digest("base64"))).toEqual(
      allowed,
    );
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it("says loudly where its data is from", () => {
    expect(html).toContain('<p class="origin origin-synthetic"><strong>synthetic data</strong>');
    const recorded = renderReport({ ...data, origin: { kind: "recording", label: "mlb" } });
    expect(recorded).not.toContain('origin-synthetic"');
  });

  it("shows hostile names as text", () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`;
    const [market] = data.markets;
    if (market === undefined) throw new Error("no market");
    const [envelope] = market.envelopes;
    if (envelope === undefined) throw new Error("no envelope");
    const page = renderReport({
      ...data,
      title: evil,
      runId: evil,
      stateHash: evil,
      origin: { kind: "recording", label: evil },
      generatedFrom: { [evil]: evil },
      bots: [{ id: evil, name: evil, mode: evil, counts: { [evil]: 1 } }],
      markets: [{ ...market, slug: evil, envelopes: [{ ...envelope, text: evil, botId: evil }] }],
    });
    expect(scriptsOf(page)).toHaveLength(3);
    expect(page).not.toContain("<img");
    expect(page).not.toContain("alert(1)</script>");
    const embedded: PageData = JSON.parse(scriptsOf(page)[0] ?? "");
    expect(embedded.markets[0]?.envelopes.text).toEqual([evil]);
  });

  it("renders runs without bots and without markets", () => {
    const page = renderReport({ ...data, bots: [], markets: [], marketsSeen: 0 });
    expect(page).toContain("No bots ran.");
    expect(page).toContain("No market had a book.");
  });
});

describe("embedded data", () => {
  it("comes back as it went in, to the digits that can be seen", () => {
    const encoded: PageData = JSON.parse(scriptsOf(html)[0] ?? "");
    expect(encoded).toEqual(JSON.parse(JSON.stringify(encodePageData(data))));
    for (const [index, market] of data.markets.entries()) {
      const packed = encoded.markets[index];
      if (packed === undefined) throw new Error("market lost");
      const decoded = decodeMarket(packed, encoded.bots, encoded.codes);
      expect(decoded.timeMs).toEqual(market.series.timeMs);
      expect(decoded.columns.bid).toEqual(market.series.bid);
      for (const [row, depth] of market.series.depthUsd.entries()) {
        expect(decoded.columns.depthUsd[row]).toBeCloseTo(depth ?? Number.NaN, 0);
      }
      for (const [place, envelope] of market.envelopes.entries()) {
        const { value, confidence } = decoded.envelopes[place] ?? {};
        expect({ ...decoded.envelopes[place], value: 0, confidence: 0 }).toEqual({
          ...envelope,
          value: 0,
          confidence: 0,
        });
        expect(value === null).toBe(envelope.value === null);
        expect(value ?? 0).toBeCloseTo(envelope.value ?? 0, 3);
        expect(confidence ?? 0).toBeCloseTo(envelope.confidence ?? 0, 2);
      }
    }
  });
});

describe("the page's script", () => {
  it("is one classic script without imports or exports", () => {
    const script = pageScript();
    expect(script).not.toMatch(/^\s*(import|export)\b/m);
    expect(script).not.toContain("</");
    expect(script.length).toBeLessThan(60_000);
  });

  it("links modules by name and keeps their scopes apart", () => {
    const linked = [
      'import { a } from "./first.js";\nexport const b = a + 1;\nconst c = 5;\n',
      'import { a } from "./first.js";\nimport { b } from "./second.js";\nconst c = a * b;\nexport function d() { return c; }\n',
    ];
    const text = [
      linkModule("first", "const c = 1;\nexport const a = c;\n"),
      linkModule("second", linked[0] ?? ""),
      linkModule("third", linked[1] ?? ""),
    ].join("");
    // The linker's output is what the browser runs; here it is run on its own.
    // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
    expect(new Function(`const page = {}; ${text} return page.third.d();`)()).toBe(2);
  });
});

describe("formats", () => {
  it.each([
    [850, "850 ms"],
    [4_250, "4.3 s"],
    [59_400, "59 s"],
    [200_000, "3 min 20 s"],
    [1_799_700, "30 min 0 s"],
    [7_380_000, "2 h 3 min"],
  ])("%i ms as %s", (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));

  it.each([
    [null, "–"],
    [0.123456, "0.123"],
    [-12.345, "-12.35"],
    [123_456.7, "123,457"],
  ])("%s as %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it("writes days on an axis of several days", () => {
    const timeMs = Date.UTC(2026, 0, 5, 14, 3, 27);
    const hour = 3_600_000;
    expect(formatTick(timeMs, 6 * hour)).toBe("14:03:27");
    expect(formatTick(timeMs, 48 * hour)).toBe("01-05 14:03");
    expect(formatTick(timeMs, 200 * hour)).toBe("01-05");
  });

  it("names the reason of a suppression", () => {
    expect(formatReason("INTEL_DECAY_SUPPRESSED_LOW_SAMPLES")).toBe("low samples");
    expect(formatReason("RISK_MARKET_HALT_SUSPECT")).toBe("halt suspect");
    expect(formatReason("OTHER")).toBe("other");
  });
});
