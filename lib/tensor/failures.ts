/**
 * What libtorch refuses, in JavaScript's terms: a typed error with the operation and the tensors' shapes.
 */

import { describe, shortened, signature } from "../edge/index.ts";
import { explainDevice } from "../native/cuda/presence.ts";
import {
  ArgumentError,
  AutogradError,
  DeviceError,
  DTypeError,
  FreedTensorError,
  OperatorError,
  OutOfMemoryError,
  ShapeError,
  TorchtsError,
} from "../native/errors.ts";

const DESCRIBE = signature("describeArgument");

/** A value in a few words, as errors show it: `float32 [2, 3]`, `"text"`, `a promise (await it first)`. */
export function describeArgument(value: unknown, ...rest: []): string {
  DESCRIBE.read(rest);
  return describe(value);
}

/** @internal What the addon throws. */
export interface NativeFailure extends Error {
  kind?: string;
  /** Memory ran out again after a collection. */
  retried?: boolean;
}

/** @internal Whether the addon reports that memory ran out. */
export function isOutOfMemory(error: unknown): boolean {
  const failure = error as NativeFailure;
  if (failure?.kind === "oom") return true;
  return (
    failure?.kind === "torch" &&
    /not enough memory|out of memory|can't allocate memory|STATUS_ALLOC_FAILED/i.test(failure.message)
  );
}

