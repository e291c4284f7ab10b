/** Several networks as one, whose answer is the mean of theirs. */
import { isListOf, kind, oneOf, type Rest, signature } from "../edge/index.ts";
import { labelsOf, noteLabels } from "../models/labels.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { functional, Module, ModuleList } from "../nn/index.ts";
import { stack, type Tensor } from "../tensor/index.ts";
import { classLogits } from "./class-logits.ts";

/** Options of {@link ensemble}. */
export interface EnsembleOptions {
  /** What is averaged. Default "probabilities". */
  average?: "probabilities" | "logits";
  /**
   * What makes probabilities of logits: softmax over the classes, or sigmoid for each output, as of binary and multilabel masks.
   * Default "softmax", of networks with one output "sigmoid".
   */
  activation?: "softmax" | "sigmoid";
}

const OPERATION = "models.ensemble";
const TAKES = signature<EnsembleOptions>(OPERATION, {
  takes: {
    networks: kind(
      "a list of networks, at least one",
      (v) => isListOf(v, (one) => one instanceof Module) && (v as unknown[]).length > 0,
    ),
  },
  options: { average: oneOf("probabilities", "logits"), activation: oneOf("softmax", "sigmoid") },
  advice: { weights: "each network counts alike" },
});

/** A network that takes images, as those of `models` do. */
type Network = Module & { forward(images: Tensor): unknown };

/** Networks as one; {@link ensemble} makes it. */
export class Ensemble extends Module {
  readonly members: ModuleList;
  readonly average: "probabilities" | "logits";
  readonly activation: "softmax" | "sigmoid" | null;

  constructor(networks: readonly Network[], ...rest: Rest<EnsembleOptions>) {
    const { average = "probabilities", activation = null } = TAKES.read(rest);
    TAKES.check(networks);
    super();
    this.members = new ModuleList(networks);
    this.average = average;
    this.activation = activation;
  }

  /**
   * Logits whose probabilities are the mean of the networks': images (N, C, H, W) to (N, classes), of segmentation
   * (N, outputs, H, W). Throws ShapeError where the networks' differ.
   */
  override forward(images: Tensor): Tensor {
    const all = [...this.members].map((one) =>
      classLogits(one, (one as Network).forward(images), "models.Ensemble"),
    );
    const [first] = all as [Tensor];
    const odd = all.find(({ shape }) => shape.join() !== first.shape.join());
    if (odd !== undefined) {
      throw new ShapeError(
        `${OPERATION}: the networks gave (${first.shape.join(", ")}) and (${odd.shape.join(", ")}); they have to agree.`,
        { operation: OPERATION },
      );
    }
    const logits = stack(all);
    if (this.average === "logits") return logits.mean(0);
    const activation = this.activation ?? (first.shape[1] === 1 ? "sigmoid" : "softmax");
    // In logarithms, where no probability becomes 0 or 1. The mean's factor cancels, or is the same for all classes.
    if (activation === "softmax") return functional.logSoftmax(logits, 2).logsumexp(0);
    return functional.logsigmoid(logits).logsumexp(0).sub(functional.logsigmoid(logits.neg()).logsumexp(0));
  }

  override extraRepr(): string {
    return `average=${this.average}`;
  }
}

/**
 * Networks as one, whose probabilities are the mean of theirs: for `train.predict`, `models.segment`, `train.evaluate` and whatever
 * else takes a network. The networks are held, not copied. `train.loadEnsemble` makes one of run folders.
 *
 * @param networks maps (N, C, H, W) to logits each, of the same shape
 * @throws ArgumentError for networks whose labels differ
 *
 * @example
 * const cross = await train.crossValidate(model, data, { folds: 5, epochs: 4, keepModels: true });
 * const all = models.ensemble(cross.folds.flatMap(({ model }) => model ?? []));
 * const { label, probability } = await train.predict(all, "image.png", { classes: data.classes });
 */
export function ensemble(networks: readonly Network[], ...rest: Rest<EnsembleOptions>): Ensemble {
  const made = new Ensemble(networks, ...rest);
  const named = networks.flatMap((one) => {
    const labels: readonly string[] | null = labelsOf(one);
    return labels === null ? [] : [labels];
  });
  const [labels] = named;
  const odd = named.find((own) => own.join("\n") !== labels?.join("\n"));
  if (odd !== undefined) {
    throw new ArgumentError(
      `${OPERATION}: the networks have the labels ${labels?.join(", ")} and ${odd.join(", ")}; their outputs cannot be averaged.`,
      { operation: OPERATION },
    );
  }
  if (labels !== undefined) noteLabels(made, labels, "given");
  return made.eval();
}
