/**
 * The style of a report: light and dark by the reader's system, cards instead of tables on a narrow screen, A4 on paper.
 *
 * One accent. The colours of the buckets are those of Okabe and Ito, which people who see colours otherwise tell apart; words
 * stand beside each. Every text has a contrast of 4.5 to 1 at least.
 */

const COLOURS = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2430; --soft: #586273; --line: #dde2e9; --wash: #f5f7fa; --accent: #0b5394; --accent-wash: #e7f0f8; --bad: #a03000; --bad-wash: #fdf1ea;
  --before: #9aa5b4; --review: #e69f00; --earlier: #56b4e9; --none: #c3cad4; --twice: #8d96a3; --reject: #d55e00; --shade: #eef1f5; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #12161d; --ink: #e8ecf2; --soft: #a3adbb; --line: #2c3440; --wash: #1a2029; --accent: #7ab8f0; --accent-wash: #1b2c3e; --bad: #ff9e6b; --bad-wash: #33211a;
    --before: #6b7686; --none: #3f4957; --twice: #77818f; --reject: #f07f3c; --shade: #1d242e; }
}
`;

const TEXT = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
main { max-width: 66rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1 { font-size: 2rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; margin: .25rem 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.35; font-weight: 650; margin: 0 0 1rem; }
h3 { font-size: 1.02rem; font-weight: 650; margin: 2rem 0 .6rem; }
h4 { font-size: .92rem; font-weight: 600; color: var(--soft); margin: 1.4rem 0 .3rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code { font: .84em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere; }
.eyebrow { color: var(--accent); font-weight: 600; font-size: .9rem; margin: 0; }
.lede { font-size: 1.15rem; line-height: 1.55; }
.note { color: var(--soft); }
.bad { color: var(--bad); }
section { margin-top: 3.5rem; padding-top: 1.75rem; border-top: 1px solid var(--line); }
`;

const OPENING = `
.state { color: var(--soft); font-size: .95rem; }
.badge { display: inline-block; margin-right: .4rem; padding: .05rem .6rem; border-radius: 1rem; background: var(--accent-wash); color: var(--accent); font-size: .85rem; font-weight: 600; }
.badge.bad { background: var(--bad-wash); color: var(--bad); }
dl { margin: 0; }
dd { margin: 0; }
dt { color: var(--soft); font-size: .85rem; }
.numbers { display: grid; grid-template-columns: 1fr 1fr 1.5fr; gap: 1.5rem; margin: 2rem 0; padding: 1.4rem 0; border: solid var(--line); border-width: 1px 0; }
.numbers dd { font-size: 1.5rem; line-height: 1.3; font-weight: 620; font-variant-numeric: tabular-nums; }
#number-paid span { display: block; font-size: 1.15rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, auto)); gap: .9rem 1.5rem; margin: 1rem 0; }
.facts dd { font-size: .95rem; }
section.decide { margin-top: 2rem; padding: 1.1rem 1.4rem 1.2rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 4px; background: var(--wash); }
section.decide h2 { font-size: 1.05rem; margin-bottom: .4rem; }
section.decide ul { margin: 0; padding-left: 1.1rem; }
nav { margin-top: 2rem; font-size: .95rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .25rem 1.5rem; }
`;

const CHARTS = `
.chart { display: block; margin: .8rem 0 .4rem; overflow: hidden; }
.chart text { fill: var(--ink); font-size: 12.5px; }
.chart text.axis { fill: var(--soft); font-size: 11.5px; font-variant-numeric: tabular-nums; }
.chart text.now-text { fill: var(--ink); font-size: 11.5px; font-weight: 600; }
.grid { stroke: var(--line); stroke-width: 1; }
.base { stroke: var(--soft); stroke-width: 1; }
.now { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
.window, .after, .compensated { fill: var(--accent); }
.excluded { fill: var(--review); }
.before { fill: var(--before); }
.dead, .rejected { fill: var(--reject); }
.shade { fill: var(--shade); }
.swatch .shade { stroke: var(--soft); stroke-width: 1; }
.review { fill: var(--review); }
.already_compensated { fill: var(--earlier); }
.unaffected { fill: var(--none); }
.duplicate, .line_items, .superseded { fill: var(--twice); }
.piece { stroke: var(--paper); stroke-width: 1; }
.track { fill: var(--line); }
.small-bar { display: block; margin: .25rem 0 0 auto; width: 5rem; }
.swatch { margin-right: .45rem; vertical-align: -1px; flex: none; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .3rem 0; padding: 0; font-size: .88rem; color: var(--soft); }
.warnings { padding-left: 1.1rem; max-width: 50rem; }
.warnings li { margin: .35rem 0; }
`;

const TABLES = `
table { width: 100%; border-collapse: collapse; margin: .8rem 0 1rem; font-size: .92rem; line-height: 1.45; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; padding: .5rem .7rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
tbody th, tfoot th { min-width: 9rem; }
td.t { min-width: 7.5rem; }
thead th { overflow-wrap: normal; color: var(--soft); font-size: .82rem; font-weight: 600; vertical-align: bottom; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
th:last-child, td:last-child { padding-right: 0; }
tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--soft); font-weight: 620; }
tr.part th { padding-left: 1.5rem; color: var(--soft); }
tr.part td { color: var(--soft); }
.rule { display: block; font-weight: 600; }
.why { display: block; font-weight: 400; color: var(--soft); font-size: .9em; }
.amount { display: block; min-width: 11em; }
.hash { word-break: break-all; }
details { margin: .4rem 0 1rem; }
summary { cursor: pointer; color: var(--accent); font-size: .92rem; width: fit-content; }
`;

const NARROW = `
@media screen and (max-width: 62rem) {
  table { font-size: .86rem; }
  tbody th, tfoot th { min-width: 7rem; }
  td.t { min-width: 5.5rem; }
  thead th { overflow-wrap: anywhere; }
  .amount { min-width: 0; }
  .small-bar { width: 3rem; }
}
@media screen and (max-width: 53rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.55rem; }
  .numbers { grid-template-columns: 1fr; gap: 1rem; }
  table, tbody, tfoot, tr, th[scope=row], td { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: .7rem 0; border-bottom: 1px solid var(--line); }
  th[scope=row], td, td.n, tfoot th, tfoot td { border: 0; padding: .1rem 0; text-align: left; }
  th[scope=row] { font-weight: 600; padding-bottom: .2rem; }
  td { display: flex; justify-content: space-between; gap: 1rem; }
  td::before { content: attr(data-title); color: var(--soft); font-size: .85rem; flex: none; max-width: 45%; }
  td div { text-align: right; min-width: 0; }
  td.empty { display: none; }
  td .small-bar { display: none; }
  tr.part { padding: .3rem 0 .3rem 1rem; }
  tr.part th { padding-left: 0; font-weight: 400; }
}
`;

const PRINT = `
@page { size: A4; margin: 16mm 15mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  section { margin-top: 1.6rem; padding-top: 1rem; }
  h1 { font-size: 20pt; }
  h2, h3, h4 { break-after: avoid; }
  tr, .chart, .numbers, section.decide, .legend { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  details.drawn { display: none; }
  details.kept::details-content { content-visibility: visible; block-size: auto; }
  table { font-size: 8.5pt; }
  tbody th, tfoot th { min-width: 7rem; }
  td.t { min-width: 0; }
  a { color: inherit; text-decoration: none; }
}
`;

export const PAGE_STYLE = [COLOURS, TEXT, OPENING, CHARTS, TABLES, NARROW, PRINT].join("");
