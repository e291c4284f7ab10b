/** Options within options, such as `split: { val: 0.2 }`: every name and kind of theirs is checked as well. */
import { isPlainObject, type Kind, kind } from "./kinds.ts";
import type { Signature } from "./signature.ts";

/** The kind of an object with the options of `inner`, whose errors name what is wrong within. */
export function optionsOf<O extends object>(inner: Signature<O>): Kind<O> {
  const names = inner.optionNames;
  // The inner signature throws itself, so that the error names the option inside and not only the object around it.
  return kind(
    `an object with ${names.join(", ")}`,
    (v) => isPlainObject(v) && inner.named(v as object) !== null,
  );
}
