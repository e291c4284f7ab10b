/**
 * Lists at the edge, which may claim any length: an array with holes, or a proxy. A hole is an element that fits
 * nothing, so that the first one ends the walk; `every` and `some` of arrays skip it and count to the end.
 */

/** Elements of a list that are looked at where the answer only decides an error's words. */
const FEW = 1000;

/** Whether the value is an array whose elements all pass. */
export function isListOf(value: unknown, accepts: (item: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return false;
  const { length } = value;
  if (!Number.isSafeInteger(length)) return false;
  for (let at = 0; at < length; at++) if (!accepts(value[at])) return false;
  return true;
}

/** Whether the value is an array with an element, among the first thousand, that passes. */
export function isListWith(value: unknown, accepts: (item: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return false;
  const length = Math.min(value.length, FEW);
  for (let at = 0; at < length; at++) if (accepts(value[at])) return true;
  return false;
}
