/** The images of which labels or numbers were missed by most, each with where the network looked. */
import { Table } from "../../data/tables/table.ts";
import { readTargets } from "../../metrics/predictions/targets.ts";
import { figure } from "../../report/index.ts";
import type { LoadedRun } from "../load-run.ts";
import type { LabelEvidence, NumberEvidence } from "./evidence/targets.ts";
import type { Picture } from "./facts.ts";
import { isReadable, picturedWith } from "./pictures.ts";

/** A target of a sample, and how far it was missed. */
interface Miss {
  row: number;
  /** The label or number that was missed by most. */
  k: number;
  size: number;
}

/** The samples that were missed by most: of labels by the log loss of one, of numbers by an error beside the spread of the truth. */
export async function worstTargets(
  evidence: LabelEvidence | NumberEvidence,
  source: unknown,
  run: LoadedRun,
  { most, files, signal }: { most: number; files: boolean; signal?: AbortSignal },
): Promise<Picture[] | null> {
  if (!isReadable(source) || !Array.isArray(source.paths)) return null;
  const isLabels = evidence.kind === "labels";
  const table = await Table.open(evidence.file, { operation: "train.report" });
  const { truth, given, names } = readTargets(table, isLabels ? "multilabel" : "regression", {
    group: null,
    threshold: 0.5,
  });
  const spreads = truth.map(spreadOf);
  const missed = (row: number, k: number): number => {
    const [t, p] = [truth[k]?.[row] as number, given[k]?.[row] as number];
    if (Number.isNaN(t)) return Number.NEGATIVE_INFINITY;
    return isLabels ? -Math.log(t === 1 ? p : 1 - p) : Math.abs(p - t) / (spreads[k] || 1);
  };
  const worst = Array.from({ length: table.length }, (_, row): Miss => {
    const sizes = names.map((_, k) => missed(row, k));
    const k = sizes.indexOf(Math.max(...sizes));
    return { row, k, size: sizes[k] as number };
  })
    // A label that was called rightly is no mistake.
    .filter(({ size }) => size > (isLabels ? Math.log(2) : 0))
    .sort((a, b) => b.size - a.size)
    .slice(0, most);
  const positions = new Map(source.paths.map((file, at) => [file, at]));
  const pictures: Picture[] = [];
  for (const { row, k } of worst) {
    signal?.throwIfAborted();
    const position = positions.get(evidence.ids[row] as string);
    if (position === undefined) continue;
    const [t, p] = [truth[k]?.[row] as number, given[k]?.[row] as number];
    const lines = isLabels
      ? [`${t === 1 ? "is" : "is not"} ${names[k]}`, `${names[k]} ${p.toFixed(3)}`]
      : [`${names[k]} is ${figure(t)}`, `called ${figure(p)}`];
    pictures.push(
      await picturedWith(source, position, run, k, {
        file: evidence.ids[row] as string,
        row,
        files,
        signal,
        lines,
        alt: isLabels
          ? `Image that ${t === 1 ? "shows" : "does not show"} ${names[k]}, of which the probability was ${p.toFixed(3)}`
          : `Image whose ${names[k]} is ${figure(t)} and was called ${figure(p)}`,
      }),
    );
  }
  return pictures;
}

/** Standard deviation of what is known. */
function spreadOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  return Math.sqrt(known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / known.length);
}
