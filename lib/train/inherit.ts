/**
 * What a resumed run takes over from the run it goes on with, and what it refuses.
 *
 * An option that is not given is as it was. One that is given and was another is refused, unless it changes no number of
 * the training that is done. What cannot be written down, a loss of one's own say, has to be given again.
 */
import { isPlainObject } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { figureName } from "./figures.ts";
import { optimizerOptions, usualRate } from "./optimizers.ts";
import { checkSavedOptions, type RunOptions } from "./options.ts";
import { PARTS } from "./parts/index.ts";
import { DEFAULTS } from "./recipe.ts";
import type { RunConfig } from "./run-folder.ts";
import { type SavedTransform, saveTransform } from "./saved-transform.ts";

/** Options of one call: no later call takes them over. */
const OF_THE_CALL: ReadonlySet<string> = new Set<keyof RunOptions>([
  "device",
  "out",
  "resume",
  "overwrite",
  "prefetch",
  "concurrency",
  "signal",
  "onEvent",
]);

/** Options of the run that may be others later. */
const MAY_CHANGE: ReadonlySet<string> = new Set<keyof RunOptions>([
  "epochs",
  "validateEvery",
  "topK",
  "onError",
  ...PARTS.flatMap(({ mayChange = [] }) => [...mayChange] as (keyof RunOptions)[]),
]);

/** Options that have a place of their own in `config.json`. */
const ELSEWHERE: ReadonlySet<string> = new Set<keyof RunOptions>(["seed", "notes", "transforms"]);

/** Options that may be functions or objects, which no file holds. */
const CODE: readonly (keyof RunOptions)[] = [
  "optimizer",
  "scheduler",
  "loss",
  "metrics",
  "sampler",
  "batchSampler",
  ...PARTS.flatMap(({ code = [] }) => [...code] as (keyof RunOptions)[]),
];

/** The options of a run as `config.json` keeps them: plain values, defaults filled in where they matter. */
export function plainOptions(
  options: RunOptions,
  batchSize: number,
  monitor?: string,
): Record<string, unknown> {
  const { optimizer = DEFAULTS.optimizer, scheduler = DEFAULTS.scheduler, loss } = options;
  const filled: Record<string, unknown> = {
    ...(options.batchSampler === undefined ? { batchSize } : {}),
    ...(typeof optimizer === "string"
      ? { optimizer, lr: usualRate(optimizer), ...optimizerOptions(optimizer) }
      : {}),
    ...(typeof scheduler === "function" ? {} : { scheduler, warmup: DEFAULTS.warmup }),
    ...(loss === undefined ? { labelSmoothing: DEFAULTS.labelSmoothing } : {}),
    freezeBatchNorm: DEFAULTS.freezeBatchNorm,
    channelsLast: DEFAULTS.channelsLast,
  };
  for (const [key, value] of Object.entries(options)) {
    if (OF_THE_CALL.has(key) || ELSEWHERE.has(key) || isCode(options, key as keyof RunOptions)) continue;
    if (isPlain(value)) filled[key] = value;
  }
  if (monitor !== undefined) filled.monitor = monitor; // by its present name
  return filled;
}

/** The names of the options that the run had and no file can hold. */
export function codeOptions({ transforms, ...options }: RunOptions): string[] {
  const names: string[] = CODE.filter((name) => isCode(options, name));
  for (const part of ["train", "val"] as const) {
    const transform = transforms?.[part];
    if (transform !== undefined && saveTransform(transform) === null) names.push(`transforms.${part}`);
  }
  return names;
}

/** Whether an option is code, which no file can hold; an empty list of it is none. */
function isCode(options: Omit<RunOptions, "transforms">, name: keyof RunOptions): boolean {
  const value = (options as RunOptions)[name];
  if (!CODE.includes(name) || value === undefined || value === null || typeof value === "string")
    return false;
  return typeof value !== "object" || (Object.keys(value as object).length > 0 && !isPlain(value));
}

/** Whether a value can be written down: numbers, texts, lists and objects of them. */
function isPlain(value: unknown): boolean {
  if (["number", "string", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return isPlainObject(value) && Object.values(value as object).every(isPlain);
}

/**
 * The options of a resumed run: those given, and the run's own for the rest.
 *
 * @param batchSize that of the task, where older files say none
 * @throws ArgumentError for options that contradict the run, all of them named, and for code that has to be given again
 */
export function inheritOptions(given: RunOptions, saved: RunConfig, batchSize: number): RunOptions {
  const where = `the run in ${given.out}`;
  checkSavedOptions(`train.fit: config.json of ${where}`, saved.options);
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit", file: given.out });
  };
  const before = runOptions(saved, batchSize);
  const code = new Set(saved.custom ?? []);
  const merged: Record<string, unknown> = { ...given };
  const contradictions: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(given)])) {
    if (OF_THE_CALL.has(name) || ELSEWHERE.has(name)) continue;
    const now = given[name as keyof RunOptions];
    // What "auto" came to is kept.
    const isLeft = name === "precision" && now === "auto" && before[name] !== undefined;
    if (now === undefined || isLeft) {
      merged[name] = before[name];
      continue;
    }
    if (MAY_CHANGE.has(name)) continue;
    // Older files do not say; the checkpoint does.
    if (name === "monitor" && before.monitor === undefined) continue;
    const differs = isPlain(now)
      ? JSON.stringify(now) !== JSON.stringify(before[name])
      : saved.custom !== undefined && !code.has(name);
    if (differs) contradictions.push(`${name} was ${shown(before[name], code.has(name))}, now ${shown(now)}`);
  }
  const missing = [...code].filter((name) => !isGiven(given, name));
  if (missing.length > 0) {
    refuse(
      `${where} was started with ${missing.join(" and ")} of your own, which no file can hold; give ` +
        `${missing.length === 1 ? "it" : "them"} again to go on.`,
    );
  }
  if (contradictions.length > 0) {
    refuse(
      `${where} cannot go on with other options: ${contradictions.join("; ")}. Leave them out, they are taken from the ` +
        "run; or start a new run in another folder.",
    );
  }
  return merged as unknown as RunOptions; // names and kinds were checked
}

/** The plain options of a run; older files did not fill in what was not said. */
function runOptions(saved: RunConfig, batchSize: number): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(saved.options).filter(([name]) => !OF_THE_CALL.has(name)));
  if (own.monitor !== undefined) own.monitor = figureName(String(own.monitor));
  if (saved.custom !== undefined) return own;
  return { ...plainOptions(own as unknown as RunOptions, batchSize), ...own };
}

function isGiven(given: RunOptions, name: string): boolean {
  const [option, part] = name.split(".") as [keyof RunOptions, "train" | "val" | undefined];
  const value = given[option];
  return (part === undefined ? value : (value as RunOptions["transforms"])?.[part]) !== undefined;
}

function shown(value: unknown, isCode = false): string {
  if (isCode) return "of your own";
  if (value === undefined) return "not given";
  return isPlain(value) ? JSON.stringify(value) : "of your own";
}

/** What must be the same for a saved transform: itself, written down. */
export function sameTransform(a: SavedTransform | null, b: SavedTransform | null): boolean {
  return a?.kind === b?.kind && JSON.stringify(a?.options) === JSON.stringify(b?.options);
}
