/** How ATen's names become JavaScript's: `log_softmax` is `logSoftmax`, `add_` stays `add_`. */

const RESERVED = new Set(["var", "in", "with", "delete", "new", "default", "function", "typeof", "void"]);

const known = new Map<string, string>();

/** camelCase of an ATen name; underscores at either end stay. */
export function camelCase(name: string): string {
  let converted = known.get(name);
  if (converted === undefined) {
    converted = convert(name);
    known.set(name, converted);
  }
  return converted;
}

function convert(name: string): string {
  if (!name.slice(0, -1).includes("_")) return name; // nothing inside to convert
  const [, lead, body, tail] = /^(_*)(.*?)(_*)$/.exec(name) as unknown as [string, string, string, string];
  return lead + body.replace(/_+([a-zA-Z0-9])/g, (_, c: string) => c.toUpperCase()) + tail;
}

/** Whether the name cannot be a plain identifier. */
export function isReservedWord(name: string): boolean {
  return RESERVED.has(name);
}
