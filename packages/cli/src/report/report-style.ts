/** Style sheet of the report. Colours are variables, which the charts read too. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --surface: #ffffff; --raised: #f8fafb; --text: #12181f; --muted: #566270;
  --border: #dbe1e7; --grid: #e8ecf0; --accent: #1d4ed8; --focus: #1d4ed8;
  --bid: #0b7a4b; --ask: #c2332a; --depth: #64779c; --depth-line: rgba(100, 119, 156, 0.55); --depth-fill: rgba(100, 119, 156, 0.13);
  --decay: #b45309; --long: #7c3aed; --ofi: #1668b3; --ofi-line: #1668b3; --ofi-fill: rgba(22, 104, 179, 0.14); --vpin: #0f766e;
  --band-quiet: rgba(100, 116, 139, 0.08); --hatch-quiet: rgba(100, 116, 139, 0.20);
  --band-halt: rgba(194, 51, 42, 0.09); --hatch-halt: rgba(194, 51, 42, 0.26);
  --warn-text: #7a3e00; --warn-page: #fff3da; --warn-border: #e0a431; --serious: #b42318;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --surface: #151b23; --raised: #1b232d; --text: #e6ebf1; --muted: #9ba8b7;
    --border: #2b3541; --grid: #222b36; --accent: #79a8ff; --focus: #9cc0ff;
    --bid: #3ecf8e; --ask: #ff7b72; --depth: #8ea3c9; --depth-line: rgba(142, 163, 201, 0.50); --depth-fill: rgba(142, 163, 201, 0.14);
    --decay: #f5a524; --long: #b794f6; --ofi: #6cb6ff; --ofi-line: #6cb6ff; --ofi-fill: rgba(108, 182, 255, 0.16); --vpin: #4fd1c5;
    --band-quiet: rgba(148, 163, 184, 0.09); --hatch-quiet: rgba(148, 163, 184, 0.20);
    --band-halt: rgba(255, 123, 114, 0.10); --hatch-halt: rgba(255, 123, 114, 0.28);
    --warn-text: #ffd58a; --warn-page: #33270d; --warn-border: #b07d1c; --serious: #ff8f86;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 1440px; margin: 0 auto; padding: 28px 28px 56px; }
code { font: 0.86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 14px; letter-spacing: -0.015em; }
h2 { font-size: 1.05rem; margin: 0 0 12px; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
h4 { font-size: 0.95rem; margin: 0; }
.quiet { color: var(--muted); font-weight: 400; }
.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.brand { margin: 0 0 4px; font-weight: 700; color: var(--accent); }
.brand span { font-weight: 400; color: var(--muted); }
.origin { margin: 0 0 16px; padding: 9px 14px; border: 1px solid var(--border); border-radius: 8px; background: var(--surface); }
.origin strong { text-transform: capitalize; }
.origin-synthetic { color: var(--warn-text); background: var(--warn-page); border-color: var(--warn-border); border-left: 12px solid var(--warn-border); }
.origin-synthetic strong { text-transform: uppercase; letter-spacing: 0.04em; margin-right: 6px; }
.facts { display: flex; flex-wrap: wrap; margin: 0 0 28px; background: var(--surface); border: 1px solid var(--border); border-radius: 10px; overflow: hidden; }
.facts div { flex: 1 1 170px; padding: 10px 14px; min-width: 0; box-shadow: 1px 1px 0 var(--border); }
.facts dt { color: var(--muted); font-size: 0.8rem; }
.facts dd { margin: 2px 0 0; font-weight: 600; overflow-wrap: anywhere; }
section { margin-bottom: 32px; }
button { font: inherit; font-size: 0.82rem; color: var(--text); background: var(--surface); border: 1px solid var(--border); border-radius: 6px; padding: 3px 10px; cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
button.link { border: 0; background: none; padding: 0; color: var(--accent); text-decoration: underline; font-variant-numeric: tabular-nums; }
.table-scroll { overflow-x: auto; border: 1px solid var(--border); border-radius: 10px; background: var(--surface); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 9px 14px; border-top: 1px solid var(--border); vertical-align: top; font-weight: 400; }
thead th { border-top: 0; color: var(--muted); font-size: 0.8rem; white-space: nowrap; }
tbody th { font-weight: 600; }
th.number { text-align: right; }
.chip { display: inline-block; padding: 1px 9px; border: 1px solid var(--border); border-radius: 99px; background: var(--raised); font-size: 0.82rem; }
.codes { list-style: none; margin: 0; padding: 0; display: grid; gap: 3px; }
.codes li { display: grid; grid-template-columns: minmax(0, 21rem) minmax(40px, 12rem) 5rem; gap: 12px; align-items: center; }
meter { width: 100%; height: 8px; appearance: none; border: 0; border-radius: 4px; background: var(--grid); }
meter::-webkit-meter-inner-element { display: block; }
meter::-webkit-meter-bar { background: var(--grid); border: 0; border-radius: 4px; height: 8px; }
meter::-webkit-meter-optimum-value { background: var(--depth); border-radius: 4px; }
meter::-moz-meter-bar { background: var(--depth); border-radius: 4px; }
.markets { display: flex; flex-wrap: wrap; gap: 8px; min-width: 0; margin: 0 0 18px; padding: 0; border: 0; max-height: 168px; overflow-y: auto; }
.markets label { position: relative; cursor: pointer; }
.markets input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.markets span { display: block; padding: 6px 14px; border: 1px solid var(--border); border-radius: 8px; background: var(--surface); }
.markets input:hover + span { border-color: var(--accent); }
.markets input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--page); font-weight: 600; }
.markets input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px; }
.market-head { margin-bottom: 10px; }
.market-head p { margin: 2px 0 0; }
.board { display: grid; grid-template-columns: minmax(0, 1fr) 380px; gap: 20px; align-items: start; }
.tools { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 10px; }
#charts { display: grid; gap: 12px; }
figure { margin: 0; padding: 12px 12px 6px; background: var(--surface); border: 1px solid var(--border); border-radius: 10px; min-width: 0; }
figcaption { font-size: 0.86rem; margin: 0 0 4px 2px; }
.chart { overflow: hidden; }
.hint { font-size: 0.86rem; margin: 8px 2px 0; }
.uplot { font-family: inherit; }
.u-legend { font-size: 0.8rem; text-align: left; margin: 0; min-height: 1.6em; }
.u-legend.u-inline tr { margin-right: 14px; }
.u-legend th, .u-legend td { border: 0; padding: 1px 3px; }
.u-legend th { font-weight: 400; color: var(--muted); }
.u-legend td { font-weight: 600; font-variant-numeric: tabular-nums; }
.u-legend .u-marker { height: 3px; width: 14px; border-width: 2px !important; vertical-align: middle; }
.u-select { background: color-mix(in srgb, var(--accent) 16%, transparent); }
.u-hz .u-cursor-x, .u-vt .u-cursor-y { border-right: 1px solid var(--muted); }
.panel { position: sticky; top: 16px; max-height: calc(100vh - 32px); display: flex; flex-direction: column; background: var(--surface); border: 1px solid var(--border); border-radius: 10px; padding: 14px; }
.panel-time { margin: 6px 0 0; font-weight: 600; font-variant-numeric: tabular-nums; color: var(--accent); }
.panel > .quiet { margin: 2px 0 12px; font-size: 0.86rem; }
.panel ol { position: relative; list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; min-height: 0; overflow-y: auto; }
.card { border: 1px solid var(--border); border-left: 4px solid var(--depth); border-radius: 8px; padding: 9px 11px; background: var(--raised); min-width: 0; }
.severity-warn, .severity-reshape { border-left-color: var(--warn-border); }
.severity-hard_reject { border-left-color: var(--serious); }
.card[aria-current] { border-color: var(--accent); border-left-color: var(--accent); }
.card-top { display: flex; justify-content: space-between; gap: 8px; font-size: 0.86rem; }
.card-bot { font-weight: 600; }
.card-time { color: var(--muted); font-variant-numeric: tabular-nums; }
.card-code { display: block; margin: 1px 0 4px; }
.card-figures { display: flex; align-items: center; gap: 14px; }
.card-value::before { content: "value "; color: var(--muted); font-size: 0.82rem; font-weight: 400; }
.card-value { font-size: 1.2rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.card-confidence { display: flex; align-items: center; gap: 8px; color: var(--muted); font-size: 0.82rem; white-space: nowrap; }
.card-confidence meter { width: 64px; }
.card-text { margin: 4px 0 6px; font-size: 0.84rem; color: var(--muted); overflow-wrap: anywhere; }
.copy-row { display: flex; justify-content: space-between; align-items: start; gap: 8px; padding-top: 4px; margin-top: 4px; border-top: 1px solid var(--border); }
.copy-row button { padding: 0 8px; flex: none; }
.copy-field { position: fixed; opacity: 0; }
.events { margin-top: 20px; }
.events summary { cursor: pointer; font-weight: 600; margin-bottom: 10px; }
.events .table-scroll { max-height: 380px; overflow-y: auto; }
@media (max-width: 1020px) {
  .board { grid-template-columns: minmax(0, 1fr); }
  .panel { position: static; max-height: 70vh; }
  .codes li { grid-template-columns: minmax(0, 1fr) auto; }
  .codes meter { display: none; }
}
@media (max-width: 640px) {
  main { padding: 18px 14px 40px; }
  h1 { font-size: 1.4rem; }
  .facts div { flex-basis: 45%; }
  figure { padding: 10px 6px 4px; }
  table.bots thead { display: none; }
  table.bots, table.bots tbody { display: block; }
  table.bots tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; border-top: 1px solid var(--border); padding: 6px 0; }
  table.bots tr:first-child { border-top: 0; }
  table.bots th, table.bots td { border: 0; padding: 4px 12px; min-width: 0; }
  table.bots th, table.bots td:last-child { grid-column: 1 / -1; }
  table.bots td.number::after { content: " decisions"; color: var(--muted); }
  .events thead { display: none; }
  .events table, #event-rows { display: block; }
  #event-rows tr { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr) auto; border-top: 1px solid var(--border); padding: 5px 0; }
  #event-rows td { border: 0; padding: 3px 12px; min-width: 0; }
  #event-rows td:last-child { grid-column: 1 / -1; }
  .markets { flex-wrap: nowrap; overflow-x: auto; padding-bottom: 6px; }
  .markets span { white-space: nowrap; }
  .tools button { padding: 7px 11px; }
  .u-legend.u-inline tr { margin-right: 8px; }
}
@media print {
  :root { --page: #ffffff; --surface: #ffffff; --raised: #ffffff; --text: #000000; --muted: #444444; --border: #bbbbbb; }
  main { max-width: none; padding: 0; }
  .board { display: block; }
  .tools, .hint, button:not(.link) { display: none; }
  button.link { color: var(--text); text-decoration: none; }
  .markets label:not(:has(input:checked)) { display: none; }
  .panel { position: static; max-height: none; margin-top: 12px; display: block; }
  .panel ol { overflow: visible; }
  .events .table-scroll { max-height: none; }
  figure, .card, tr { break-inside: avoid; }
}
`;
