/** Values of a part's state as a checkpoint gives them back. */

/** A number, or null where there is none. */
export function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A dictionary as an object, whether the reader gave a Map or an object. */
export function asRecord(value: unknown): Record<string, unknown> {
  if (value instanceof Map) return Object.fromEntries(value);
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}
