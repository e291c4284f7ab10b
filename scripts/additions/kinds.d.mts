import type { Addition } from "./add.mjs";

/** Types of kinds.mjs for the tests. */
export const KINDS: Addition[];
