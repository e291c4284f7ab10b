/** The predictions of a run as tables in its folder: made where they are missing or of other weights, used again where they are not. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isPlainObject } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import type { PredictionCell } from "../../metrics/predictions/rows.ts";
import type { TransformLike } from "../../vision/index.ts";
import { sha256Of } from "../calibration.ts";
import type { EvaluateSource, PassEvaluateOptions } from "../evaluate.ts";
import type { LoadedRun } from "../load-run.ts";
import { exists } from "../run-folder.ts";
import type { EvidencePart } from "./facts.ts";

/** What is noted of tables: of which weights they are, and their own hashes. */
interface Note {
  weights: string;
  sha256: string;
  /** Samples that they are of; null where the data does not say. */
  samples: number | null;
}

/** Data that can be measured. */
export type MeasuredData = EvaluateSource & {
  readonly length?: number;
  readonly samples?: readonly { readonly row?: Readonly<Record<string, PredictionCell>> }[];
  withTransform?(transform: TransformLike): MeasuredData;
};

/** Path of the predictions of a part. */
export function predictionsPath(dir: string, part: EvidencePart): string {
  return path.join(dir, `predictions-${part}.csv`);
}

function notePath(dir: string): string {
  return path.join(dir, "predictions.json");
}

async function readNotes(dir: string): Promise<Partial<Record<EvidencePart, Note>>> {
  try {
    const value: unknown = JSON.parse(await readFile(notePath(dir), "utf8"));
    return isPlainObject(value) ? (value as Partial<Record<EvidencePart, Note>>) : {};
  } catch {
    return {}; // then they are made again
  }
}

/** What predictions are asked for. */
export interface Asked {
  dir: string;
  part: EvidencePart;
  /** SHA-256 of the run's weights. */
  weights: string;
  /** The data of the part; null where nobody has it, and a table that is there has to do. */
  source: MeasuredData | null;
  /** Opens the run, once for all parts. */
  run(): Promise<LoadedRun>;
  pass: Pick<PassEvaluateOptions, "batchSize" | "onProgress" | "signal">;
}

/** Whether a table that is there was made by these weights of as many samples. */
async function isFresh(file: string, note: Note | undefined, { weights, source }: Asked): Promise<boolean> {
  if (note === undefined || note.weights !== weights) return false;
  const samples = source?.length;
  if (typeof samples === "number" && note.samples !== null && note.samples !== samples) return false;
  return (await sha256Of(file)) === note.sha256;
}

/**
 * The table of a part's predictions.
 *
 * @returns null where there is neither table nor data
 */
export async function predictionsOf(asked: Asked): Promise<{ file: string; reused: boolean } | null> {
  const { dir, part, source, weights, pass } = asked;
  const file = predictionsPath(dir, part);
  const notes = await readNotes(dir);
  const isThere = await exists(file);
  if (isThere && (source === null || (await isFresh(file, notes[part], asked)))) {
    // Of a table that is there and of which nothing is known, the weights may be others: without the data nobody can tell.
    const note = notes[part];
    return note !== undefined && note.weights !== weights ? null : { file, reused: true };
  }
  if (source === null) return null;
  const run = await asked.run();
  const columns = columnsOf(source);
  await run.evaluate(source, { ...pass, out: columns === null ? file : { file, columns } } as never); // of the run's task
  const samples = typeof source.length === "number" ? source.length : null;
  const noted = { ...notes, [part]: { weights, sha256: await sha256Of(file), samples } };
  await writeAtomically(notePath(dir), (handle) => handle.writeFile(`${JSON.stringify(noted, null, 2)}\n`));
  return { file, reused: false };
}

/** What the data knows of each sample beside its label: columns for subgroups. */
function columnsOf({ samples }: MeasuredData): Record<string, PredictionCell[]> | null {
  if (!Array.isArray(samples) || !samples.every((sample) => isPlainObject(sample?.row))) return null;
  const names = [...new Set(samples.flatMap(({ row }) => Object.keys(row)))].filter(
    (name) =>
      !["file", "id", "group", "label", "predicted", "loss"].includes(name) && !name.startsWith("prob_"),
  );
  if (names.length === 0) return null;
  return Object.fromEntries(
    names.map((name) => [name, samples.map(({ row }) => (row[name] as PredictionCell) ?? null)]),
  );
}
