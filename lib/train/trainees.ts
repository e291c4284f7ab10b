/**
 * The network of a run between two steps: which modules are in training mode, and which parameters the optimizer holds.
 *
 * Both follow `requiresGrad`, which a program may change while the run goes on (unfreezing in `onEvent`), so both are looked
 * at again before each step.
 */
import { ArgumentError } from "../native/errors.ts";
import type { Module, Parameter } from "../nn/index.ts";
import type { AnyOptimizer } from "../optim/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { NoticeEvent } from "./events.ts";
import type { FreezeSpec } from "./freeze.ts";
import { trainModeOf } from "./trainability.ts";

/** What a run does with parameters that become trainable on the way. */
export interface TraineeOptions {
  /** Keep fully frozen modules in eval mode. */
  freeze: boolean;
  /** Rate and decay of parameters that join; null where optimizer or scheduler are the caller's, who has to add them. */
  joining: { lr: number; weightDecay: number } | null;
  /** What is trained, where that was said. */
  spec(): FreezeSpec | null;
  emit: (event: NoticeEvent) => void;
}

/** Modes and parameters of the network that a run trains. */
export class Trainees {
  readonly #model: Module;
  readonly #optimizer: AnyOptimizer;
  readonly #options: TraineeOptions;
  /** Trainable parameters that the caller's optimizer leaves out on purpose. */
  readonly #leftOut: ReadonlySet<Tensor>;
  #parameters: [string, Parameter][] = [];
  #flags: boolean[] = [];
  #modes: [Module, boolean][] = [];

  /** @throws ArgumentError where the optimizer would train nothing of the network, or is for another one */
  constructor(model: Module, optimizer: AnyOptimizer, options: TraineeOptions) {
    this.#model = model;
    this.#optimizer = optimizer;
    this.#options = options;
    checkOptimizer(model, optimizer, "train.fit");
    const held = heldBy(optimizer);
    const trainable = [...model.parameters()].filter((parameter) => parameter.requiresGrad);
    this.#leftOut = new Set(trainable.filter((parameter) => !held.has(parameter)));
  }

  /** Looks at the network's structure anew; at the beginning of each epoch. */
  look(): void {
    this.#parameters = [...this.#model.namedParameters()];
    this.#flags = [];
    this.prepare();
  }

  /** Sets every module's mode and takes parameters in that became trainable; before each forward pass. */
  prepare(): void {
    const flags = this.#parameters.map(([, parameter]) => parameter.requiresGrad);
    if (flags.length !== this.#flags.length || flags.some((flag, at) => flag !== this.#flags[at])) {
      this.#flags = flags;
      this.#takeIn();
      const spec = this.#options.spec();
      if (spec === null) trainModeOf(this.#model, this.#options.freeze);
      else spec.setModes();
      this.#modes = [...this.#model.modules()].map((module) => [module, module.training]);
      return;
    }
    for (const [module, training] of this.#modes) module.training = training;
  }

  #takeIn(): void {
    const held = heldBy(this.#optimizer);
    const spec = this.#options.spec();
    if (spec !== null && this.#options.joining !== null) this.#setRates(spec, this.#options.joining);
    const joining = this.#parameters.filter(
      ([, parameter]) => parameter.requiresGrad && !held.has(parameter) && !this.#leftOut.has(parameter),
    );
    if (joining.length === 0) return;
    const names = joining.map(([name]) => name);
    const { joining: run } = this.#options;
    if (run === null) {
      throw new ArgumentError(
        `train.fit: ${few(names)} became trainable during the run, but the optimizer or the scheduler is your own: add ` +
          "them in the same event, with optimizer.addParamGroup({ params, lr }), or make the optimizer over all " +
          "parameters before.",
        { operation: "train.fit" },
      );
    }
    const parameters = joining.map(([, parameter]) => parameter);
    if (spec === null) addGroup(this.#optimizer, parameters, run.lr);
    else {
      for (const group of spec.groups(run, new Set(parameters))) {
        this.#optimizer.addParamGroup({ ...group, initialLr: group.lr } as never); // options of every group
      }
    }
    this.#options.emit({
      type: "notice",
      about: "unfrozen",
      text: `${few(names)} became trainable: trained from now on with the run's ${spec === null ? `learning rate ${run.lr} and ` : ""}schedule`,
    });
  }

  /** Gives the groups that are there the rates that are said now; their moments stay. */
  #setRates(spec: FreezeSpec, run: { lr: number; weightDecay: number }): void {
    const wanted = new Map(spec.groups(run).map((group) => [group.name, group]));
    for (const group of this.#optimizer.paramGroups) {
      const rate = group.name === undefined ? undefined : wanted.get(group.name)?.lr;
      if (rate !== undefined) group.initialLr = rate;
    }
  }
}

/** Adds parameters as a group with a rate of its own, which the schedule multiplies. */
export function addGroup(optimizer: AnyOptimizer, params: readonly Parameter[], lr: number): void {
  optimizer.addParamGroup({ params, lr, initialLr: lr } as never); // an option of every group
}

/** The parameters of an optimizer. */
function heldBy(optimizer: AnyOptimizer): Set<Tensor> {
  return new Set(optimizer.paramGroups.flatMap(({ params }) => params));
}

/** @throws ArgumentError where an optimizer would train nothing of a network, or is for another one */
export function checkOptimizer(model: Module, optimizer: AnyOptimizer, operation: string): void {
  const own = new Set<Tensor>(model.parameters());
  const held = heldBy(optimizer);
  const refuse = (text: string): never => {
    throw new ArgumentError(
      `${operation}: ${text}; make the optimizer from the network that is trained, after its parts were replaced: ` +
        "new optim.SGD(model.parameters(), { lr }).",
      { operation },
    );
  };
  const trained = [...held].filter((parameter) => own.has(parameter) && parameter.requiresGrad);
  if (trained.length === 0) refuse("the optimizer holds no trainable parameter of the network");
  const missing = [...model.namedParameters()].filter(([, p]) => p.requiresGrad && !held.has(p));
  const foreign = [...held].filter((parameter) => !own.has(parameter));
  if (foreign.length > 0 && missing.length > 0) {
    refuse(
      `the optimizer holds ${foreign.length} parameters that are not the network's, and lacks ` +
        few(missing.map(([name]) => name)),
    );
  }
}

/** `fc.weight, fc.bias and 60 more` */
function few(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
