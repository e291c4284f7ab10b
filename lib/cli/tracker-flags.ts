/** Flags of `torchts finetune` for trackers: TensorBoard, MLflow, a table of the epochs. */
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { RunPart } from "../train/index.ts";
import { describedAs } from "./config/described.ts";
import { text } from "./values.ts";

/** The flags as commander gives them; true where no place was named. */
export interface TrackerFlags {
  tensorboard?: string | true;
  mlflow?: string | true;
  epochTable?: string | true;
}

/** A place, which a configuration file may leave to the command with `true`. */
function place(given: string): string | true {
  return given === "true" ? true : text(given);
}
describedAs(place, { schema: { anyOf: [{ const: true }, { type: "string" }] } });

/** A table by the end of its name. */
function table(given: string): string | true {
  if (given === "true") return true;
  const endings = [".csv", ".tsv", ".jsonl", ".parquet"];
  if (endings.includes(path.extname(given).toLowerCase())) return text(given);
  throw new InvalidArgumentError(`Expected a file that ends in ${endings.join(", ")}.`);
}
describedAs(table, { schema: { anyOf: [{ const: true }, { type: "string" }] } });

/** Adds the flags to a command. */
export function addTrackerFlags(command: Command): Command {
  return command
    .option(
      "--tensorboard [folder]",
      "write what TensorBoard shows (default: tensorboard/ in the run's folder)",
      place,
    )
    .option("--mlflow [folder]", "write to MLflow's file store (default: mlruns)", place)
    .option(
      "--epoch-table [file]",
      "write the epochs as a table: .csv, .tsv, .jsonl, .parquet (default: epochs.csv in the run's folder)",
      table,
    );
}

/** The trackers that the flags ask for, as parts of a run. */
export async function trackers(flags: TrackerFlags & { out: string }): Promise<RunPart[]> {
  const { train } = await import("./library.ts");
  const { tensorboard, mlflow, epochTable, out } = flags;
  const at = (given: string | true, usual: string): string => (given === true ? usual : given);
  return [
    ...(tensorboard === undefined ? [] : [train.tensorboard(at(tensorboard, path.join(out, "tensorboard")))]),
    ...(mlflow === undefined ? [] : [train.mlflow(at(mlflow, "mlruns"), { run: path.basename(out) })]),
    ...(epochTable === undefined ? [] : [train.epochTable(at(epochTable, path.join(out, "epochs.csv")))]),
  ];
}
