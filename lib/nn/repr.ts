/**
 * Values and modules as text, spelled the way Python's `repr` spells them, so that a printed model can be compared
 * with PyTorch's line by line.
 */

/** What can stand in a module's printed options. */
export type ReprValue = number | boolean | string | null | undefined | readonly ReprValue[];

/** A number that is a float in PyTorch: `1e-05`, `0.1`, `1.0`. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const magnitude = Math.abs(value);
  if (value !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    // Python writes at least two digits of exponent, JavaScript as few as needed.
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Any option: `True`, `None`, `'nearest'`, `(3, 3)`, `7`. */
export function repr(value: ReprValue): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value}'`;
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : reprFloat(value);
  const items = value.map(repr);
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** Indents all lines after the first by two spaces. */
export function indent(text: string): string {
  return text
    .split("\n")
    .map((line, i) => (i === 0 ? line : line.trim() === "" ? "" : `  ${line}`))
    .join("\n");
}

/** Lays out a module: name, its own options, its children one a line. */
export function layout(name: string, extra: string, children: Iterable<readonly [string, unknown]>): string {
  const own = extra === "" ? [] : extra.split("\n");
  const lines = [...own];
  for (const [key, child] of children) lines.push(`(${key}): ${indent(String(child))}`);
  if (lines.length === 0) return `${name}()`;
  if (lines.length === 1 && own.length === 1) return `${name}(${own[0]})`;
  return `${name}(\n  ${lines.join("\n  ")}\n)`;
}
