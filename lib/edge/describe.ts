/** What came instead of what was expected, in a few words; never the data itself. */

const LONGEST = 60;

/** `float32 [2, 3]`, `"text"`, `a promise (await it first)`, `a function`, or what else a value is. */
export function describe(value: unknown, depth = 0): string {
  if (isTensorLike(value)) return describeTensor(value);
  if (Array.isArray(value)) {
    if (depth > 1) return "[...]";
    const shown = value.slice(0, 8).map((item) => describe(item, depth + 1));
    return `[${shown.join(", ")}${value.length > 8 ? `, ... (${value.length})` : ""}]`;
  }
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (typeof value === "bigint") return `${String(value).slice(0, LONGEST)}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (isPromise(value)) return "a promise (await it first)";
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  const name = value.constructor?.name;
  return typeof name !== "string" || name === "Object" || name === "" ? "an object" : `a ${name}`;
}

/** A text that may be anything, cut where it is long. */
export function shortened(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

/** Whether the value is a promise or behaves as one. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}

interface TensorLike {
  _handle: number;
  dtype: string;
  shape: readonly number[];
  device: string;
}

function isTensorLike(value: unknown): value is TensorLike {
  return typeof value === "object" && value !== null && "_handle" in value && "_origin" in value;
}

function describeTensor(tensor: TensorLike): string {
  if (tensor._handle === 0) return "a freed tensor";
  try {
    const device = tensor.device === "cpu" ? "" : ` on ${tensor.device}`;
    return `${tensor.dtype} [${tensor.shape.join(", ")}]${device}`;
  } catch {
    return "a tensor without a shape"; // it must not hide the error it is described for
  }
}
