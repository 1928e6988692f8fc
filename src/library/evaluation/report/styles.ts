/** @file The look of a report: the colours of the app (renderer/styles/tokens.css) in a page that stands alone. */

/** Content of its style element. `same`, `different` and `other` are the three kinds of pairs. */
export const reportStyles = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f4f1ec, #171614);
  --surface: light-dark(#fdfcfa, #201e1b);
  --sunken: light-dark(#e9e4dc, #2a2825);
  --line: light-dark(#dfd9cf, #37342f);
  --ink: light-dark(#25221e, #f0ece5);
  --ink-2: light-dark(#595248, #bcb5a9);
  --blaze: light-dark(#b0431b, #f08c5e);
  --moss: light-dark(#4a6638, #a3c18c);
  --slate: light-dark(#4b6078, #93a9c2);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'Liberation Sans', sans-serif;
  background: var(--paper);
  color: var(--ink);
}
* { box-sizing: border-box; }
body { margin: 0; }
main { max-width: 74rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { margin: 3rem 0 0.25rem; font-size: 1.3rem; line-height: 1.25; letter-spacing: -0.01em; }
h3 { margin: 0 0 0.5rem; font-size: 1rem; }
p { margin: 0.35rem 0 1rem; max-width: 46rem; color: var(--ink-2); }
bdi { overflow-wrap: anywhere; }
.brand { display: flex; align-items: center; gap: 0.6rem; margin-bottom: 0.75rem; color: var(--ink-2); font-weight: 600; }
.brand svg { width: 1.5rem; height: 1.5rem; }
.brand .low { fill: light-dark(#8d8375, #7b7367); }
.brand .middle { fill: light-dark(#aaa092, #9b9285); }
.brand .high { fill: var(--blaze); }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
.card { padding: 1rem 1.15rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.card b { display: block; font-size: 2.1rem; font-weight: 650; line-height: 1.15; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.card span { color: var(--ink-2); }
.card .range { font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; margin-top: 1rem; }
figure { margin: 0; }
.chart { padding: 1.1rem 1.15rem 0.9rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.chart p { margin: 0.4rem 0 0; font-size: 0.87rem; }
.chart svg { display: block; width: 100%; height: auto; }
.legends { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin: 0.4rem 0 0; padding: 0; list-style: none; font-size: 0.87rem; }
.legends li { display: flex; align-items: center; gap: 0.45rem; }
.legends i { width: 1.5rem; border-top: 2.5px solid; }
.legends .same { color: var(--moss); } .legends .different { color: var(--blaze); border-top-style: dashed; }
.legends .other { color: var(--slate); border-top-style: dotted; } .legends .ideal { color: var(--ink-2); border-top: 1.5px dashed; }
.legends .bars { height: 0.8rem; border: 0; background: var(--slate); opacity: 0.3; }
svg text { fill: var(--ink-2); font-size: 12px; }
svg .word { fill: var(--ink); }
.grid { stroke: var(--line); }
.axis, .mark { stroke: var(--ink-2); }
.mark { stroke-dasharray: 2 3; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line.same { stroke: var(--moss); } .line.different { stroke: var(--blaze); stroke-dasharray: 6 3; }
.line.other { stroke: var(--slate); stroke-dasharray: 1.5 3; stroke-width: 2.5; } .line.ideal { stroke: var(--ink-2); stroke-width: 1.2; stroke-dasharray: 5 4; }
.area { opacity: 0.14; }
.area.same, .dot.same { fill: var(--moss); } .area.different { fill: var(--blaze); } .area.other { fill: var(--slate); }
.bar.other { fill: var(--slate); opacity: 0.3; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin-top: 0.75rem; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-size: 0.87rem; font-weight: 600; color: var(--ink-2); white-space: nowrap; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
td small, .caption small { display: block; color: var(--ink-2); font-size: 0.87rem; }
.figures td:first-child { width: 99%; }
.span { position: relative; display: block; width: 11rem; height: 0.5rem; margin-top: 0.5rem; background: var(--sunken); border-radius: 99px; }
.span i { position: absolute; inset-block: 0; left: var(--low); width: calc(var(--high) - var(--low)); min-width: 2px; background: var(--moss); opacity: 0.45; border-radius: 99px; }
.span b { position: absolute; top: -0.2rem; left: calc(var(--value) - 1.5px); width: 3px; height: 0.9rem; background: var(--moss); border-radius: 2px; }
.span.small { width: 6rem; }
.span.small i { left: 0; width: var(--value); }
.cases { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.cases.wide { grid-template-columns: repeat(auto-fill, minmax(30rem, 1fr)); }
.case { padding: 0.9rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.case h3 { display: flex; justify-content: space-between; gap: 1rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.case h3 span { font-weight: 400; color: var(--ink-2); }
.photos { display: grid; grid-auto-columns: minmax(0, 1fr); grid-auto-flow: column; gap: 0.75rem; }
.photos img, .photos .absent { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: contain; background: var(--sunken); border-radius: 6px; }
.photos .absent { display: grid; place-items: center; color: var(--ink-2); font-size: 0.87rem; }
.caption { padding-top: 0.45rem; font-size: 0.93rem; line-height: 1.35; }
.caption small { overflow-wrap: anywhere; }
.role { display: block; font-size: 0.8rem; color: var(--ink-2); }
.plain { font-style: italic; }
.notice { padding: 0.75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-inline-start: 4px solid var(--blaze); border-radius: 6px; }
details { margin-top: 1rem; }
summary { cursor: pointer; font-weight: 600; }
summary:focus-visible { outline: 2px solid var(--blaze); outline-offset: 3px; border-radius: 3px; }
dl { max-width: 52rem; }
dt { margin-top: 0.9rem; font-weight: 600; }
dd { margin: 0; color: var(--ink-2); }
code { font-family: ui-monospace, 'Cascadia Mono', 'Liberation Mono', Menlo, monospace; font-size: 0.93em; overflow-wrap: anywhere; }
@media (max-width: 860px) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .cards { grid-template-columns: repeat(2, 1fr); gap: 0.75rem; }
  .card { padding: 0.8rem 0.9rem; }
  .card b { font-size: 1.7rem; }
  .charts { grid-template-columns: minmax(0, 1fr); }
  .cases, .cases.wide { grid-template-columns: minmax(0, 1fr); }
  .interval { display: none; }
  th, td { padding-inline-end: 0.5rem; }
  .landmarks { font-size: 0.93rem; }
  .photos { gap: 0.5rem; }
  .case { padding: 0.75rem; }
}
@media print {
  .case, .chart, .card { break-inside: avoid; }
}
`;
