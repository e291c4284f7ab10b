/**
 * MLflow's file store: a folder for each experiment and run with files of parameters, tags and metrics, as
 * https://mlflow.org/docs/latest/tracking/backend-stores.html has it and `mlflow ui --backend-store-uri` reads it.
 */
import { randomUUID } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Rest, signature, string } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import type { EpochContext, RunContext, RunPart } from "../part.ts";
import { asRecord } from "../parts/state.ts";
import { readConfig } from "../run-folder.ts";

/** Options of {@link mlflow}. */
export interface MlflowOptions {
  /** Name of the experiment. Default "Default". */
  experiment?: string;
  /** Name of the run. Default: the name of its folder, else "torchts". */
  run?: string;
}

const TAKES = signature<MlflowOptions>("train.mlflow", {
  takes: { dir: string },
  options: { experiment: string, run: string },
  advice: {
    uri: "give the folder of the file store; a server is not spoken to",
    runName: "it is called run",
  },
});

/**
 * A part of a run that writes MLflow's file store: every figure of the epochs at the run's optimizer steps, the run's options as
 * parameters, `config.json` among the artifacts where the run has a folder. A resumed run goes on in the run of its checkpoint; what
 * was written beyond it is taken out.
 *
 * @param dir the store, `mlruns`
 *
 * @example
 * await train.fit(model, data, { epochs: 5, parts: [train.mlflow("mlruns", { experiment: "polyps" })] });
 */
export function mlflow(dir: string, ...rest: Rest<MlflowOptions>): RunPart {
  const options = TAKES.read(rest);
  TAKES.check(dir);
  return new MlflowPart(dir, options);
}

/** Of MLflow's `RunStatus`. */
const [RUNNING, FINISHED] = [1, 3];
/** Of its `SourceType`: a local program. */
const LOCAL = 4;

class MlflowPart implements RunPart {
  readonly name = "mlflow";
  readonly #dir: string;
  readonly #options: MlflowOptions;
  /** Null before a run begins. */
  #id: string | null = null;
  #started = 0;
  #step = 0;
  #isResumed = false;

  constructor(dir: string, options: MlflowOptions) {
    this.#dir = path.resolve(dir);
    this.#options = options;
  }

