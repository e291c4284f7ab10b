/** Copying a state dict into a module: compares all keys and shapes first, then writes. */
import { boolean, describe, isPlainObject, type Rest, signature } from "../edge/index.ts";
import { StateDictError } from "../native/errors.ts";
import { noGrad, scope, Tensor } from "../tensor/index.ts";
import { isLazy } from "./uninitialized.ts";

/** A state dict by path: a Map, as `stateDict()` gives, or a plain object. */
export type StateDictInput = ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>;

/** How strictly keys and shapes must agree. */
export interface LoadOptions {
  /** Missing and unexpected keys are an error. */
  strict?: boolean;
  /** Skip and report keys whose shape differs, where they would be an error. */
  ignoreMismatched?: boolean;
  /**
   * Take the given tensors themselves for parameters and buffers instead of copying their values, as PyTorch's
   * `assign=True`: dtype and device become theirs. A mapped file is then read as its pages are used.
   */
  assign?: boolean;
}

/** What may follow the state dict: options by name, or `strict` and `assign` in PyTorch's order. */
export type LoadArguments = Rest<LoadOptions, [strict: boolean, assign: boolean]>;

/** What `loadStateDict` takes. */
export const LOAD = signature<LoadOptions>("Module.loadStateDict", {
  options: { strict: boolean, ignoreMismatched: boolean, assign: boolean },
  positional: ["strict", "assign"],
});

/** A key that both sides have, with another shape. */
export interface MismatchedKey {
  key: string;
  /** Shape in the module. */
  expected: number[];
  /** Shape in the state dict. */
  got: number[];
}

/** What did not fit when a state dict was loaded. */
export interface LoadReport {
  /** In the module, not in the state dict. */
  missing: string[];
  /** In the state dict, not in the module. */
  unexpected: string[];
  /** In both, with another shape; left as they were. */
  mismatched: MismatchedKey[];
}

/** Keys listed in an error before the rest is only counted. */
const listed = 20;

/**
 * Loads `dict` into `state`, the live tensors of a module of class `name`. `upgrade` renames keys of older files in
 * a copy of the dict.
 */
export function loadInto(
  name: string,
  state: ReadonlyMap<string, Tensor>,
  dict: StateDictInput,
  options: LoadOptions,
  upgrade?: (dict: Map<string, Tensor>) => void,
): LoadReport {
  const strict = options.strict ?? true;
  const source = asMap(name, dict);
  upgrade?.(source);
  const report: LoadReport = { missing: [], unexpected: [], mismatched: [] };
  const copies: { target: Tensor; value: Tensor; scalar: boolean }[] = [];

  for (const [key, target] of state) {
    const value = source.get(key);
    if (value === undefined) {
      // Files from before PyTorch 0.4.1 do not count batches; the module keeps its own count, as PyTorch does.
      if (key.slice(key.lastIndexOf(".") + 1) !== "num_batches_tracked") report.missing.push(key);
      continue;
    }
    if (isLazy(target)) {
      if (!isLazy(value)) copies.push({ target, value, scalar: false });
      continue;
    }
    const { shape: expected } = target;
    const { shape: got } = value;
    if (sameShape(expected, got)) copies.push({ target, value, scalar: expected.length < got.length });
    else report.mismatched.push({ key, expected, got });
  }
  for (const key of source.keys()) if (!state.has(key)) report.unexpected.push(key);

  const badKeys = strict && (report.missing.length > 0 || report.unexpected.length > 0);
  const badShapes = options.ignoreMismatched !== true && report.mismatched.length > 0;
  if (badKeys || badShapes)
    throw new StateDictError(explain(name, report, strict, badShapes), { operation: "loadStateDict" });

  noGrad(() =>
    scope(() => {
      for (const { target, value, scalar } of copies) {
        const fitting = scalar ? value.reshape([]) : value;
        if (isLazy(target)) target.materialize(value.shape);
        if (options.assign) target.setData_(fitting);
        else target.copy_(fitting);
      }
    }),
  );
  return report;
}

function asMap(name: string, dict: unknown): Map<string, Tensor> {
  if (!(dict instanceof Map) && !isPlainObject(dict)) {
    throw new StateDictError(
      `${name}.loadStateDict: expected a Map or an object of tensors by key, got ${describe(dict)}.`,
    );
  }
  const entries: [unknown, unknown][] = dict instanceof Map ? [...dict] : Object.entries(dict as object);
  const result = new Map<string, Tensor>();
  for (const [key, value] of entries) {
    if (typeof key === "string" && value instanceof Tensor) {
      result.set(key, value);
      continue;
    }
    throw new StateDictError(
      `${name}.loadStateDict: the entry ${JSON.stringify(String(key))} is ${describe(value)}, not a tensor. If the file ` +
        'holds more than a state dict, pass the part that is one, for example file["state_dict"].',
    );
  }
  return result;
}

/** Equal, or a scalar against a list of one, which PyTorch accepts for files from before it had scalars. */
function sameShape(target: readonly number[], value: readonly number[]): boolean {
  if (target.length === 0 && value.length === 1) return value[0] === 1;
  return target.length === value.length && target.every((size, i) => size === value[i]);
}

function explain(name: string, report: LoadReport, strict: boolean, badShapes: boolean): string {
  const lines = [`${name}.loadStateDict: the state dict does not fit; nothing was loaded.`];
  if (strict) {
    lines.push(...list("missing in the state dict", report.missing));
    lines.push(...list("unexpected in the state dict", report.unexpected));
  }
  const shapes = report.mismatched.map(
    ({ key, expected, got }) => `${key}: module [${expected}], state dict [${got}]`,
  );
  lines.push(...list("of another shape", shapes));
  if (strict && report.unexpected.some((key) => key.startsWith("module."))) {
    lines.push('  Keys that start with "module." come from DataParallel: cut the prefix off.');
  }
  const advice = [];
  if (strict && report.missing.length + report.unexpected.length > 0) {
    advice.push("{ strict: false } loads the keys that both sides have");
  }
  if (badShapes)
    advice.push("{ ignoreMismatched: true } skips keys of another shape (a replaced head, for example)");
  lines.push(`  Check that the state dict is for this network. ${advice.join("; ")}.`);
  return lines.join("\n");
}

function list(title: string, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  const lines = [`  ${keys.length} ${keys.length === 1 ? "key" : "keys"} ${title}:`];
  for (const key of keys.slice(0, listed)) lines.push(`    ${key}`);
  if (keys.length > listed) lines.push(`    ... and ${keys.length - listed} more`);
  return lines;
}
