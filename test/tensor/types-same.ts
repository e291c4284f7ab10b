/** Helper of the type tests: whether a value has exactly a type, asked of the compiler. */

/** `true` where two types are the same, `any` and `unknown` told apart. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `typed<Tensor>()(x.sum(), true)` compiles only where the value's type is exactly the one named. */
export function typed<Wanted>(): <Got>(value: Got, same: Same<Got, Wanted>) => void {
  return () => undefined;
}