  state(): unknown {
    return { id: this.#id, step: this.#step, started: this.#started };
  }

  restore(state: unknown): void {
    const { id, step, started } = asRecord(state);
    this.#id = id === null || id === undefined ? null : String(id);
    this.#step = Number(step);
    this.#started = Number(started);
    this.#isResumed = this.#id !== null;
  }

  async start(run: RunContext): Promise<void> {
    const { experiment = "Default" } = this.#options;
    const folder = await experimentIn(this.#dir, experiment);
    if (!this.#isResumed) {
      this.#id = randomUUID().replaceAll("-", "");
      this.#started = Date.now();
      this.#step = 0;
    }
    const own = this.#folder(folder);
    for (const name of ["artifacts", "metrics", "params", "tags"])
      await mkdir(path.join(own, name), { recursive: true });
    await this.#describe(folder, run, RUNNING);
    if (this.#isResumed) await forgetBeyond(path.join(own, "metrics"), this.#step);
    else await this.#note(own, run);
    this.#isResumed = false;
  }

  async afterEpoch({ record, step, run }: EpochContext): Promise<void> {
    this.#step = step;
    const { experiment = "Default" } = this.#options;
    const metrics = path.join(this.#folder(await experimentIn(this.#dir, experiment)), "metrics");
    const figures = { ...record.figures, lr: record.lr, seconds: record.seconds };
    for (const [name, value] of Object.entries(figures)) {
      if (value === null) continue;
      const file = path.join(metrics, nameOf(name));
      await appendFile(file, `${Date.now()} ${value} ${step}\n`);
    }
    run.signal?.throwIfAborted();
  }

  async end(run: RunContext): Promise<void> {
    const { experiment = "Default" } = this.#options;
    await this.#describe(await experimentIn(this.#dir, experiment), run, FINISHED);
  }

  #folder(experiment: string): string {
    return path.join(experiment, this.#id as string); // since `start`
  }

  /** `meta.yaml` of the run. */
  async #describe(experiment: string, { out }: RunContext, status: number): Promise<void> {
    const own = this.#folder(experiment);
    const name = this.#options.run ?? (out === null ? "torchts" : path.basename(out));
    const id = this.#id as string;
    await writeYaml(path.join(own, "meta.yaml"), {
      artifact_uri: pathToFileURL(path.join(own, "artifacts")).href,
      end_time: status === FINISHED ? Date.now() : null,
      entry_point_name: "",
      experiment_id: path.basename(experiment),
      lifecycle_stage: "active",
      run_id: id,
      run_name: name,
      run_uuid: id,
      source_name: "",
      source_type: LOCAL,
      source_version: "",
      start_time: this.#started,
      status,
      tags: [],
      user_id: os.userInfo().username,
    });
    await writeFile(path.join(own, "tags", "mlflow.runName"), name);
  }

  /** What the run is, as parameters; its configuration among the artifacts. */
  async #note(own: string, { epochs, device, classes, out }: RunContext): Promise<void> {
    const config = out === null ? null : await readConfig(out);
    const facts: Record<string, unknown> = {
      epochs,
      device,
      classes: classes.join(", "),
      ...(config !== null && {
        architecture: config.model.architecture,
        task: config.task,
        seed: config.seed,
        ...config.options,
      }),
    };
    for (const [name, value] of Object.entries(facts)) {
      if (value === null || value === undefined) continue;
      const text = typeof value === "object" ? JSON.stringify(value) : String(value);
      await writeFile(path.join(own, "params", nameOf(name)), text.slice(0, 6000)); // MLflow's own limit
    }
    if (config !== null)
      await writeFile(path.join(own, "artifacts", "config.json"), `${JSON.stringify(config, null, 2)}\n`);
  }
}

/** The folder of an experiment, which is made where there is none of the name. */
async function experimentIn(dir: string, name: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  const ids = (await readdir(dir, { withFileTypes: true })).filter(
    (one) => one.isDirectory() && /^\d+$/.test(one.name),
  );
  for (const { name: id } of ids) {
    const text = await readFile(path.join(dir, id, "meta.yaml"), "utf8").catch(() => "");
    const said = /^name:[ ]*(.*)$/m.exec(text)?.[1]?.trim();
    if (said === name || said === quoted(name)) return path.join(dir, id);
  }
  const taken = new Set(ids.map(({ name: id }) => id));
  let id = name === "Default" ? 0 : Date.now();
  while (taken.has(String(id))) id++;
  const folder = path.join(dir, String(id));
  await mkdir(folder);
  await writeYaml(path.join(folder, "meta.yaml"), {
    artifact_location: pathToFileURL(folder).href,
    creation_time: Date.now(),
    experiment_id: String(id),
    last_update_time: Date.now(),
    lifecycle_stage: "active",
    name,
  });
  return folder;
}

/** Takes lines of later steps out of metrics. */
async function forgetBeyond(metrics: string, step: number): Promise<void> {
  for (const name of await readdir(metrics)) {
    const file = path.join(metrics, name);
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
    const kept = lines.filter((line) => Number(line.split(" ")[2]) <= step);
    await writeAtomically(file, (handle) => handle.writeFile(kept.map((line) => `${line}\n`).join("")));
  }
}

/** A name that MLflow takes: letters, digits, and `_ - . space`. */
function nameOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_\-. ]/g, "_");
}

/** Flat values as YAML, whose texts are JSON's, which YAML reads. */
async function writeYaml(file: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const lines = Object.entries(values).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? quoted(value) : JSON.stringify(value)}`,
  );
  await writeAtomically(file, (handle) => handle.writeFile(`${lines.join("\n")}\n`));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
