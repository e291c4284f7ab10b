/**
 * What a tensor of scores holds, for the compiler: logits or probabilities. Nothing is kept at run time.
 *
 * A plain tensor, as a model returns it, counts as logits. What `softmax` and `sigmoid` return is marked, so that losses of
 * logits refuse it; what is computed from it is plain again.
 */
import type { Tensor } from "./tensor.ts";

declare const kind: unique symbol;

/** Scores before softmax or sigmoid. Any tensor but one marked as probabilities. */
export type Logits = Tensor & { readonly [kind]?: "logits" };

/** Scores between 0 and 1. A variable of this type takes any tensor but one marked as logits. */
export type Probabilities = Tensor & { readonly [kind]?: "probabilities" };
