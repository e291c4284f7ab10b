/** The logits of classifiers, and that there is one for each class. */

import { outputsOf } from "../models/facts.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { Tensor } from "../tensor/index.ts";

/** Under which names networks that declare none give their main logits: those of `train.fit`. */
const USUAL = ["logits", "out"];

/**
 * The main logits of what a classifier gave: the tensor, or the one beside auxiliary ones.
 *
 * @throws ArgumentError where there are none
 */
export function classLogits(model: Module, output: unknown, operation: string): Tensor {
  if (output instanceof Tensor) return output;
  const named = (output ?? {}) as Readonly<Record<string, unknown>>;
  const own = outputsOf(model);
  for (const name of own === null ? USUAL : [own.main]) {
    if (named[name] instanceof Tensor) return named[name];
  }
  const names =
    typeof output === "object" && output !== null ? ` with ${Object.keys(output).join(", ")}` : "";
  throw new ArgumentError(
    `${operation}: expected the model to return a tensor of logits (N, classes), got ` +
      `${output === null ? "null" : typeof output}${names}.`,
    { operation },
  );
}

/**
 * Checks that logits have one column per class.
 *
 * @throws ShapeError that says how the head is replaced
 */
export function checkOutputs(
  logits: Tensor,
  classes: readonly string[] | undefined,
  operation: string,
): void {
  const [, outputs] = logits.shape;
  if (logits.shape.length === 2 && (classes === undefined || outputs === classes.length)) return;
  const advice =
    logits.shape.length === 4
      ? "This is a segmentation network: give it masks, data whose `task` is segmentation, or take a classifier."
      : "Replace the head so that it has one output per class: models.replaceHead(model, classes), for a ResNet as " +
        `model.fc = new nn.Linear(model.fc.in_features, ${classes?.length ?? "classes.length"}).`;
  throw new ShapeError(
    `${operation}: expected logits of shape (N, ${classes?.length ?? "classes"}), got (${logits.shape.join(", ")}). ${advice}`,
    { operation },
  );
}
