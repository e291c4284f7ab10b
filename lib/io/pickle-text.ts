/** Texts and numbers as pickles write them. */

/** Text is decoded in slices of so many bytes. */
export const SLICE_BYTES = 1 << 20;
/** Longest Python 2 `str` that is looked at as text; longer ones are arrays. */
const MAX_PY2_TEXT = 8 << 20;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const strictUtf8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** UTF-8 as text; what is none becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** Python 2's `str`: text where it is valid UTF-8, bytes otherwise. */
export function py2String(bytes: Uint8Array): string | Uint8Array {
  if (bytes.length > MAX_PY2_TEXT) return new Uint8Array(bytes);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return new Uint8Array(bytes);
  }
}

/** Decodes long text in slices, yielding after each, and hands it on at the end. */
export function* decodeSlices(bytes: Uint8Array, keep: (text: string) => void): Generator<void, void> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    text += decoder.decode(bytes.subarray(at, at + SLICE_BYTES), { stream: true });
    yield;
  }
  keep(text + decoder.decode());
}

/** The operand of INT and LONG, or null where it is no number of at most so many digits. */
export function parseDecimal(text: string, maxDigits: number): number | bigint | boolean | null {
  if (text === "00" || text === "01") return text === "01";
  const digits = text.endsWith("L") ? text.slice(0, -1) : text;
  if (digits.length > maxDigits || !/^[+-]?\d+$/.test(digits)) return null;
  return narrow(BigInt(digits.replace(/^\+/, "")));
}

/** The operand of STRING, or null where it has no quotes. */
export function parseQuoted(line: string): string | Uint8Array | null {
  const match = /^(['"])(.*)\1$/.exec(line.trim());
  if (match === null) return null;
  const text = (match[2] as string).replace(/\\(x[0-9a-fA-F]{2}|[nrt\\'"])/g, (_, code: string) =>
    code.startsWith("x")
      ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
      : (({ n: "\n", r: "\r", t: "\t" } as Record<string, string>)[code] ?? code),
  );
  return py2String(Buffer.from(text, "latin1"));
}

/** An integer as a number where that is exact. */
export function narrow(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** The operand of FLOAT. */
export function parseFloatText(text: string): number {
  const special: Record<string, number> = { inf: Infinity, "-inf": -Infinity, nan: Number.NaN };
  return special[text.trim()] ?? Number(text);
}

/** Text in Python's raw-unicode-escape. */
export function rawUnicode(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (all, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? (long as string), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** The bytes of a Python 2 `str` that may have been read as text. */
export function asBytes(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return typeof value === "string" ? Buffer.from(value, "latin1") : null;
}

/** The text of a value that Python 2 may have written as bytes. */
export function asText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? latin1(value) : null;
}
