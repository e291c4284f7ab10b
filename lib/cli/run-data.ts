/** What a run notes of the data it was trained on, and the part of some data that it is measured on. */
import { createHash } from "node:crypto";
import path from "node:path";
import { isPlainObject } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";

/** Parts of data that figures may be of. */
export const EVALUATED = ["train", "val", "test", "all"] as const;

/** One of them. */
export type Evaluated = (typeof EVALUATED)[number];

/** Data in parts, as its files. */
export interface PartedData<D extends { readonly samples: readonly NotedFile[]; readonly length: number }> {
  readonly train: D;
  readonly val: D | null;
  readonly test: D | null;
}

/** A file as it is noted: its path, and its label, its masks or what states its boxes. */
interface NotedFile {
  path: string;
  label?: number;
  targets?: readonly number[];
  masks?: readonly (string | null)[];
  /** File that states its boxes. */
  source?: string;
}

/** What is noted: enough to know the same files in the same parts again, wherever the folder lies by then. */
export interface DataNote {
  folder: string;
  /** What was named in place of the folder, where that was a file: annotations, a table. */
  source?: string;
  files: number;
  sha256: string;
}

const PARTS = ["train", "val", "test"] as const;

type Split = { readonly samples: readonly NotedFile[]; readonly length: number };

/** The note of data in a folder. */
export function noteOf(folder: string, data: PartedData<Split>): DataNote {
  const root = path.resolve(folder);
  const below = (file: string | null): string =>
    file === null ? "" : path.relative(root, path.resolve(file)).split(path.sep).join("/");
  const lines = PARTS.flatMap((part) =>
    (data[part]?.samples ?? []).map(({ path: file, label, targets, masks, source }) =>
      [
        ...[part, below(file), label ?? targets?.join(",") ?? "", ...(masks ?? []).map(below)],
        ...(source === undefined ? [] : [below(source)]),
      ].join("\t"),
    ),
  );
  const sha256 = createHash("sha256").update(lines.sort().join("\n")).digest("hex");
  return { folder: root, files: lines.length, sha256 };
}

/** What finetune noted in a run: its data and the options it was called with; null of either where it did not. */
export function notesOf(notes: Record<string, unknown>): {
  data: DataNote | null;
  command: Record<string, unknown> | null;
} {
  const { data, command } = notes;
  const isNote =
    isPlainObject(data) &&
    typeof (data as Partial<DataNote>).folder === "string" &&
    typeof (data as Partial<DataNote>).sha256 === "string";
  return {
    data: isNote ? (data as unknown as DataNote) : null,
    command: isPlainObject(command) ? (command as Record<string, unknown>) : null,
  };
}

/** The part that is measured. */
export interface Chosen<D> {
  part: Evaluated;
  sets: D[];
  /** Whether the run learned from these images; null where it is not known. */
  trainedOn: boolean | null;
  /** What they are, as a line. */
  told: string;
}

/** What the choice depends on. */
export interface Choice<D extends Split> {
  folder: string;
  asked: Evaluated | undefined;
  noted: DataNote | null;
  /** The data divided as the run divided its own; null where the run does not say how. */
  asTrained: PartedData<D> | null;
  /** The data with the parts that it has itself. */
  asItIs(): Promise<PartedData<D>>;
}

/**
 * Chooses what a run is measured on: of the data it was trained on what was held out, of other data its test part, else its
 * validation part, else all of it; or what was asked for.
 *
 * @throws ArgumentError for a part that there is not, and for the folder of the training whose files are others by now
 */
export async function choosePart<D extends Split>(choice: Choice<D>): Promise<Chosen<D>> {
  const { folder, asked, noted, asTrained } = choice;
  const refuse = (told: string): never => {
    throw new ArgumentError(`evaluate: ${told}`, { operation: "evaluate", file: folder });
  };
  const isTrained = noted !== null && asTrained !== null && noteOf(folder, asTrained).sha256 === noted.sha256;
  const data = isTrained ? asTrained : await choice.asItIs();
  const there = PARTS.filter((part) => data[part] !== null);
  const total = there.reduce((sum, part) => sum + (data[part]?.length ?? 0), 0);
  const usual = data.test !== null ? "test" : data.val !== null ? "val" : "all";
  if (asked === undefined && usual === "all" && isTrained) {
    refuse(`the run was trained on every image in ${folder}; give other images, or --part all`);
  }
  if (asked === undefined && usual === "all" && noted?.folder === path.resolve(folder)) {
    refuse(
      `the files in ${folder} are not those that the run was trained on (${noted.files} then, ${total} now), so that it ` +
        "is not known which it has seen; give a folder of other images, or --part all",
    );
  }
  const part = asked ?? usual;
  if (part !== "all" && data[part] === null) {
    refuse(`${folder} has no part ${part}; --part takes ${[...there, "all"].join(", ")}`);
  }
  const sets = (part === "all" ? there : [part]).map((name) => data[name] as D);
  const count = sets.reduce((sum, { length }) => sum + length, 0);
  const which = count === total ? `all ${count} images` : `${count} of the ${total} images`;
  const trainedOn = isTrained ? part === "train" || part === "all" : null;
  const why = isTrained
    ? ABOUT[part]
    : noted === null
      ? "; the run does not say whether it was trained on them"
      : "; not the data as the run was trained on it";
  return { part, sets, trainedOn, told: `part ${part}: ${which} in ${folder}${why}` };
}

/** What a figure on a part of the data that a run was trained on is worth. */
const ABOUT: Readonly<Record<Evaluated, string>> = {
  test: ", held out of the training",
  val: ", held out of the training, which chose its best epoch by them",
  train: ", which the run was trained on",
  all: ", those that the run was trained on among them",
};

/** The options that a run noted, of those that are named. */
export function notedOf<N extends string>(
  names: readonly N[],
  command: Record<string, unknown> | null,
): Partial<Record<N, unknown>> {
  const noted = names.filter((name) => command?.[name] !== undefined);
  return Object.fromEntries(noted.map((name) => [name, command?.[name]])) as Partial<Record<N, unknown>>; // those of them
}

/** How a run divided its data. */
export function splitIn(command: Record<string, unknown> | null): { val: number; seed: number } | null {
  const { valSplit, seed } = command ?? {};
  return typeof valSplit === "number" && typeof seed === "number" ? { val: valSplit, seed } : null;
}
