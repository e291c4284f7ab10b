/** How a page looks: one family of letters, one accent, by day, by night and on paper. */

/** Colours by name; those of letters have a contrast of 4.5 or more to what they stand on. */
const LIGHT = {
  ground: "#ffffff",
  raised: "#f5f7f7",
  ink: "#1a2224",
  soft: "#556064",
  rule: "#dde3e4",
  grid: "#e8eced",
  accent: "#0b6a74",
  warm: "#a8480c",
  s1: "#b0560f",
  s2: "#5a4cb4",
  s3: "#3a7d33",
  s4: "#a8325f",
  s5: "#6a7277",
};

const DARK: typeof LIGHT = {
  ground: "#12171a",
  raised: "#1a2125",
  ink: "#e6ebec",
  soft: "#a5b0b4",
  rule: "#333d42",
  grid: "#232b2f",
  accent: "#63c6cf",
  warm: "#f0a06a",
  s1: "#eba25d",
  s2: "#ab9ff5",
  s3: "#84cb7c",
  s4: "#ee8cb3",
  s5: "#9aa5a9",
};

function variables(colours: typeof LIGHT): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

/** The rules of charts, which need the colours too. */
export const CHART_STYLE = `
svg.chart{display:block;width:100%;height:auto;max-width:470px;font-size:11px;overflow:visible}
svg text{fill:var(--ink);font-variant-numeric:tabular-nums}
svg .tick,svg .note{fill:var(--soft);font-size:10.5px}
svg .label{fill:var(--soft);font-size:11px}
svg .note{fill:var(--ink)}
svg .group{font-weight:600;font-size:11px}
svg .row,svg .value{font-size:11px}
svg .faint{fill:var(--soft)}
svg .grid{stroke:var(--grid)}
svg .axis{stroke:var(--soft);fill:none;stroke-width:1}
svg .chance{stroke:var(--soft);stroke-dasharray:3 4;stroke-width:1}
svg .mark{stroke:var(--soft);stroke-dasharray:2 3}
svg .line{fill:none;stroke-width:2;stroke-linejoin:round}
svg .line.thin{stroke-width:1.2;stroke-opacity:.55}
svg .band{stroke:none;fill-opacity:.16}
svg .span{stroke:var(--accent);stroke-width:1.6}svg .span.s1{stroke-opacity:.5}
svg .point{fill:var(--ground);stroke:var(--warm);stroke-width:2}
svg .dots{stroke:var(--accent);stroke-width:4.2;stroke-linecap:round;stroke-opacity:.5;fill:none}
svg .bar{fill:var(--soft);fill-opacity:.45}
svg .box{fill:var(--raised);stroke:var(--rule)}
svg .flow{fill:none;stroke:var(--soft)}
svg .arrow{marker-end:url(#tip)}
svg .tip{fill:var(--soft)}
svg .cell{fill:var(--accent);fill-opacity:calc(.05 + .42*var(--share))}
svg .cell.wrong{fill:var(--warm)}
svg .count{font-size:11.5px}
${["accent", "s1", "s2", "s3", "s4", "s5"]
  .map(
    (name, i) =>
      `svg .line.s${i},svg .span.s${i}{stroke:var(--${name})}svg .dot.s${i},svg .band.s${i},svg .fill.s${i}{fill:var(--${name})}.swatch.s${i}{background:var(--${name})}`,
  )
  .join("\n")}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:.4rem 0 0;padding:0;font-size:.8rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.4rem}
.swatch{display:inline-block;width:.9rem;height:.2rem;border-radius:1px;print-color-adjust:exact;-webkit-print-color-adjust:exact}`;

