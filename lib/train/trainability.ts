/**
 * What of a model is trained: its trainable parameters, and which modules stay in eval mode because they are
 * frozen.
 *
 * `requires_grad` alone does not freeze a BatchNorm: in training mode its running statistics go on moving with
 * every batch, and a frozen network drifts. In PyTorch each script has to remember to call `eval()` on them.
 */
import { ArgumentError } from "../native/errors.ts";
import type { Module, Parameter } from "../nn/index.ts";

/** How much of a model is trained. */
export interface ParameterCount {
  /** Elements of parameters that require a gradient. */
  trainable: number;
  /** Elements of all parameters. */
  total: number;
}

/** Number of elements of a model's trainable parameters and of all. */
export function countParameters(model: Module): ParameterCount {
  let trainable = 0;
  let total = 0;
  for (const parameter of model.parameters()) {
    const elements = parameter.numel();
    total += elements;
    if (parameter.requiresGrad) trainable += elements;
  }
  return { trainable, total };
}

/**
 * The parameters that require a gradient.
 *
 * @throws ArgumentError when there are none: nothing would be trained
 */
export function trainableParameters(model: Module): Parameter[] {
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
export function freezeAllBut(model: Module, paths: readonly string[]): void {
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
export function trainModeOf(model: Module, freeze = true): string[] {
  model.train();
  if (!freeze) return [];
  const frozen: string[] = [];
  const visit = (module: Module, path: string): void => {
    const parameters = [...module.parameters()];
    if (parameters.length === 0) return;
    if (parameters.every((parameter) => !parameter.requiresGrad)) {
      module.eval();
      frozen.push(path);
      return;
    }
    for (const [name, child] of module.namedChildren()) visit(child, path === "" ? name : `${path}.${name}`);
  };
  visit(model, "");
  return frozen;
}

/**
 * Runs a function with the model in eval mode and puts every module's mode back afterwards, also on an error.
 */
export async function inEvalMode<T>(model: Module, run: () => Promise<T>): Promise<T> {
  const modes = [...model.modules()].map((module) => [module, module.training] as const);
  model.eval();
  try {
    return await run();
  } finally {
    for (const [module, training] of modes) module.training = training;
  }
}
