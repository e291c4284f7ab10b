/** The public edge: what each entry takes, checked once by one mechanism that knows every name. */
export { describe, isPromise, shortened } from "./describe.ts";
export {
  type AnyKind,
  abortSignal,
  boolean,
  callable,
  either,
  instance,
  integer,
  integerFrom,
  isPlainObject,
  type Kind,
  kind,
  listOf,
  nullable,
  number,
  numberAbove,
  numberFrom,
  oneOf,
  plainObject,
  string,
  unchecked,
} from "./kinds.ts";
export { listed } from "./listed.ts";
export { isListOf, isListWith } from "./lists.ts";
export { optionsOf } from "./nested.ts";
export {
  type Kinds,
  noMore,
  type Rest,
  type Signature,
  signature,
  type Takes,
  writeTheArrow,
} from "./signature.ts";
export { camelCase, didYouMean, nearestName, nearestNames } from "./suggest.ts";
