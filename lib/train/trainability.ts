/**
 * What of a model is trained: its trainable parameters, and which modules stay in eval mode because they are
 * frozen.
 *
 * `requires_grad` alone does not freeze a BatchNorm: in training mode its running statistics go on moving with
 * every batch, and a frozen network drifts. In PyTorch each script has to remember to call `eval()` on them.
 */
import { boolean, listOf, type Rest, signature, string } from "../edge/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module, Parameter } from "../nn/index.ts";

type Nothing = Rest<Record<never, never>>;

const OF_MODEL = { takes: { model: moduleKind } };
const COUNT = signature("train.countParameters", OF_MODEL);
const TRAINABLE = signature("train.trainableParameters", OF_MODEL);
const FREEZE = signature("train.freezeAllBut", { takes: { model: moduleKind, paths: listOf(string) } });
const MODE = signature<{ freeze?: boolean }>("train.trainModeOf", {
  ...OF_MODEL,
  options: { freeze: boolean },
  positional: ["freeze"],
});

/** How much of a model is trained. */
export interface ParameterCount {
  /** Elements of parameters that require a gradient. */
  trainable: number;
  /** Elements of all parameters. */
  total: number;
}

/** Number of elements of a model's trainable parameters and of all. */
export function countParameters(model: Module, ...rest: Nothing): ParameterCount {
  COUNT.read(rest);
  COUNT.check(model);
  let trainable = 0;
  let total = 0;
  for (const parameter of model.parameters()) {
    const elements = parameter.numel();
    total += elements;
    if (parameter.requiresGrad) trainable += elements;
  }
  return { trainable, total };
}

/** Paths of the parameters that require a gradient. */
export function trainableNames(model: Module): string[] {
  return [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name);
}

/**
 * The parameters that require a gradient.
 *
 * @throws ArgumentError when there are none: nothing would be trained
 */
export function trainableParameters(model: Module, ...rest: Nothing): Parameter[] {
  TRAINABLE.read(rest);
  TRAINABLE.check(model);
  const trainable = [...model.parameters()].filter((parameter) => parameter.requiresGrad);
  if (trainable.length === 0) {
    throw new ArgumentError(
      "train.fit: no parameter of the model requires a gradient, so there is nothing to train. " +
        "Unfreeze a part first, for example model.fc.requiresGrad_(true).",
      { operation: "train.fit" },
    );
  }
  return trainable;
}

/**
 * Freezes a model but for the named submodules.
 *
 * @param paths of submodules, as in the state dict's keys: "layer4", "layer4.1.conv2", "fc"
 * @throws ArgumentError when there is no such submodule; the text lists those at the top
 */
export function freezeAllBut(model: Module, paths: readonly string[], ...rest: Nothing): void {
  FREEZE.read(rest);
  FREEZE.check(model, paths);
  const known = new Map(model.namedModules());
  for (const path of paths) {
    if (path !== "" && known.has(path)) continue;
    const top = [...model.namedChildren()].map(([name]) => name).join(", ");
    throw new ArgumentError(
      `train.freezeAllBut: the model has no submodule "${path}". At its top there are ${top}; deeper ones are ` +
        "named with dots, as in layer4.1.conv2.",
      { operation: "train.freezeAllBut" },
    );
  }
  model.requiresGrad_(false);
  for (const path of paths) known.get(path)?.requiresGrad_(true);
}

/**
 * Puts a model into training mode, but keeps in eval mode every module whose parameters are all frozen, with all
 * that lies below it: its BatchNorms use and keep their running statistics, its dropouts do nothing.
 *
 * A module without parameters follows its parent.
 *
 * @param freeze false to put everything into training mode, as a bare `model.train()` does
 * @returns paths of the topmost modules kept in eval mode
 */
export function trainModeOf(model: Module, ...rest: Rest<{ freeze?: boolean }, [freeze: boolean]>): string[] {
  const { freeze = true } = MODE.read(rest);
  MODE.check(model);
  model.train();
  if (!freeze) return [];
  const frozen: string[] = [];
  const visit = (module: Module, path: string): void => {
    const state = states.get(module) as Trainability;
    if (state === "none") return;
    if (state === "frozen") {
      module.eval();
      frozen.push(path);
      return;
    }
    for (const [name, child] of module.namedChildren()) visit(child, path === "" ? name : `${path}.${name}`);
  };
  const states = new Map<Module, Trainability>();
  trainabilityOf(model, states);
  visit(model, "");
  return frozen;
}

/** Of a module with all below it: whether it has parameters, and whether all of them are frozen. */
type Trainability = "none" | "frozen" | "trained";

/** Fills in the state of a module and of each below it, each looked at once. */
function trainabilityOf(module: Module, states: Map<Module, Trainability>): Trainability {
  const known = states.get(module);
  if (known !== undefined) return known;
  let state: Trainability = "none";
  for (const parameter of module.parameters({ recurse: false })) {
    if (parameter.requiresGrad) state = "trained";
    else if (state === "none") state = "frozen";
  }
  for (const [, child] of module.namedChildren()) {
    const below = trainabilityOf(child, states);
    if (below === "trained" || state === "none") state = state === "trained" ? state : below;
  }
  states.set(module, state);
  return state;
}
