/**
 * What makes a run's probabilities honest, fitted on its validation predictions and kept in its folder as `calibration.json`: a
 * temperature for several classes (Guo et al. 2017, https://arxiv.org/abs/1706.04599), Platt's line for two (Platt 1999).
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { describe, isPlainObject, type Rest, signature, string } from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { fitPlatt, fitTemperature, logLoss, withPlatt, withTemperature } from "../metrics/index.ts";
import { readTablePredictions } from "../metrics/predictions/read.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { exists, readConfig, runPaths } from "./run-folder.ts";

/** What is done to the logits of a network. */
export interface CalibrationMap {
  /** "temperature" divides all logits; "platt" makes a line of the difference of two. */
  method: "temperature" | "platt";
  /** Of "temperature". */
  temperature?: number;
  /** Of "platt": log odds of class 1 become slope x log odds + offset. */
  slope?: number;
  offset?: number;
}

/** A run's calibration. */
export interface Calibration extends CalibrationMap {
  classes: string[];
  /** Validation samples it was fitted on. */
  samples: number;
  /** Log loss of these without and with it. */
  before: number;
  after: number;
  /** SHA-256 of the weights whose predictions they were. */
  weights: string;
}

const FORMAT = "torchts-calibration";
const VERSION = 1;

/** Path of a run's calibration. */
export function calibrationPath(dir: string): string {
  return path.join(dir, "calibration.json");
}

/** SHA-256 of a file. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** The weights that a run predicts with by default. */
export async function weightsFile(dir: string, checkpoint: "best" | "last" = "best"): Promise<string> {
  const { best, last } = runPaths(dir);
  return checkpoint === "best" && (await exists(best)) ? best : last;
}

/** Options of {@link calibrate}. */
export interface CalibrateOptions {
  /** Predictions of the run on validation data, as `evaluate({ out })` writes them. Default: the run's `predictions-val.csv`. */
  predictions?: string;
}

const OPERATION = "train.calibrate";
const TAKES = signature<CalibrateOptions>(OPERATION, {
  takes: { dir: string },
  options: { predictions: string },
  advice: { data: "evaluate it first: run.evaluate(data.val, { out }); then give the table as predictions" },
});

/**
 * Fits what makes the probabilities of a run of classes honest on its validation predictions, and keeps it in the run: a temperature,
 * or of two classes Platt's line. `loadRun(dir).predict(image, { calibrated: true })` uses it.
 *
 * @param dir the run folder
 * @throws ArgumentError for a run of another task, where there are no validation predictions, they are of other classes, and where no fit is best;
 *   FileFormatError for a folder or table that cannot be read
 *
 * @example
 * await run.evaluate(data.val, { out: "runs/first/predictions-val.csv" });
 * const { temperature } = await train.calibrate("runs/first");
 */
export async function calibrate(dir: string, ...rest: Rest<CalibrateOptions>): Promise<Calibration> {
  const options = TAKES.read(rest);
  TAKES.check(dir);
  const config = await readConfig(dir);
  const { task = "classification" } = config;
  if (task !== "classification")
    throw TAKES.error(`the run in ${dir} is of ${task}; temperatures and Platt's line are of classes.`);
  const file = options.predictions ?? path.join(dir, "predictions-val.csv");
  if (!(await exists(file))) {
    throw TAKES.error(
      `there are no predictions of validation data: ${file} does not exist. A calibration is fitted on data that was not trained on: ` +
        "run.evaluate(data.val, { out }) writes them, and train.report does where the run has a validation part.",
    );
  }
  const table = await readTablePredictions(file, {}, OPERATION);
  const { probabilities, labels } = table;
  if (table.classes.join("\n") !== config.classes.join("\n") || probabilities === null) {
    throw TAKES.error(
      `${file} is of ${table.classes.join(", ")}, and the run of ${config.classes.join(", ")}.`,
    );
  }
  const fitted = fitCalibration(probabilities, labels, config.classes.length);
  const own: Calibration = {
    ...fitted,
    classes: [...config.classes],
    samples: labels.length,
    weights: await sha256Of(await weightsFile(dir)),
  };
  const text = `${JSON.stringify({ format: FORMAT, formatVersion: VERSION, ...own }, null, 2)}\n`;
  await writeAtomically(calibrationPath(dir), (handle) => handle.writeFile(text));
  return own;
}

