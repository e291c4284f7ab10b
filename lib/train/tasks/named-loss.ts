/** Losses that runs know by name, each with the options of its own; every task says what they are over its targets. */
import {
  type AnyKind,
  type Kind,
  kind,
  nullable,
  numberAbove,
  numberFrom,
  oneOf,
  optionsOf,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";

/** The focal loss, https://arxiv.org/abs/1708.02002. */
export interface FocalSettings {
  name: "focal";
  /** How much well classified samples or pixels lose, from 0. Default 2. */
  gamma?: number;
  /** Of several labels, binary and multilabel masks: factor of what is to be found; the rest gets 1 - alpha. Default: none. */
  alpha?: number | null;
}

/** Of numbers: the square of small errors, the size of large ones, as `nn.HuberLoss`. */
export interface HuberSettings {
  name: "huber";
  /** Where the square ends, above 0. Default 1: one standard deviation of standardised numbers. */
  delta?: number;
}

/** Of numbers: as Huber's, divided by beta, as `nn.SmoothL1Loss`. */
export interface SmoothL1Settings {
  name: "smoothL1";
  /** Where the square ends, from 0. Default 1. */
  beta?: number;
}

/** Of numbers: the squared error, or its size. */
export interface PlainErrorSettings {
  name: "mse" | "mae";
}

type Settings = FocalSettings | HuberSettings | SmoothL1Settings | PlainErrorSettings;

/** Name of a loss. */
export type LossName = Settings["name"];

/** A loss by its name, or with options. */
export type NamedLoss = LossName | Settings;

/** What each loss takes beside its name. */
const LOSSES: Readonly<Record<LossName, Readonly<Record<string, AnyKind>>>> = {
  focal: { gamma: numberFrom(0), alpha: nullable(numberFrom(0, 1)) },
  mse: {},
  mae: {},
  huber: { delta: numberAbove(0) },
  smoothL1: { beta: numberFrom(0) },
};
const NAMES = Object.keys(LOSSES) as LossName[];

const settingsKinds = NAMES.map((name) =>
  optionsOf(
    signature<object>("train.fit loss", {
      options: { name: oneOf(name), ...LOSSES[name] } as object,
    }),
  ),
);

/** A loss by name. */
export const namedLossKind: Kind<NamedLoss> = kind(
  `one of ${NAMES.map((name) => `"${name}"`).join(", ")}, { name, ... } with settings of it`,
  (v) => {
    if (typeof v === "string") return (NAMES as readonly string[]).includes(v);
    const at = NAMES.indexOf((v as { name?: LossName } | null)?.name as LossName);
    return at >= 0 && (settingsKinds[at] as AnyKind).accepts(v);
  },
);

/** Whether a loss is one by name. */
export function isNamedLoss(loss: unknown): loss is NamedLoss {
  return (
    typeof loss === "string" ||
    (typeof loss === "object" && loss !== null && !("forward" in loss) && "name" in loss)
  );
}

/** The settings of a loss that was named; null for one of the user's own, and where nothing was said. */
export function lossSettings(loss: unknown): Settings | null {
  if (!isNamedLoss(loss)) return null;
  return typeof loss === "string" ? ({ name: loss } as Settings) : loss;
}

/** What a focal loss is asked to be; null where the loss is another. */
export function focalOf(loss: unknown): Required<FocalSettings> | null {
  const settings = lossSettings(loss);
  if (settings?.name !== "focal") return null;
  const { gamma = 2, alpha = null } = settings;
  return { name: "focal", gamma, alpha };
}

/** @throws ArgumentError for a named loss that the task does not have; tasks of the user's own know themselves */
export function checkNamedLoss(
  task: { readonly name: string; readonly losses?: readonly LossName[] },
  loss: unknown,
  operation: string,
): void {
  const settings = lossSettings(loss);
  if (settings === null || task.losses === undefined || task.losses.includes(settings.name)) return;
  const known = task.losses.map((name) => `"${name}"`).join(", ");
  throw new ArgumentError(
    `${operation}: the loss "${settings.name}" is not one of ${task.name}, which has ${known} beside its default; leave \`loss\` ` +
      "out, or give a function of your own.",
    { operation },
  );
}
