/** Style of the trading sections, after the page's own. */
export const TRADING_STYLE = `
:root { --gain: #0b7a4b; --loss: #b42318; --loss-line: #c2332a; --loss-fill: rgba(194, 51, 42, 0.16); }
@media (prefers-color-scheme: dark) {
  :root { --gain: #3ecf8e; --loss: #ff8f86; --loss-line: #ff7b72; --loss-fill: rgba(255, 123, 114, 0.18); }
}
.gain { color: var(--gain); }
.loss { color: var(--loss); }
.trading-facts { margin-bottom: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.trading table { border-collapse: separate; border-spacing: 0; }
.trading table code { white-space: nowrap; }
.trading tbody th { position: sticky; left: 0; background: var(--surface); }
.acceptance th { min-width: 15rem; }
.acceptance th:first-child { width: 62%; }
.acceptance th span { display: block; }
.trading-facts dd .quiet { display: block; font-size: 0.82rem; }
.notes { margin: 0 0 14px; padding: 9px 14px 9px 30px; border: 1px solid var(--warn-border); border-radius: 8px; color: var(--warn-text); background: var(--warn-page); }
.verdict { margin: 0 0 14px; padding: 9px 14px; border: 1px solid var(--border); border-left: 12px solid var(--depth); border-radius: 8px; background: var(--surface); }
.verdict strong { text-transform: uppercase; letter-spacing: 0.04em; margin-right: 6px; }
.verdict-pass { border-left-color: var(--gain); }
.verdict-warn { border-left-color: var(--warn-border); }
.verdict-fail { border-color: var(--loss); border-left-color: var(--loss); color: var(--loss); }
.table-scroll { position: relative; }
.chip { white-space: nowrap; }
.chip-pass { color: var(--gain); border-color: var(--gain); }
.chip-fail, .chip-failed { color: var(--loss); border-color: var(--loss); font-weight: 600; }
.chip-warn, .chip-matched, .chip-mined, .chip-retrying { color: var(--warn-text); border-color: var(--warn-border); background: var(--warn-page); }
#trading-charts { display: grid; gap: 12px; }
.slug { display: inline-block; min-width: 9rem; overflow-wrap: anywhere; }
.stories, .fills { margin-top: 14px; }
.stories summary, .fills summary { cursor: pointer; font-weight: 600; margin-bottom: 10px; }
.fills .table-scroll { max-height: 420px; overflow-y: auto; }
.fills td, .fills th { white-space: nowrap; }
.outcomes { margin: 12px 0; }
section h4 { margin: 14px 0 6px; }
.codes.reasons li > span:first-child { overflow-wrap: anywhere; }
.capacity { margin-bottom: 12px; }
.capacity svg { display: block; width: 100%; max-width: 640px; height: auto; }
.capacity line { stroke: var(--border); }
.capacity polyline { fill: none; stroke: var(--accent); stroke-width: 2; }
.capacity circle { fill: var(--accent); }
.capacity text { fill: var(--text); font-size: 13px; text-anchor: middle; }
.capacity text.size { fill: var(--muted); }
@media (max-width: 640px) {
  th, td { padding: 7px 10px; }
  .slug { min-width: 7rem; }
  .trading-facts { grid-template-columns: 1fr 1fr; }
}
@media print {
  .fills .table-scroll { max-height: none; overflow: visible; }
}
`;