/** Fits on probabilities (N, C): of two classes Platt's line, of more a temperature. */
function fitCalibration(
  probabilities: Float64Array,
  labels: Int32Array,
  classes: number,
): CalibrationMap & Pick<Calibration, "before" | "after"> {
  const logits = logitsOf(probabilities, classes);
  const before = logLoss(rowsIn(probabilities, classes), labels);
  const map: CalibrationMap =
    classes === 2
      ? { method: "platt", ...fitPlatt(oddsOf(logits), labels) }
      : { method: "temperature", temperature: fitTemperature(logits, labels).temperature };
  return { ...map, before, after: logLoss(calibratedRows(probabilities, classes, map), labels) };
}

/** Probabilities (N, C) as a calibration makes them of others. */
export function calibratedRows(
  probabilities: Float64Array,
  classes: number,
  map: CalibrationMap,
): number[][] {
  const logits = logitsOf(probabilities, classes);
  if (map.method === "temperature") return withTemperature(logits, map.temperature as number);
  const { slope = 1, offset = 0 } = map;
  return withPlatt(oddsOf(logits), slope, offset).map((p) => [1 - p, p]);
}

/** Rows of numbers that lie after one another. */
export function rowsIn(values: Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
}

/** Logarithms of probabilities are logits, but for a number for each sample that changes nothing. */
function logitsOf(probabilities: Float64Array, classes: number): number[][] {
  return rowsIn(
    probabilities.map((p) => Math.log(Math.max(p, Number.MIN_VALUE))),
    classes,
  );
}

function oddsOf(logits: readonly (readonly number[])[]): number[] {
  return logits.map(([zero = 0, one = 0]) => one - zero);
}

/**
 * Reads a run's calibration; null where it has none.
 *
 * @throws FileFormatError for a file that is none
 */
export async function readCalibration(dir: string): Promise<Calibration | null> {
  const file = calibrationPath(dir);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const refuse = (what: string): never => {
    throw new FileFormatError(`loadRun: ${file} ${what}.`, { file, operation: "loadRun" });
  };
  let value: Partial<Calibration> & { format?: unknown; formatVersion?: unknown };
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("is no JSON");
  }
  if (!isPlainObject(value) || value.format !== FORMAT)
    return refuse(`is no calibration: expected "format": "${FORMAT}"`);
  if (typeof value.formatVersion !== "number" || value.formatVersion > VERSION) {
    return refuse(`has format version ${describe(value.formatVersion)}; this torchts reads up to ${VERSION}`);
  }
  const isNumber = (one: unknown): boolean => typeof one === "number" && Number.isFinite(one);
  const isWhole =
    value.method === "temperature"
      ? isNumber(value.temperature) && (value.temperature as number) > 0
      : value.method === "platt" && isNumber(value.slope) && isNumber(value.offset);
  if (!isWhole || !Array.isArray(value.classes))
    return refuse("lacks `method` with its numbers, or `classes`");
  const { format, formatVersion, ...own } = value;
  return own as Calibration; // as just seen
}

/**
 * The calibration that a run's weights were given.
 *
 * @throws ArgumentError where there is none, or it is of other weights
 */
export async function calibrationFor(dir: string, weights: string, operation: string): Promise<Calibration> {
  const found = await readCalibration(dir);
  const advice = "train.calibrate(dir) fits it on predictions of validation data";
  if (found === null) {
    throw new ArgumentError(`${operation}: the run in ${dir} is not calibrated; ${advice}.`, { operation });
  }
  if (found.weights !== (await sha256Of(weights))) {
    throw new ArgumentError(
      `${operation}: ${calibrationPath(dir)} is of other weights than ${path.basename(weights)}; ${advice}.`,
      { operation },
    );
  }
  return found;
}