/** The rules of a page. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--ground);color:var(--accent);padding:.4rem .8rem}
header,nav,main,footer{max-width:66rem;margin:0 auto;padding:0 1.1rem}
header{padding-top:2.6rem}
h1{font-size:clamp(1.5rem,1.1rem + 2vw,2.15rem);line-height:1.2;letter-spacing:-.015em;margin:0 0 .3rem;font-weight:650}
h2{font-size:1.28rem;letter-spacing:-.008em;line-height:1.3;margin:0 0 .8rem;font-weight:640}
h3{font-size:1rem;margin:1.6rem 0 .5rem;font-weight:640}
p{margin:0 0 .8rem;max-width:46rem}
a{color:var(--accent);text-underline-offset:.15em}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;font-size:.8rem;line-height:1.45;margin:.4rem 0}
.kicker{color:var(--accent);font-size:.82rem;font-weight:600;margin:0 0 .4rem;letter-spacing:.01em}
.lead,.note{color:var(--soft)}
.note{font-size:.88rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.2rem,1fr));gap:.7rem;margin:1.4rem 0 .6rem;padding:0;list-style:none}
.tile{background:var(--raised);border:1px solid var(--rule);border-radius:.55rem;padding:.7rem .85rem}
.tile .name{display:block;color:var(--soft);font-size:.8rem}
.tile .value{display:block;font-size:1.5rem;font-weight:640;letter-spacing:-.02em;font-variant-numeric:tabular-nums;line-height:1.3}
.tile .span{display:block;color:var(--soft);font-size:.8rem;font-variant-numeric:tabular-nums}
nav{margin-top:1.4rem}
nav ol{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:0;padding:.8rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:.86rem}
nav a{display:inline-block;padding:.2rem 0;text-decoration:none}
nav a:hover,nav a:focus-visible{text-decoration:underline}
section{padding:2.1rem 0 .5rem;scroll-margin-top:1rem}
section+section{border-top:1px solid var(--rule)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19.5rem),1fr));gap:1.4rem 2rem;align-items:start;margin:.6rem 0 1rem}
figure{margin:0;min-width:0;max-width:29.5rem}
figcaption{font-size:.88rem;font-weight:600;margin:0 0 .35rem}
.scroll{overflow-x:auto;margin:.4rem 0 1.1rem}
.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;min-width:min(100%,24rem)}
caption{text-align:left;color:var(--soft);font-size:.82rem;padding:0 0 .35rem}
th,td{padding:.34rem .9rem .34rem 0;border-bottom:1px solid var(--rule);vertical-align:top;text-align:right;overflow-wrap:normal}
td.number,th.number{white-space:nowrap}
.word{text-align:left}
thead th{color:var(--soft);font-weight:500;font-size:.8rem;border-bottom-color:var(--soft)}
tbody th{font-weight:500}
tr>:last-child{padding-right:0}
td.word,th.word{overflow-wrap:break-word}
.checklist table{width:100%;table-layout:fixed}.checklist th,.checklist td{overflow-wrap:anywhere}.checklist thead th:first-child{width:3.2rem}.checklist thead th:nth-child(2){width:42%}
@media (max-width:30rem){td.number,th.number{white-space:normal}th,td{padding-right:.65rem}table{font-size:.82rem}.checklist thead th:first-child{width:2.9rem}}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.5rem 2rem;margin:.4rem 0 1rem;font-size:.88rem}
.facts div{min-width:0}.facts dt{color:var(--soft);font-size:.8rem}.facts dd{margin:0;font-variant-numeric:tabular-nums}
.blank{color:var(--warm)}.blank .mark{font-weight:640}
.yes{color:var(--accent);font-weight:600}
details{margin:.3rem 0 1rem}
summary{cursor:pointer;color:var(--accent);font-size:.86rem;padding:.15rem 0}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.6rem,1fr));gap:1rem;margin:.6rem 0 1rem;padding:0;list-style:none}
.pictures li{font-size:.8rem;line-height:1.4;min-width:0}
.pictures img{display:block;width:100%;height:auto;border-radius:.4rem;background:var(--raised);margin-bottom:.35rem}
.pictures .pair{display:grid;grid-template-columns:1fr 1fr;gap:2px}
.pictures.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,13.5rem),1fr))}
.pictures strong{font-weight:600}
.pictures span{color:var(--soft);display:block}
footer{border-top:1px solid var(--rule);margin-top:2rem;padding-top:1rem;padding-bottom:2.4rem;color:var(--soft);font-size:.84rem}
@media print{
:root{color-scheme:light;${variables(LIGHT)}}
@page{margin:16mm 14mm}
body{font-size:10.5pt}
header,nav,main,footer{max-width:none;padding-left:0;padding-right:0}
nav,.skip{display:none}
header{padding-top:0}
section{padding:1.2rem 0 .2rem}
h2,h3,figcaption,caption{break-after:avoid}
figure,.tile,tr,.pictures li,.facts div{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.charts{grid-template-columns:1fr 1fr}
th,td,td.word,th.word{overflow-wrap:anywhere;padding-right:.5rem}td.number,th.number{white-space:normal}
table{font-size:8.5pt;width:100%}
details::details-content{content-visibility:visible;block-size:auto}
summary{list-style:none}
svg.chart *,.tile,.swatch{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}`;
