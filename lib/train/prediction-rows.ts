/** The predictions of an evaluation as a table: a row for each sample, with its file, patient and what the task says of it. */
import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import {
  describe,
  isPlainObject,
  type Kind,
  kind,
  listOf,
  plainObject,
  signature,
  string,
} from "../edge/index.ts";
import {
  COLUMNS,
  checkPredictionFile,
  type PredictionCell,
  type PredictionRow,
  writeRows,
} from "../metrics/predictions/rows.ts";
import { ArgumentError } from "../native/errors.ts";
import type { KeptRow } from "../vision/datasets/file-split.ts";
import { isDataset } from "./source.ts";
import type { AnyTask, Criterion, Forwarded } from "./tasks/task.ts";

/** Where the rows of an evaluation are written, and what more they hold. */
export interface PredictionsOut {
  /** CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet (.parquet), by the end of its name. */
  file: string;
  /** The patient of each sample, by its position in the data set. Default: the data set's groups, where it has them. */
  groups?: readonly (string | number)[];
  /** More columns by name, each by position in the data set: `{ age, sex }`; beside those that the data set keeps of its table. */
  columns?: Readonly<Record<string, readonly PredictionCell[]>>;
}

const cell: Kind<PredictionCell> = kind(
  "a text, a number or null",
  (v) => v === null || typeof v === "string" || typeof v === "number",
);
const OUT = signature<PredictionsOut>("train.evaluate: out", {
  options: {
    file: string,
    groups: listOf(cell) as Kind<readonly (string | number)[]>,
    columns: plainObject("an object of columns by name"),
  },
  required: ["file"],
});

/** A file by its name, or with what more its rows hold. */
export const outKind: Kind<string | PredictionsOut> = kind(
  "the name of a file, or { file, groups, columns }",
  (v) => typeof v === "string" || (isPlainObject(v) && OUT.named(v as object) !== null),
);

/** Gathers the rows of a pass. */
export class PredictionRows {
  readonly #out: PredictionsOut;
  readonly #operation: string;
  readonly #task: AnyTask;
  readonly #isOrdered: boolean;
  readonly #rows: PredictionRow[] = [];
  /** Samples so far; one may have several rows. */
  #samples = 0;
  /** Columns that the data set keeps of its table, of each sample. */
  readonly #kept: readonly (KeptRow | undefined)[] | null;

  private constructor(out: PredictionsOut, source: unknown, task: AnyTask, operation: string) {
    this.#out = { ...out, groups: out.groups ?? groupsOf(source) };
    this.#kept = keptBy(source);
    this.#operation = operation;
    this.#task = task;
    this.#isOrdered = isDataset(source);
  }

  /**
   * Looks at all that can be wrong before a batch is run.
   *
   * @throws ArgumentError for a task without a row for each sample, a file that cannot be written, columns of other lengths
   */
  static async open(
    out: string | PredictionsOut,
    source: unknown,
    task: AnyTask,
    operation: string,
  ): Promise<PredictionRows> {
    const given = typeof out === "string" ? { file: out } : out;
    const refuse: (text: string) => never = (text) => {
      throw new ArgumentError(`${operation}: out: ${text}`, { operation, file: given.file });
    };
    if (task.rows === undefined) refuse(`${task.name} has no row for each sample; leave it out.`);
    checkPredictionFile(given.file, operation);
    const folder = dirname(given.file);
    await access(folder, constants.W_OK).catch(() =>
      refuse(`the folder ${folder} does not exist or may not be written; make it first.`),
    );
    const { length } = source as { length?: number };
    const columns = Object.entries({ groups: given.groups, ...given.columns });
    for (const [name, values] of columns) {
      if (values === undefined) continue;
      if (!Array.isArray(values) || !values.every(cell.accepts))
        refuse(`${name} must be a list of texts, numbers and null, got ${describe(values)}.`);
      if (isDataset(source) && values.length !== length)
        refuse(`${name} has ${values.length} values, and the data set ${length} samples.`);
    }
    return new PredictionRows(given, source, task, operation);
  }

