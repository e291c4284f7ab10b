/**
 * Printing like PyTorch's: the same digits, widths, line breaks and suffixes.
 *
 * The rules are those of `torch.set_printoptions` and its documented defaults.
 */

import { boolean, describe, integerFrom, nullable, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { torch } from "./operators.ts";
import { syncScope } from "./scope.ts";
import { checkTensor, Tensor } from "./tensor.ts";

/** How tensors print, as `torch.set_printoptions`. */
export interface PrintOptions {
  /** Digits after the point. */
  precision: number;
  /** More elements than this are summarised. */
  threshold: number;
  /** Elements shown at each end of a summarised dimension. */
  edgeItems: number;
  /** Characters per line. */
  lineWidth: number;
  /** Scientific notation: always, never, or (null) where the values ask for it. */
  sciMode: boolean | null;
}

const DEFAULTS: PrintOptions = { precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80, sciMode: null };
let options: PrintOptions = { ...DEFAULTS };

const SET = signature<Partial<PrintOptions>>("setPrintOptions", {
  options: {
    precision: integerFrom(0),
    threshold: integerFrom(0),
    edgeItems: integerFrom(0),
    lineWidth: integerFrom(1),
    sciMode: nullable(boolean),
  },
});
const FORMAT = signature("formatTensor");
const TO_STRING = signature("toString");

/** Changes how tensors print; without an argument, back to the defaults. */
export function setPrintOptions(...rest: Rest<Partial<PrintOptions>>): void {
  const given = Object.entries(SET.read(rest)).filter(([, value]) => value !== undefined);
  options = { ...(rest[0] === undefined ? DEFAULTS : options), ...Object.fromEntries(given) };
}

type Value = number | bigint | boolean;

// JavaScript rounds exact ties up, Python and C to even.
function roundsTieUp(text: string, keep: number): boolean {
  const tail = text.slice(keep);
  return /^50*$/.test(tail);
}

function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (Object.is(value, -0)) return `-${(0).toFixed(digits)}`;
  const plain = value.toFixed(digits);
  if (digits > 90 || Math.abs(value) >= 1e21) return plain;
  const exact = Math.abs(value).toFixed(Math.min(100, digits + 30));
  const cut = exact.indexOf(".") + 1 + digits;
  if (!roundsTieUp(exact, cut)) return plain;
  const lastKept = Number(exact[digits === 0 ? cut - 2 : cut - 1]);
  if (lastKept % 2 !== 0) return plain;
  const kept = digits === 0 ? exact.slice(0, cut - 1) : exact.slice(0, cut);
  return (value < 0 ? "-" : "") + kept;
}

