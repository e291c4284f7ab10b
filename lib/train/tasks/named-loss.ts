/** Losses that runs know by name, each with the options of its own; every task says what they are over its targets. */
import {
  either,
  type Kind,
  kind,
  nullable,
  numberFrom,
  oneOf,
  optionsOf,
  signature,
} from "../../edge/index.ts";

/** The focal loss, https://arxiv.org/abs/1708.02002. */
export interface FocalSettings {
  name: "focal";
  /** How much well classified samples or pixels lose, from 0. Default 2. */
  gamma?: number;
  /** Of binary and multilabel masks: factor of what is to be found; the rest gets 1 - alpha. Default: none. */
  alpha?: number | null;
}

/** A loss by its name, or with options. */
export type NamedLoss = "focal" | FocalSettings;

const SETTINGS = signature<FocalSettings>("train.fit loss", {
  options: { name: oneOf("focal"), gamma: numberFrom(0), alpha: nullable(numberFrom(0, 1)) },
  required: ["name"],
});

const settingsKind: Kind<FocalSettings> = kind(
  "{ name, gamma, alpha }",
  (v) => typeof (v as { name?: unknown } | null)?.name === "string" && optionsOf(SETTINGS).accepts(v),
);

/** A loss by name. */
export const namedLossKind: Kind<NamedLoss> = either(oneOf("focal"), settingsKind);

/** Whether a loss is one by name. */
export function isNamedLoss(loss: unknown): loss is NamedLoss {
  return (
    loss === "focal" || (typeof loss === "object" && loss !== null && !("forward" in loss) && "name" in loss)
  );
}

/** What a focal loss is asked to be; null where the loss is another. */
export function focalOf(loss: unknown): Required<FocalSettings> | null {
  if (!isNamedLoss(loss)) return null;
  const { gamma = 2, alpha = null } = typeof loss === "string" ? {} : loss;
  return { name: "focal", gamma, alpha };
}