// The kinds of failure told apart by libtorch's own words, which are stable across releases in these parts. Devices
// come before shapes and dtypes because their message may mention either.
const CAUSES: [
  RegExp,
  new (message: string, details: { cause?: unknown; operation?: string }) => TorchtsError,
][] = [
  [
    /same device|on device|is on cpu|different device|Cannot access accelerator|CUDA is not available|no device cuda|not linked with support|NVIDIA driver|invalid device ordinal|backend.*not (?:linked|available)|with CUDA/i,
    DeviceError,
  ],
  [
    /Input type \((?:[^)]*cuda[^)]*\) and \w+ type \((?![^)]*cuda)|(?![^)]*cuda)[^)]*\) and \w+ type \([^)]*cuda)/i,
    DeviceError,
  ],
  [
    /does(?:n't| not) require grad|backward pass inside a callback|requires gradients|backward through the graph a second time|modified by an inplace operation|leaf Variable|implicitly created only for scalar|can require gradients|requires_grad|inference tensor|differentiable|appears to not have been used in the graph/i,
    AutogradError,
  ],
  [
    /dtype|scalar type|not implemented for '|expected .* type|can't be cast|Tensor of type|floating[- ]point|datatype|result type|data type|\bLong\b|integral|Input type \(|bias type|type promoti/i,
    DTypeError,
  ],
  [
    /shape|size|dimension|broadcast|must match|mat1 and mat2|rank|numel|elements|channels|dim |\b\d-D\b/i,
    ShapeError,
  ],
];

/** What libtorch advises in Python, as it is written here. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\bSpecify retain_graph=True\b/g, "Give retainGraph: true"],
  [/\bretain_graph=True\b/g, "retainGraph: true"],
  [/\bcreate_graph=True\b/g, "createGraph: true"],
  [/\ballow_unused=True\b/g, "allowUnused: true"],
  [/\bkeepdim=True\b/g, "keepdim: true"],
  [/\btorch\.autograd\.set_detect_anomaly\(True\)/g, "autograd.setDetectAnomaly(true)"],
  [/\btorch\.autograd\.grad\b/g, "autograd.grad"],
  [/\btorch\.no_grad\(\)/g, "noGrad()"],
  [
    /\btorch\.nn\.functional\.binary_cross_entropy_with_logits\b/g,
    "nn.functional.binaryCrossEntropyWithLogits",
  ],
  [/\btorch\.nn\.functional\.binary_cross_entropy\b/g, "nn.functional.binaryCrossEntropy"],
  [/\btorch\.nn\.BCE/g, "nn.BCE"],
  [
    /\btorch\.use_deterministic_algorithms\(True, warn_only=True\)/g,
    "useDeterministicAlgorithms(true, { warnOnly: true })",
  ],
  [/\btorch\.use_deterministic_algorithms\(True\)/g, "useDeterministicAlgorithms(true)"],
  [
    /\byou can use the 'warn_only=True' option\b/g,
    "be warned instead with useDeterministicAlgorithms(true, { warnOnly: true })",
  ],
  [/ You can also file an issue at https:\S+ to help us prioritize [^.]*\./g, ""],
  [/\brequires_grad\b/g, "requiresGrad"],
  [/\bretain_grad\(\)/g, "retainGrad()"],
  [/\bgrad_fn\b/g, "gradFn"],
  [/\bNone\b/g, "null"],
];

const inOurTerms = (text: string): string =>
  SPELLINGS.reduce((so, [pattern, spelling]) => so.replace(pattern, spelling), text);

/** Where C++ threw, which is part of the message only where it was asked for. */
const TRACE = "\nException raised from";

/** More arguments than any operator has: tensors of a backward pass may be thousands. */
const MOST_DESCRIBED = 32;

function describeArguments(args: readonly unknown[] | Record<string, unknown>): string {
  const all: readonly (readonly [string, unknown])[] = Array.isArray(args)
    ? args.map((value: unknown) => ["", value])
    : Object.entries(args).map(([name, value]) => [`${name}: `, value]);
  const parts = all.slice(0, MOST_DESCRIBED).map(([name, value]) => name + describeArgument(value));
  if (all.length > parts.length) parts.push(`... (${all.length})`);
  return parts.length === 0 ? "" : `\n  arguments: ${parts.join(", ")}`;
}

/** An operator without a backend in a few words: libtorch's own name every backend there is. Null for anything else. */
function missingBackend(said: string): string | null {
  const [, name, backend] =
    /Could not run '([^']+)' with arguments from the '([^']+)' backend/.exec(said) ?? [];
  if (name === undefined) return null;
  return `this libtorch has no ${name} for ${backend}: move the tensors to a device that has it.`;
}

/** The device that a call names or its tensors are on; null where that is none but the CPU. */
function deviceNamed(args: readonly unknown[] | Record<string, unknown>): string | null {
  for (const value of Object.values(args)) {
    if (typeof value === "string" && /^(cuda|mps|xpu)(:\d+)?$/.test(value)) return value;
  }
  return null;
}

/** libtorch puts whole shapes into its texts, which may have as many sizes as somebody gave. */
const MOST_SAID = 2000;

const AGAIN = ", also after the garbage collector ran and the operation was tried again";

/** @internal Throws the typed form of what the addon threw; the arguments may come with their names. */
export function rethrow(
  error: unknown,
  operation: string,
  args: readonly unknown[] | Record<string, unknown>,
): never {
  if (error instanceof TorchtsError) throw error;
  const failure = error as NativeFailure;
  if (typeof failure?.kind !== "string") throw error;
  const [text = "", trace] = failure.message.split(TRACE);
  const whole = shortened(inOurTerms(text.trim()), MOST_SAID);
  // libtorch says linalg.solve and its like itself.
  const said = whole.startsWith(`${operation}: `) ? whole.slice(operation.length + 2) : whole;
  const given = describeArguments(args) + (trace === undefined ? "" : TRACE + trace);
  const details = { cause: error, operation };
  if (failure.kind === "freed") throw new FreedTensorError(`${operation}: ${said}${given}`, details);
  if (isOutOfMemory(error)) {
    throw new OutOfMemoryError(
      `${operation}: memory ran out${failure.retried ? AGAIN : ""}. ${said}${given}\n  Use smaller batches, free tensors earlier (scope, dispose), or see memory.stats().`,
      details,
    );
  }
  if (failure.kind === "argument") throw new ArgumentError(`${operation}: ${said}${given}`, details);
  const device = explainDevice(text.trim(), deviceNamed(args));
  if (device !== null) {
    const Cause = device.cause.missing === "program" ? OperatorError : DeviceError;
    throw new Cause(`${operation}: ${shortened(device.text, MOST_SAID)}${given}`, details);
  }
  if (failure.kind === "index" && /shape mismatch|broadcast/.test(said)) {
    throw new ShapeError(`${operation}: ${said}${given}`, details);
  }
  if (failure.kind === "index") throw new ArgumentError(`${operation}: ${said}${given}`, details);
  if (failure.kind === "notImplemented") {
    const wrongDevice = /backend|device|meta tensor/i.test(said) && !/dtype|for '/.test(said);
    const Cause = wrongDevice ? DeviceError : DTypeError;
    throw new Cause(`${operation}: ${missingBackend(said) ?? said.split("\n")[0]}${given}`, details);
  }
  for (const [pattern, Cause] of CAUSES) {
    if (pattern.test(said)) throw new Cause(`${operation}: ${said}${given}`, details);
  }
  throw new OperatorError(`${operation}: ${said}${given}`, details);
}

/** @internal What `work` gives; what the addon throws meanwhile gets its type. */
export function typed<T>(operation: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    rethrow(error, operation, []);
  }
}
