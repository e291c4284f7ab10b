/** The epochs of a run as a table, a row for each. */
import { type Rest, signature, string } from "../../edge/index.ts";
import { checkPredictionFile, type PredictionRow, writeRows } from "../../metrics/predictions/rows.ts";
import type { EpochContext, RunPart } from "../part.ts";
import { asRecord } from "../parts/state.ts";

const TAKES = signature("train.epochTable", { takes: { file: string } });

/**
 * A part of a run that writes a row for each epoch to a table: epoch, step, rate, seconds and every figure, for R, pandas or a
 * spreadsheet. CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet by its name; the file is whole after each epoch, and a resumed run goes
 * on with the rows of its checkpoint.
 *
 * @throws ArgumentError for a file whose name ends as no format's does
 *
 * @example
 * await train.fit(model, data, { epochs: 5, parts: [train.epochTable("runs/first.csv")] });
 */
export function epochTable(file: string, ...rest: Rest<Record<never, never>>): RunPart {
  TAKES.read(rest);
  TAKES.check(file);
  checkPredictionFile(file, TAKES.name);
  return new EpochTable(file);
}

class EpochTable implements RunPart {
  readonly name = "epochTable";
  readonly #file: string;
  #rows: PredictionRow[] = [];
  #isResumed = false;

  constructor(file: string) {
    this.#file = file;
  }

  state(): unknown {
    return { rows: JSON.stringify(this.#rows) };
  }

  restore(state: unknown): void {
    this.#rows = JSON.parse(String(asRecord(state).rows)) as PredictionRow[]; // as `state` gave them
    this.#isResumed = true;
  }

  start(): void {
    if (!this.#isResumed) this.#rows = [];
    this.#isResumed = false;
  }

  async afterEpoch({ record }: EpochContext): Promise<void> {
    const { epoch, step, lr, seconds, samplesPerSecond, skipped, figures } = record;
    this.#rows.push({ epoch, step, lr, seconds, samplesPerSecond, skipped, ...figures });
    await writeRows(this.#file, this.#rows, TAKES.name);
  }
}