  /** Takes a batch in, in the scope that its tensors live in; everything is started before this returns. */
  async take(batch: unknown, forwarded: Forwarded, criterion: Criterion): Promise<void> {
    const first = this.#samples;
    const { indices, paths } = (batch ?? {}) as { indices?: unknown; paths?: unknown };
    const made = (await this.#task.rows?.(forwarded, criterion)) ?? []; // it has them, as opened
    this.#samples += made.length;
    const hasPaths = Array.isArray(paths) && paths.length === made.length;
    for (const [i, ofSample] of made.entries()) {
      const position = this.#positionOf(indices, i, first);
      const name: Record<string, PredictionCell> = hasPaths
        ? { [COLUMNS.id]: String(paths[i]) }
        : { id: position ?? first + i };
      const rows: readonly PredictionRow[] = Array.isArray(ofSample) ? ofSample : [ofSample];
      for (const row of rows) this.#rows.push({ ...this.#ownOf(name, position, row), ...row });
    }
  }

  /** What a row says of its sample beside what the task says. */
  #ownOf(
    name: Record<string, PredictionCell>,
    position: number | null,
    row: PredictionRow,
  ): Record<string, PredictionCell> {
    const { groups, columns = {} } = this.#out;
    const own = { ...name };
    if (groups !== undefined) own[COLUMNS.group] = this.#at(groups, position);
    for (const [column, value] of Object.entries(this.#keptAt(position))) {
      // A column of the table that is called as one of the task's would stand for it.
      own[Object.hasOwn(row, column) || Object.hasOwn(own, column) ? `table.${column}` : column] = value;
    }
    for (const [column, values] of Object.entries(columns)) own[column] = this.#at(values, position);
    const twice = Object.keys(columns).find((column) => Object.hasOwn(row, column));
    if (twice === undefined) return own;
    throw new ArgumentError(
      `${this.#operation}: out: the column ${describe(twice)} is one of the task's; call it otherwise.`,
      { operation: this.#operation },
    );
  }

  #positionOf(indices: unknown, i: number, first: number): number | null {
    if (Array.isArray(indices) && Number.isInteger(indices[i])) return indices[i];
    return this.#isOrdered ? first + i : null;
  }

  #at(values: readonly PredictionCell[], position: number | null): PredictionCell {
    if (position !== null && position < values.length) return values[position] as PredictionCell;
    const what =
      position === null
        ? "the loader's batches have no `indices`, so that it is not known which sample is whose"
        : `they have ${values.length} values, and there is a sample ${position}`;
    throw new ArgumentError(`${this.#operation}: out: groups and columns are by position: ${what}.`, {
      operation: this.#operation,
    });
  }

  #keptAt(position: number | null): KeptRow {
    return (position === null ? undefined : this.#kept?.[position]) ?? {};
  }

  /** The rows so far. */
  get rows(): readonly PredictionRow[] {
    return this.#rows;
  }

  /** Writes the file, which appears whole or not at all. */
  async write(signal?: AbortSignal): Promise<void> {
    await writeRows(this.#out.file, this.#rows, this.#operation, signal);
  }
}

/** What a data set has, or a loader's. */
function ownOf(source: unknown, name: "groups" | "samples"): unknown {
  const own = (source as Record<string, unknown> | null)?.[name];
  return own ?? (source as { dataset?: Record<string, unknown> } | null)?.dataset?.[name];
}

function groupsOf(source: unknown): readonly string[] | undefined {
  const groups = ownOf(source, "groups");
  return Array.isArray(groups) ? groups : undefined;
}

/** The columns that a data set of files keeps of its table, of each sample; null where it keeps none. */
function keptBy(source: unknown): readonly (KeptRow | undefined)[] | null {
  const samples = ownOf(source, "samples");
  if (!Array.isArray(samples) || !samples.some((sample) => isPlainObject(sample?.row))) return null;
  return samples.map((sample: { row?: KeptRow }) => sample.row);
}
