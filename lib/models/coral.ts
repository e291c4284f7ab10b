/** CORAL's head in the place of a network's own. */
import { isListOf, kind, type Rest, signature, string } from "../edge/index.ts";
import * as nn from "../nn/index.ts";
import { CoralLinear } from "./coral-linear.ts";
import { headPaths } from "./head-paths.ts";
import { replaceHead } from "./heads.ts";
import { checkLabels, type Unlabelled } from "./labels.ts";
import { moduleKind } from "./option-kinds.ts";

const HEAD = signature("models.coralHead", {
  takes: {
    model: moduleKind,
    grades: kind(
      "a number of grades, 2 or more, or a list of their names",
      (v) => (Number.isInteger(v) && (v as number) >= 2) || isListOf(v, string.accepts),
    ),
  },
});

/**
 * Puts a CORAL head in the place of the network's heads, auxiliary ones too, for data of the task "ordinal".
 *
 *     const model = models.coralHead(await models.resnet18({ weights: "DEFAULT" }), data.classes);
 *
 * A head whose questions have weights of their own is `models.replaceHead(model, data.classes.length - 1)`.
 *
 * @param grades how many there are, or their names in order
 * @returns the same network
 * @throws ArgumentError for fewer than two grades, and a network whose head is no linear layer
 */
export function coralHead<M extends nn.Module>(
  model: M,
  grades: number | readonly string[],
  ...rest: Rest<Record<never, never>>
): Unlabelled<M> {
  HEAD.read(rest);
  HEAD.check(model, grades);
  if (typeof grades !== "number") checkLabels(grades, HEAD.name);
  const count = typeof grades === "number" ? grades : grades.length;
  if (count < 2) throw HEAD.error(`ordered grades are two or more, got ${count}.`);
  const paths = headPaths(model);
  const odd = paths.find((path) => !(model.getSubmodule(path) instanceof nn.Linear));
  if (odd !== undefined) {
    throw HEAD.error(
      `${odd} is a ${model.getSubmodule(odd).constructor.name}, and the head of CORAL takes the place of a linear layer.`,
    );
  }
  const make = (features: number, outputs: number): nn.TensorModule => new CoralLinear(features, outputs);
  const heads = Object.fromEntries(paths.map((path) => [path, make]));
  return replaceHead(model as nn.Module, count - 1, { heads }) as unknown as Unlabelled<M>; // the same network
}

/** Whether the head of a network shares its weights. */
export function hasCoralHead(model: nn.Module): boolean {
  return [...model.modules()].some((module) => module instanceof CoralLinear);
}
