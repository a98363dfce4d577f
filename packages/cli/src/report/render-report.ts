import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { escapeHtml, scriptJson } from "./escape-html.ts";
import { encodePageData } from "./page-data.ts";
import { pageScript } from "./page-script.ts";
import type { ReportData } from "./report-data.ts";
import { botsSection, headerSection, marketsSection } from "./report-sections.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { tradingSections } from "./trading/trading-sections.ts";
import { TRADING_STYLE } from "./trading/trading-style.ts";

const require = createRequire(import.meta.url);

/**
 * Writes a run's report as one HTML page that needs nothing else: charts, data, style and script
 * are inside. It works from the disk, makes no request, and its content policy allows none.
 */
export function renderReport(data: ReportData): string {
  const scripts = [readAsset("uplot/dist/uPlot.iife.min.js"), pageScript()];
  const style = `${readAsset("uplot/dist/uPlot.min.css")}\n${REPORT_STYLE}${data.trading === undefined ? "" : TRADING_STYLE}`;
  const hashes = scripts.map((script) => `'sha256-${sha256(script)}'`).join(" ");
  const policy = `default-src 'none'; script-src ${hashes}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(data.title)} – Polytraders</title>
<style>${style}</style>
</head>
<body>
<main>
${headerSection(data)}
${tradingSections(data.trading)}
${botsSection(data.bots)}
${marketsSection(data)}
</main>
<script type="application/json" id="report-data">${scriptJson(encodePageData(data))}</script>
<script>${scripts[0]}</script>
<script>${scripts[1]}</script>
</body>
</html>
`;
}

/** Reads a file of an installed package. Nothing in it may end the element it is put into. */
function readAsset(path: string): string {
  return readFileSync(require.resolve(path), "utf8").replaceAll("</", String.raw`<\/`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
