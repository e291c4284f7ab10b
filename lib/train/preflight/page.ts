/** What an inspection found, as one page without anything from elsewhere: light and dark, read aloud, printed. */

import { signature } from "../../edge/index.ts";
import type { Finding, FindingFile } from "./finding.ts";
import type { Inspection } from "./inspect-data.ts";
import { inspectionKind, shortPath, summaryOf } from "./table.ts";

const TAKES = signature("train.inspectPage", { takes: { inspection: inspectionKind } });

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--error:#b42318;--warning:#8a5a00;--note:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9ba5b0;--paper:#0d1117;--line:#30363d;--error:#ff8f85;--warning:#e3b341;--note:#79b8ff}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:0 0 .3rem}
section{border-top:1px solid var(--line);padding:1rem 0;break-inside:avoid}
.severity{font-size:.8rem;font-weight:600;text-transform:uppercase;letter-spacing:.04em}
.error{color:var(--error)}.warning{color:var(--warning)}.note{color:var(--note)}
p{margin:.2rem 0}.soft,figcaption,td,th{color:var(--soft)}
.files{display:flex;flex-wrap:wrap;gap:.75rem;margin:.75rem 0 0;padding:0;list-style:none}
figure{margin:0;width:8.5rem}figure img{max-width:128px;height:auto;image-rendering:auto;border:1px solid var(--line)}
figcaption{font-size:.75rem;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}td,th{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
details{margin-top:.5rem;font-size:.85rem}details li{overflow-wrap:anywhere}
@media print{details{display:none}}
`;

/**
 * A page of HTML with the findings, the worst first, and small pictures of their files where `inspectData` was given `pictures`.
 * It loads nothing and needs no script.
 */
export function inspectPage(inspection: Inspection, ...rest: []): string {
  TAKES.read(rest);
  TAKES.check(inspection);
  const { root, task, images, findings } = inspection;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Inspection of ${root}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(root)}</h1>
<p>${images} ${images === 1 ? "image" : "images"}, ${escaped(task === "images" ? "no labels" : task)}. ${summaryOf(inspection)}</p>
${partsTable(inspection)}
${findings.map((finding) => sectionOf(finding, root)).join("\n")}
</main>
</body>
</html>
`;
}

function partsTable({ parts }: Inspection): string {
  const numbers = (values: readonly number[]): string => values.map((value) => value.toFixed(3)).join(", ");
  const rows = parts.map(
    ({ part, images, groups, classes, width, height, mean, std }) =>
      `<tr><th scope="row">${part}</th><td>${images}</td><td>${groups ?? "none known"}</td>` +
      `<td>${escaped(
        Object.entries(classes)
          .map(([name, n]) => `${name} ${n}`)
          .join(", "),
      )}</td>` +
      `<td>${width.least} to ${width.most} x ${height.least} to ${height.most}</td><td>${numbers(mean)}</td><td>${numbers(std)}</td></tr>`,
  );
  return (
    '<div class="scroll"><table><thead><tr><th scope="col">part</th><th scope="col">images</th><th scope="col">groups</th>' +
    '<th scope="col">classes</th><th scope="col">pixels</th><th scope="col">mean</th><th scope="col">standard deviation</th></tr></thead>' +
    `<tbody>${rows.join("")}</tbody></table></div>`
  );
}

function sectionOf({ severity, title, advice, files, check }: Finding, root: string): string {
  const shown = files.filter(({ picture }) => picture !== undefined);
  const others = files.filter(({ picture }) => picture === undefined);
  const list = others.map((file) => `<li>${escaped(captionOf(file, root))}</li>`).join("");
  return (
    `<section><p class="severity ${severity}">${severity}: ${escaped(check)}</p><h2>${escaped(title)}</h2>` +
    `<p class="soft">${escaped(advice)}</p>` +
    (shown.length > 0 ? `<ul class="files">${shown.map((file) => figureOf(file, root)).join("")}</ul>` : "") +
    (list === ""
      ? ""
      : `<details><summary>${others.length} ${shown.length > 0 ? "more " : ""}files</summary><ul>${list}</ul></details>`) +
    "</section>"
  );
}

function figureOf(file: FindingFile, root: string): string {
  const caption = captionOf(file, root);
  return `<li><figure><img src="${escaped(file.picture ?? "")}" alt="${escaped(caption)}" loading="lazy"><figcaption>${escaped(caption)}</figcaption></figure></li>`;
}

function captionOf({ path, part, label, remark }: FindingFile, root: string): string {
  return [shortPath(path, root), part, label, remark].filter((said) => said != null).join(", ");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
