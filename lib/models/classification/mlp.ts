/** The networks a lecture begins with: logistic regression and the multi-layer perceptron, on tables or features. */

import { kind, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { count, counts, probability } from "../option-kinds.ts";

const ACTIVATIONS = {
  relu: () => new nn.ReLU(),
  gelu: () => new nn.GELU(),
  silu: () => new nn.SiLU(),
  tanh: () => new nn.Tanh(),
  sigmoid: () => new nn.Sigmoid(),
} as const;

/** Options of {@link mlp}. */
export interface PerceptronOptions {
  /** Probability of dropping a value after each activation; 0 by default, and then there is no such layer. */
  dropout?: number;
  /** Between the linear layers; "relu" by default. */
  activation?: keyof typeof ACTIVATIONS | (() => nn.TensorModule);
}

const MLP = signature<PerceptronOptions>("models.mlp", {
  takes: { inFeatures: count, hidden: counts, classes: count },
  options: {
    dropout: probability,
    activation: kind(
      `one of ${Object.keys(ACTIVATIONS).join(", ")}, or a function that makes a layer`,
      (v) => typeof v === "function" || (typeof v === "string" && Object.hasOwn(ACTIVATIONS, v)),
    ),
  },
});
const LOGISTIC = signature("models.logisticRegression", { takes: { inFeatures: count, classes: count } });

/**
 * Multi-layer perceptron: (N, inFeatures) -> logits (N, classes).
 *
 * A Sequential of linear layers with activation and dropout between them, as `nn.Sequential(nn.Linear(...), nn.ReLU(),
 * ..., nn.Linear(...))` in PyTorch: the same keys, and with the same seed the same parameters. Without hidden layers it
 * is logistic regression. For images put `new nn.Flatten()` before it.
 *
 * @param hidden widths of the layers between
 * @throws ArgumentError for widths that are not positive integers, or an activation it does not know
 *
 *     const model = models.mlp(512, [64, 32], 3, { dropout: 0.2 });
 */
export function mlp(
  inFeatures: number,
  hidden: readonly number[],
  classes: number,
  ...rest: Rest<PerceptronOptions>
): nn.Sequential {
  const { dropout = 0, activation = "relu" } = MLP.read(rest);
  MLP.check(inFeatures, hidden, classes);
  const make = typeof activation === "function" ? activation : ACTIVATIONS[activation];
  const layers: nn.TensorModule[] = [];
  let width = inFeatures;
  for (const next of hidden) {
    layers.push(new nn.Linear(width, next), make());
    if (dropout > 0) layers.push(new nn.Dropout({ p: dropout }));
    width = next;
  }
  return new nn.Sequential([...layers, new nn.Linear(width, classes)]);
}

/**
 * Logistic regression, multinomial for more than two classes: (N, inFeatures) -> logits (N, classes). One linear
 * layer; trained with cross entropy, which is what `train.fit` does.
 *
 *     const run = await train.fit(models.logisticRegression(4, 3), { train: table, classes }, { epochs: 50, lr: 0.1 });
 */
export function logisticRegression(inFeatures: number, classes: number, ...rest: []): nn.Linear {
  LOGISTIC.read(rest);
  LOGISTIC.check(inFeatures, classes);
  return new nn.Linear(inFeatures, classes);
}
