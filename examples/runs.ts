/** Runs of a comparison, kept in a file after each, so that one that was interrupted goes on where it was. */

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { datasets } from "torchts";
import { write } from "./tables.ts";

/** What a file of results holds: how it was measured, and each run. */
export interface Results<Settings, Run> {
  settings: Settings;
  runs: Run[];
}

export function readResults<Settings, Run>(file: string): Results<Settings, Run> {
  return JSON.parse(readFileSync(file, "utf8")) as Results<Settings, Run>; // written by RunKeeper
}

/** One run a line. */
export function writeResults<Settings, Run>(file: string, { settings, runs }: Results<Settings, Run>): void {
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(",\n");
  write(file, `{\n  "settings": ${JSON.stringify(settings)},\n  "runs": [\n${lines}\n  ]\n}\n`);
}

/** The runs in a file, and those to come. Throws where the file was measured with other settings. */
export class RunKeeper<Settings, Run extends object> {
  readonly file: string;
  readonly settings: Settings;
  readonly runs: Run[];

  constructor(file: string, settings: Settings) {
    const kept = existsSync(file) ? readResults<Settings, Run>(file) : { settings, runs: [] };
    if (!isDeepStrictEqual(kept.settings, JSON.parse(JSON.stringify(settings)))) {
      throw new Error(`${file} holds runs with other settings; move it away, or name another with --out`);
    }
    this.file = file;
    this.settings = settings;
    this.runs = kept.runs;
  }

  save(): void {
    writeResults(this.file, this);
  }

  /** Runs what the file lacks: `name` are the fields that tell the run from the others. */
  async add<Name extends Partial<Run>>(name: Name, run: (name: Name) => Promise<Run>): Promise<void> {
    const fields = Object.entries(name);
    const isKept = this.runs.some((kept) =>
      fields.every(([field, value]) => kept[field as keyof Run] === value),
    );
    if (isKept) return;
    const done = await run(name);
    this.runs.push(done);
    this.save();
    console.error(JSON.stringify(done));
  }
}

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A part without the files whose bytes are also a file of `other`: what was learned from is no test. */
export function withoutFilesOf(
  part: datasets.ImageFolderSplit,
  other: datasets.ImageFolderSplit,
): datasets.ImageFolderSplit {
  const known = new Set(other.samples.map((sample) => hashOf(sample.path)));
  const samples = part.samples.filter((sample) => !known.has(hashOf(sample.path)));
  return new datasets.ImageFolderSplit(samples, part.classes, part.transform);
}
