/** `train.report`: everything that is known of a run as one page. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Rest } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { page } from "../../report/index.ts";
import { figureName } from "../figures.ts";
import type { ReportFacts } from "./facts.ts";
import { gatherRun, gatherTable } from "./gather.ts";
import { type ReportOptions, TAKES } from "./options.ts";
import { SECTIONS } from "./sections/index.ts";
import { tilesOf } from "./tiles.ts";

/** What a report came to. */
export interface Report {
  /** The page. */
  file: string;
  bytes: number;
  /** Ids of its sections. */
  sections: string[];
  /** Places that are marked for the author, of checklists too. */
  blanks: number;
  /** Tables of predictions that it is of, by part. */
  predictions: Record<string, string>;
  /** Parts whose tables were there and were used again. */
  reused: string[];
}

/**
 * Writes a report of a run as one HTML file that needs neither network nor scripts: flow and data, training, every figure with its
 * interval, curves with bands, calibration, operating points chosen on validation data, subgroups, mistakes with Grad-CAM, what was
 * trained, the environment with hashes, and the items of CLAIM 2024 and TRIPOD+AI with blanks for the author.
 *
 * Predictions of the parts are taken from the run's folder where they are of its weights, else made and kept there, with a calibration
 * fitted on those of the validation part. What is not known is a marked blank.
 *
 * @param source a run folder; several, of which the first is reported and all are compared as seeds; or a table of predictions alone
 * @throws FileFormatError for a folder that is no run and a table that is broken; ArgumentError for options that do not fit; what
 *   `train.loadRun` and `train.evaluate` throw where predictions have to be made
 *
 * @example
 * await train.report("runs/first", { data, positive: "malignant", prevalence: 0.02 });
 *
 * @example
 * await train.report("theirs.csv", { out: "theirs.html" });
 */
export async function report(
  source: string | readonly string[],
  ...rest: Rest<ReportOptions>
): Promise<Report> {
  const options = TAKES.read(rest);
  TAKES.check(source);
  const all = typeof source === "string" ? [source] : [...source];
  const [first] = all;
  if (first === undefined) throw TAKES.error("expected the folder of a run, or several, got none.");
  const isTable = await isFile(first);
  if (isTable && all.length > 1)
    throw TAKES.error("several sources are run folders; a table is reported alone.");
  const gathered = isTable ? await gatherTable(first, options) : await gatherRun(first, all, options);
  const out =
    options.out ??
    (isTable ? `${first.slice(0, -path.extname(first).length)}.html` : path.join(first, "report.html"));
  const { facts, predictions, reused } = gathered;
  const { html, sections } = pageOf(facts);
  await writeAtomically(out, (handle) => handle.writeFile(html), options.signal);
  return {
    file: out,
    bytes: Buffer.byteLength(html),
    sections,
    blanks: html.split('class="blank"').length - 1,
    predictions,
    reused,
  };
}

async function isFile(name: string): Promise<boolean> {
  return stat(name).then(
    (about) => about.isFile(),
    () => false,
  );
}

/** The page of facts. */
export function pageOf(facts: ReportFacts): { html: string; sections: string[] } {
  const kinds = new Set(Object.values(facts.evidence).map(({ kind }) => kind));
  const written = SECTIONS.flatMap((section) => {
    if (section.of !== undefined && !section.of.some((kind) => kinds.has(kind))) return [];
    const content = section.write(facts);
    return content === null ? [] : [{ id: section.id, title: section.title, content }];
  });
  const html = page({
    title: facts.title,
    kicker: facts.config === null ? "Report of predictions" : "Report of a run",
    lead: leadOf(facts),
    tiles: tilesOf(facts),
    sections: written,
    footer: `Written by torchts on ${facts.written.slice(0, 10)}. Figures are estimates on the data that is named; the report is no proof of use in patients.`,
  });
  return { html, sections: written.map(({ id }) => id) };
}

function leadOf({ config, classes, task, source, settings, monitor, best }: ReportFacts): string {
  if (config === null) {
    return `${classes.length} classes: ${classes.join(", ")}.${settings.files ? ` Of the table ${path.basename(source)}.` : ""}`;
  }
  const network = config.model.architecture ?? "A network of the user's own";
  const chosen =
    best === null || monitor === null ? "" : ` Its best epoch is ${best.epoch}, by ${figureName(monitor)}.`;
  return `${network}, trained for ${task} of ${classes.join(", ")}, begun on ${config.created.slice(0, 10)}.${chosen}`;
}