function exponential(value: number, digits: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  let text = (Object.is(value, -0) ? "-" : "") + value.toExponential(digits);
  const exact = Math.abs(value).toExponential(Math.min(100, digits + 30));
  const mantissa = exact.slice(0, exact.indexOf("e"));
  if (roundsTieUp(mantissa, 2 + digits) && Number(mantissa[1 + digits]) % 2 === 0 && digits > 0) {
    text = (value < 0 ? "-" : "") + mantissa.slice(0, 2 + digits) + exact.slice(exact.indexOf("e"));
  }
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function nonFinite(value: number): string {
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

interface Formatter {
  width: number;
  format(index: number): string;
}

function plainFormatter(values: readonly Value[]): Formatter {
  const texts = values.map((v) => (typeof v === "boolean" ? (v ? "True" : "False") : String(v)));
  const width = texts.reduce((w, t) => Math.max(w, t.length), 1);
  return { width, format: (i) => (texts[i] as string).padStart(width) };
}

function floatFormatter(values: readonly number[]): Formatter {
  const { precision } = options;
  const finite = values.filter((v) => Number.isFinite(v) && v !== 0);
  const whole = finite.every((v) => Number.isInteger(v));
  let scientific = false;
  let width = 1;
  if (finite.length > 0) {
    const sizes = finite.map(Math.abs);
    const least = sizes.reduce((a, b) => Math.min(a, b));
    const most = sizes.reduce((a, b) => Math.max(a, b));
    scientific = most / least > 1000 || most > 1e8 || (!whole && least < 1e-4);
    for (const v of finite) {
      const text = scientific ? exponential(v, precision) : fixed(v, whole ? 0 : precision);
      width = Math.max(width, text.length + (whole && !scientific ? 1 : 0));
    }
  }
  if (options.sciMode !== null) scientific = options.sciMode;
  const format = (v: number) => {
    if (scientific) return exponential(v, precision);
    if (!whole) return fixed(v, precision);
    return fixed(v, 0) + (Number.isFinite(v) ? "." : "");
  };
  return { width, format: (i) => format(values[i] as number).padStart(width) };
}

function complexFormatter(real: Formatter, imaginary: Formatter): Formatter {
  return {
    width: real.width + imaginary.width + 1,
    format(i) {
      const im = `${imaginary.format(i)}j`.trimStart();
      const text = real.format(i) + (/^[+-]/.test(im) ? im : `+${im}`);
      return text.padStart(this.width);
    },
  };
}

/** What is shown of a tensor: positions into the formatter, or the mark of a gap. */
type Shown = number | null;

function edges(size: number, summarise: boolean): Shown[] {
  const { edgeItems } = options;
  const all = Array.from({ length: size }, (_, i) => i);
  if (!summarise || size <= 2 * edgeItems) return all;
  return [...all.slice(0, edgeItems), null, ...all.slice(size - edgeItems)];
}

function vector(formatter: Formatter, shown: Shown[], base: number, indent: number): string {
  const perLine = Math.max(1, Math.floor((options.lineWidth - indent) / (formatter.width + 2)));
  const texts = shown.map((i) => (i === null ? " ..." : formatter.format(base + i)));
  const lines: string[] = [];
  for (let i = 0; i < texts.length; i += perLine) lines.push(texts.slice(i, i + perLine).join(", "));
  return `[${lines.join(`,\n${" ".repeat(indent + 1)}`)}]`;
}

// `kept` is the shape of what was read, `shape` the tensor's own: they differ where a dimension is summarised.
function body(
  formatter: Formatter,
  shape: number[],
  kept: number[],
  summarise: boolean,
  base: number,
  indent: number,
): string {
  const [size, ...rest] = shape;
  if (size === undefined) return formatter.format(base);
  const shown = edges(size, summarise);
  let position = 0;
  const placed = shown.map((i) => (i === null ? null : position++));
  if (rest.length === 0) return vector(formatter, placed, base, indent);
  const stride = kept.slice(1).reduce((a, b) => a * b, 1);
  const parts = placed.map((i) =>
    i === null ? "..." : body(formatter, rest, kept.slice(1), summarise, base + i * stride, indent + 1),
  );
  return `[${parts.join(`,${"\n".repeat(shape.length - 1)}${" ".repeat(indent + 1)}`)}]`;
}

function summarised(t: Tensor): Tensor {
  let view = t;
  for (let dim = 0; dim < t.ndim; dim++) {
    const size = t.size(dim);
    const { edgeItems } = options;
    if (size <= 2 * edgeItems) continue;
    const head = view.narrow(dim, 0, edgeItems);
    const tail = view.narrow(dim, size - edgeItems, edgeItems);
    view = torch.cat([head, tail], dim);
  }
  return view;
}

function formatterOf(t: Tensor): Formatter {
  const { dtype } = t;
  if (dtype.startsWith("complex")) {
    const parts = Array.from(t.resolveConj().viewAsReal().data() as Iterable<number | bigint>, Number);
    return complexFormatter(
      floatFormatter(parts.filter((_, i) => i % 2 === 0)),
      floatFormatter(parts.filter((_, i) => i % 2 === 1)),
    );
  }
  const data = t.data();
  if (dtype === "bool")
    return plainFormatter(Array.from(data as Iterable<number | bigint>, (v) => Number(v) !== 0));
  if (dtype.startsWith("float") || dtype === "bfloat16")
    return floatFormatter(Array.from(data as Iterable<number | bigint>, Number));
  return plainFormatter(Array.from(data as Iterable<Value>));
}

/** The tensor as PyTorch prints it. */
export function formatTensor(source: Tensor, ...rest: []): string {
  FORMAT.read(rest);
  checkTensor("formatTensor", source);
  if (source.isFreed) return "tensor(freed)";
  return syncScope("toString", (t) => format(t), source, undefined);
}

function format(source: Tensor): string {
  const { shape, dtype, device, layout } = source;
  const count = source.numel();
  const prefix = "tensor(";
  const suffixes: string[] = [];
  if (device !== "cpu") suffixes.push(`device='${device}'`);
  let text = "[]";
  if (device === "meta") {
    text = "...";
    suffixes.push(`size=${tuple(shape)}`);
    if (dtype !== "float32") suffixes.push(`dtype=torch.${dtype}`);
  } else if (count === 0) {
    if (shape.length !== 1) suffixes.push(`size=${tuple(shape)}`);
    if (dtype !== "float32") suffixes.push(`dtype=torch.${dtype}`);
  } else {
    if (!["float32", "complex64", "int64", "bool"].includes(dtype)) suffixes.push(`dtype=torch.${dtype}`);
    const dense = layout === "strided" ? source.detach() : source.detach().toDense();
    const summarise = count > options.threshold;
    const kept = summarise ? summarised(dense) : dense;
    text = body(formatterOf(kept), shape, kept.shape, summarise, 0, prefix.length);
  }
  if (layout !== "strided") suffixes.push(`layout=torch.${layout}`);
  const gradFn = gradFnOf(source);
  if (gradFn !== null) suffixes.push(`grad_fn=<${gradFn}>`);
  else if (source.requiresGrad) suffixes.push("requires_grad=True");
  return addSuffixes(prefix + text, suffixes, prefix.length);
}

// Asking for it fails where a view's base was changed in a way that its gradient cannot follow.
function gradFnOf(source: Tensor): string | null {
  try {
    return source.gradFn;
  } catch {
    return "Invalid";
  }
}

function tuple(shape: number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

function addSuffixes(text: string, suffixes: string[], indent: number): string {
  let out = text;
  let lastLine = text.length - text.lastIndexOf("\n") + 1;
  for (const suffix of suffixes) {
    if (lastLine + suffix.length + 2 > options.lineWidth) {
      out += `,\n${" ".repeat(indent)}${suffix}`;
      lastLine = indent + suffix.length;
    } else {
      out += `, ${suffix}`;
      lastLine += suffix.length + 2;
    }
  }
  return `${out})`;
}

Object.defineProperty(Tensor.prototype, "toString", {
  value(this: Tensor, ...rest: []) {
    TO_STRING.read(rest);
    return formatTensor(this);
  },
  writable: true,
  configurable: true,
});

// `${t}` and String(t) print; arithmetic and comparison would go on with text or NaN.
Object.defineProperty(Tensor.prototype, Symbol.toPrimitive, {
  value(this: Tensor, hint: string) {
    if (hint === "string") return formatTensor(this);
    throw new ArgumentError(
      `JavaScript's operators do not work on tensors (here ${describe(this)}): write t.add(1), t.mul(2), t.lt(other) or ` +
        "t.eq(other); t.item() is its value as a number, t.toString() prints it.",
      { operation: "Symbol.toPrimitive" },
    );
  },
  configurable: true,
});

// What console.log shows.
Object.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Tensor) {
    return formatTensor(this);
  },
  configurable: true,
});
