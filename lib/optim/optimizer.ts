/**
 * Optimizer: parameter groups, state, and state dicts in PyTorch's layout.
 *
 * A subclass says what its options are and updates one set of parameters that share group, device and dtype; it gets
 * them together with their gradients, so that the update is one native call.
 */
import {
  boolean,
  callable,
  describe,
  isPromise,
  type Kind,
  kind,
  noMore,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError, DeviceError, OperatorError, StateDictError } from "../native/errors.ts";
import { zeroGrads } from "../nn/parameter.ts";
import {
  type Device,
  empty,
  enableGrad,
  full,
  keep,
  memory,
  noGrad,
  ops,
  syncScope,
  Tensor,
} from "../tensor/index.ts";

import { hasLayout, type Layout, layoutOf, type Staged, stage } from "./layout.ts";
import { asNumber, holdRate, type Rate, rateOf } from "./rate.ts";
import {
  camelCase,
  entriesOf,
  isEntries,
  type OptimizerStateDict,
  type OptimizerStateDictInput,
  optionValue,
  ownCopy,
  type StateValue,
  snakeCase,
} from "./state-dict.ts";

/** What an optimizer keeps for one parameter, by PyTorch's names (`exp_avg`, `momentum_buffer`). */
export type ParamState = Record<string, Tensor>;

/** Options every group has. */
export interface GroupOptions {
  /** Learning rate; schedulers change it. A tensor that was given for it reads as its value. */
  lr: number;
}

/** Options as they are given: each may be left out, and the learning rate may be a tensor of one element. */
export type GivenOptions<O extends GroupOptions> = Partial<Omit<O, "lr">> & { lr?: Rate };

/** A set of parameters with options of its own. */
export type ParamGroup<O extends GroupOptions> = O & {
  params: Tensor[];
  /** The learning rate before any scheduler changed it; set by the first scheduler. */
  initialLr?: number;
  /** Of `OneCycleLR`, which sets it. */
  maxLr?: number;
  /** Of `OneCycleLR`, which sets it. */
  minLr?: number;
  /** Of `OneCycleLR` and `CyclicLR`, which set it. */
  maxMomentum?: number;
  /** Of `OneCycleLR` and `CyclicLR`, which set it. */
  baseMomentum?: number;
  /** Of `SWALR`, which sets it. */
  swaLr?: number;
  /** What the user calls the group; it is kept and saved. */
  name?: string;
};

/** What a group is made from: its parameters, and the options that differ from the optimizer's. */
export type ParamGroupInput<O extends GroupOptions> = GivenOptions<O> & {
  params: Iterable<Tensor>;
  name?: string;
};

/** Options of `step`, for gradients that were scaled (mixed precision). */
export interface StepOptions {
  /** Gradients are divided by this tensor of one element, of any device and real dtype. */
  gradScale?: Tensor;
  /** If this tensor of one element, of any device and real dtype, is not zero, nothing is changed. */
  foundInf?: Tensor;
}

/** What an optimizer is made of: parameters, or groups of them. */
export type Params<O extends GroupOptions> = Iterable<Tensor> | Iterable<ParamGroupInput<O>>;

const scalarKind: Kind<Tensor> = kind(
  "a tensor of one element",
  (v) => v instanceof Tensor && (v.isFreed || v.numel() === 1),
);

/** Computes loss and gradients again, as `step` wants them: zeroes the gradients, runs the model, calls `backward`. */
export type Closure<L = unknown> = () => L;

const STEP = signature<StepOptions>("Optimizer.step", {
  takes: { closure: callable() },
  options: { gradScale: scalarKind, foundInf: scalarKind },
});

const ZERO_GRAD = signature<{ setToNull?: boolean }>("Optimizer.zeroGrad", {
  options: { setToNull: boolean },
  positional: ["setToNull"],
});

/** Parameters of one group, device and dtype, with their gradients. */
export interface Batch {
  params: Tensor[];
  grads: Tensor[];
  states: ParamState[];
}

/**
 * Base class of the optimizers.
 *
 * Parameters without a gradient are skipped. `step` frees nothing of the user's: gradients stay until `zeroGrad`.
 */
export abstract class Optimizer<O extends GroupOptions = GroupOptions> {
  /** The groups; options may be changed between steps. */
  readonly paramGroups: ParamGroup<O>[] = [];
  /** What is kept for each parameter. Its tensors belong to the optimizer. */
  readonly state = new Map<Tensor, ParamState>();
  /** Options of groups that do not set their own. */
  readonly defaults: O;
  /** How often `step` was called. */
  stepCount = 0;
  /** The layout of each parameter, which its state was brought into. */
  readonly #layouts = new Map<Tensor, Layout>();
  /** The device of each parameter at the last step, where its state is. */
  readonly #devices = new Map<Tensor, Device>();
  readonly #takes: Signature<GivenOptions<O>> | undefined;

  /** Options of the Python class that have no meaning here, with its defaults; they go into state dicts. */
  protected abstract readonly pythonOptions: Readonly<Record<string, unknown>>;

  /**
   * `takes` says which options a group may have, and of what kinds; without it they are those of `defaults`.
   *
   * Throws ArgumentError for an empty list, for tensors that are no leaves, and for options out of range.
   */
  constructor(params: Params<O>, defaults: O, takes?: Signature<GivenOptions<O>>) {
    this.#takes = takes;
    this.defaults = holdRate(this.operation, { ...defaults }, defaults.lr);
    if (params instanceof Tensor) {
      throw new ArgumentError(
        `${this.operation}: params must be a list of parameters, got a tensor; write [tensor].`,
      );
    }
    if (isPromise(params) || (params !== undefined && params !== null && !isIterable(params))) {
      throw new ArgumentError(
        `${this.operation}: params must be a list of parameters, such as model.parameters(), got ${describe(params)}.`,
      );
    }
    const given = isIterable(params) ? [...(params as Iterable<Tensor | ParamGroupInput<O>>)] : [];
    if (given.length === 0) {
      throw new ArgumentError(
        `${this.operation}: got no parameters; pass model.parameters() or groups such as ` +
          "[{ params: model.fc.parameters(), lr: 0.1 }].",
      );
    }
    if (given[0] instanceof Tensor)
      this.addParamGroup({ params: given as Tensor[] } as unknown as ParamGroupInput<O>);
    else for (const group of given as ParamGroupInput<O>[]) this.addParamGroup(group);
  }

  /**
   * Whether the step's kernel knows `foundInf`: it then changes nothing where that is not zero, without anybody waiting for
   * the value. Where it does not, `step` reads the value, and waits for its device to do so.
   */
  get takesFoundInf(): boolean {
    return false;
  }

  /** Which of the state are float32 scalars that a step computes with as numbers; they stay on the CPU. */
  protected get hostState(): readonly string[] {
    return [];
  }

  /** Whether the update is of sparse gradients, and of no others. */
  protected get takesSparse(): boolean {
    return false;
  }

  /** The class's name in messages: `optim.SGD`. */
  protected get operation(): string {
    return `optim.${this.constructor.name}`;
  }

  /** Throws ArgumentError if an option of the group is out of range. It runs before the subclass's fields are set. */
  protected abstract checkGroup(group: ParamGroup<O>): void;

  /** Updates parameters in place. `options` are empty unless `takesFoundInf`. */
  protected abstract update(batch: Batch, group: ParamGroup<O>, options: StepOptions): void;

  /** Adds parameters with options of their own; the optimizer's stand in for those not given. */
  addParamGroup(input: ParamGroupInput<O>, ...rest: []): void {
    const name = this.operation;
    noMore(`${name}.addParamGroup`, rest);
    if (typeof input !== "object" || input === null || !isIterable(input.params)) {
      throw new ArgumentError(`${name}: a group must be an object with params, a list of parameters.`);
    }
    const params = input.params instanceof Tensor ? [input.params] : [...input.params];
    const taken = new Set(this.paramGroups.flatMap((group) => group.params));
    for (const param of params) {
      if (!(param instanceof Tensor)) {
        throw new ArgumentError(
          `${name}: params must be tensors; pass model.parameters(), not model.namedParameters().`,
        );
      }
      if (!param.isLeaf) {
        throw new ArgumentError(
          `${name}: cannot optimize a tensor that is itself the result of an operation.`,
        );
      }
      if (taken.has(param))
        throw new ArgumentError(`${name}: a parameter of shape [${param.shape}] is given twice.`);
      taken.add(param);
    }
    this.#checkOptions(input);
    // An option given as undefined is one not given.
    const own = Object.entries(input).filter(([, value]) => value !== undefined);
    const values = { ...this.defaults, ...Object.fromEntries(own), params } as unknown as ParamGroup<O>;
    const group = holdRate(name, values, input.lr ?? rateOf(this.defaults));
    this.checkGroup(group);
    this.paramGroups.push(group);
  }

  /** Names and kinds of a group's options; what they may be in number is the subclass's affair. */
  #checkOptions(given: object): void {
    const options = Object.entries(given).filter(([key]) => !groupKeys.has(key));
    if (this.#takes !== undefined) {
      this.#takes.named(Object.fromEntries(options));
      return;
    }
    for (const [key] of options) {
      if (key in this.defaults) continue;
      throw new ArgumentError(
        `${this.operation}: unknown option "${key}"; known are ${Object.keys(this.defaults).join(", ")}.`,
      );
    }
  }

  /** Updates all parameters that have a gradient. */
  step(...rest: Rest<StepOptions>): void;
  /**
   * Calls the closure, which computes the gradients, updates all parameters, and returns what the closure did: the loss, or
   * the promise of it, where the closure is asynchronous.
   *
   * @example optimizer.step(() => { optimizer.zeroGrad(); const loss = criterion.forward(model.forward(x), y); loss.backward(); return loss; })
   */
  step<L>(closure: Closure<L>, ...rest: Rest<StepOptions>): L;
  step(...rest: unknown[]): unknown {
    const [first] = rest;
    if (typeof first !== "function") return this.advance(undefined, STEP.read(rest));
    return this.advance(first as Closure, STEP.read(rest.slice(1)));
  }

  /** One step, after the closure where there is one; returns what that returned. */
  protected advance(closure: Closure | undefined, options: StepOptions): unknown {
    const result = closure === undefined ? undefined : evaluate(closure);
    const finish = (value: unknown): unknown => {
      const { foundInf } = options;
      const isSkipped = !this.takesFoundInf && foundInf !== undefined && asNumber(foundInf) !== 0;
      if (!isSkipped) {
        noGrad(() => {
          for (const group of this.paramGroups)
            syncScope(`${this.operation}.step`, this.#stepGroup, group, options);
        });
      }
      this.stepped();
      return value;
    };
    return isPromise(result) ? result.then(finish) : finish(result);
  }

  /** What follows every step. */
  protected stepped(): void {
    this.stepCount++;
    memory.stepBoundary();
  }

  // Typed as a method, so that an optimizer of particular options is still an optimizer of any.
  readonly #stepGroup: { run(group: ParamGroup<O>, options: StepOptions): void }["run"] = (
    group,
    options,
  ) => {
    const batches = new Map<string, Batch>();
    const staged: Staged[] = [];
    for (const param of group.params) {
      const grad = param.grad;
      if (grad === null) continue;
      const work = this.takesSparse ? this.#sparse(param, grad) : this.#staged(param, grad);
      if (work.param !== param) staged.push(work);
      const { device } = param;
      if (this.#devices.get(param) !== device) this.#checkDevice(param, device);
      const key = `${device} ${param.dtype}`;
      let batch = batches.get(key);
      if (batch === undefined) {
        batch = { params: [], grads: [], states: [] };
        batches.set(key, batch);
      }
      batch.params.push(work.param);
      batch.grads.push(work.grad);
      batch.states.push(this.#stateOf(param));
    }
    for (const batch of batches.values()) {
      const scalars = scalarsAt(batch, options);
      if (this.takesFoundInf) this.update(batch, group, scalars);
      else this.update(unscaled(batch, scalars.gradScale), group, {});
    }
    for (const { param, original } of staged) original.copy_(param);
  };

  /** A parameter and its gradient as kernels take them. */
  #staged(param: Tensor, grad: Tensor): Staged {
    if (grad.layout !== "strided") {
      throw new OperatorError(
        `${this.operation}: a parameter of shape [${param.shape}] has a ${grad.layout} gradient, which this optimizer ` +
          "does not take; make the layer with sparse: false.",
        { operation: this.operation },
      );
    }
    const known = this.#layouts.get(param);
    const layout = known !== undefined && hasLayout(param, known) ? known : layoutOf(param);
    const work = stage(param, grad, layout);
    if (layout !== known) {
      this.#layOutState(param, work.param);
      this.#layouts.set(param, layout);
    }
    return work;
  }

  #sparse(param: Tensor, grad: Tensor): Staged {
    if (grad.layout === "sparse_coo") return { param, grad: grad.coalesce(), original: param };
    throw new OperatorError(
      `${this.operation}: a parameter of shape [${param.shape}] has a ${grad.layout} gradient, and this optimizer takes ` +
        "sparse ones only; make the layer with sparse: true, or give the parameter to optim.Adam.",
      { operation: this.operation },
    );
  }

  #checkDevice(param: Tensor, device: Device): void {
    for (const [name, value] of Object.entries(this.#stateOf(param))) {
      if (value.device === device || this.hostState.includes(name)) continue;
      throw new DeviceError(
        `${this.operation}: a parameter of shape [${param.shape}] is on ${device}, its state (${name}) on ` +
          `${value.device}: the model was moved after a step. Move the model first, then make the optimizer; to go on ` +
          "with this state, give the stateDict() of this optimizer to the new one's loadStateDict.",
        { operation: `${this.operation}.step` },
      );
    }
    this.#devices.set(param, device);
  }

  #stateOf(param: Tensor): ParamState {
    let state = this.state.get(param);
    if (state === undefined) {
      state = {};
      this.state.set(param, state);
    }
    return state;
  }

  /** Lays the state of a parameter out in memory as the parameter is: the kernels walk both in storage order. */
  #layOutState(param: Tensor, work: Tensor): void {
    const state = this.#stateOf(param);
    const layout = layoutOf(work);
    for (const [name, value] of Object.entries(state)) {
      // Counts and sums over rows are of another shape, and nobody walks them beside the parameter.
      if (value.shape.join() === work.shape.join() && !hasLayout(value, layout))
        state[name] = ownCopy(value, work);
    }
  }

  /** Drops the gradients of all parameters, or fills them with zero. */
  zeroGrad(...rest: Rest<{ setToNull?: boolean }, [setToNull: boolean]>): void {
    const { setToNull = true } = ZERO_GRAD.read(rest);
    for (const group of this.paramGroups) zeroGrads(group.params, setToNull);
  }

  /** The state in PyTorch's layout; it shares its tensors with the optimizer. Python's `load_state_dict` takes it. */
  stateDict(...rest: []): OptimizerStateDict {
    noMore("Optimizer.stateDict", rest);
    const numbers = new Map<Tensor, number>();
    const groups: OptimizerStateDict["param_groups"] = [];
    for (const group of this.paramGroups) {
      const { params, ...options } = group;
      const indices = params.map((param) => {
        const index = numbers.size;
        numbers.set(param, index);
        return index;
      });
      const packed: Record<string, unknown> = {};
      for (const [key, value] of Object.entries(options)) packed[snakeCase(key)] = value;
      const rate = rateOf(group);
      if (rate instanceof Tensor) packed.lr = rate.detach();
      groups.push({ ...packed, ...this.pythonOptions, params: indices });
    }
    const state: OptimizerStateDict["state"] = new Map();
    for (const [param, index] of numbers) {
      const own = this.saved(param);
      if (own !== undefined && Object.keys(own).length > 0) state.set(index, own);
    }
    return { state, param_groups: groups };
  }

  /** The state of a parameter as it goes into a state dict. */
  protected saved(param: Tensor): Record<string, StateValue> | undefined {
    const own = this.state.get(param);
    // Python's default optimizers keep the step count on the CPU, and refuse one on a GPU.
    return own?.step === undefined ? own && { ...own } : { ...own, step: own.step.to("cpu") };
  }

  /** The shape of a parameter's state of that name. */
  protected stateShape(_name: string, param: Tensor): readonly number[] {
    return param.shape;
  }

  /** A parameter's state out of a state dict, in copies; it changes nothing of the optimizer's. */
  protected restored(param: Tensor, values: readonly [string, unknown][]): ParamState {
    const own: ParamState = {};
    for (const [key, value] of values) {
      if (value === null || value === undefined) continue;
      own[key] = this.#readValue(key, value, param);
    }
    return own;
  }

  #readValue(key: string, value: unknown, param: Tensor): Tensor {
    const isHost = this.hostState.includes(key);
    if ((key === "step" || isHost) && (typeof value === "number" || value instanceof Tensor)) {
      const device = isHost ? "cpu" : param.device;
      return keep(full([], asNumber(value), { dtype: "float32", device }));
    }
    const shape = this.stateShape(key, param);
    if (!(value instanceof Tensor) || value.shape.join() !== shape.join()) {
      const got = value instanceof Tensor ? `a tensor of shape [${value.shape}]` : typeof value;
      throw new StateDictError(
        `${this.operation}.loadStateDict: "${key}" of a parameter of shape [${param.shape}] is ${got}; the state dict is ` +
          "for another model, or the parameters are in another order.",
      );
    }
    if (shape.join() === param.shape.join()) return ownCopy(value, param);
    return keep(empty(shape, { dtype: param.dtype, device: param.device }).copy_(value));
  }

  /**
   * Takes over options and state from a state dict, of ours or of Python's; tensors are copied to the device, dtype
   * and memory format of their parameters.
   *
   * @throws StateDictError unless it has the same groups with as many parameters each. Nothing is changed then.
   */
  loadStateDict(dict: OptimizerStateDictInput, ...rest: []): void {
    noMore("Optimizer.loadStateDict", rest);
    const name = `${this.operation}.loadStateDict`;
    if (!isEntries(dict) || !isEntries(dict.state) || !Array.isArray(dict.param_groups)) {
      throw new StateDictError(
        `${name}: expected { state, param_groups }, as an optimizer's stateDict() gives.`,
      );
    }
    const saved = dict.param_groups.map((group) => new Map(entriesOf(group)));
    const counts = saved.map((group) => (group.get("params") as unknown[] | undefined)?.length);
    const own = this.paramGroups.map((group) => group.params.length);
    if (counts.join() !== own.join()) {
      throw new StateDictError(
        `${name}: the state dict has groups of ${counts.join(", ")} parameters, the optimizer of ${own.join(", ")}. ` +
          "Make the optimizer from the same parameters, in the same groups, as when it was saved.",
      );
    }

    const byNumber = new Map<string, Tensor>();
    const groups = this.paramGroups.map((group, i) => {
      const from = saved[i] as Map<string, unknown>;
      (from.get("params") as unknown[]).forEach((number, j) => {
        byNumber.set(String(number), group.params[j] as Tensor);
      });
      const next = { ...group } as unknown as Record<string, unknown>;
      for (const [key, value] of from) {
        const option = camelCase(key);
        if (option in this.defaults || (groupKeys.has(option) && option !== "params"))
          next[option] = optionValue(value);
      }
      this.#checkOptions(next);
      this.checkGroup(next as unknown as ParamGroup<O>);
      return next as unknown as ParamGroup<O>;
    });
    const state = noGrad(() => this.#readState(name, dict.state, byNumber));

    // All is read: from here on nothing can fail.
    groups.forEach((group, i) => {
      const own = this.paramGroups[i] as ParamGroup<O>;
      const rate = saved[i]?.get("lr");
      Object.assign(own, group);
      // A tensor that the group already has goes on and has the saved value now; else the saved one is copied.
      if (rate instanceof Tensor && !(rateOf(own) instanceof Tensor))
        holdRate(name, own, rate.detach().clone());
    });
    this.adopt(state);
  }

  /** Goes on with what `restored` made, by parameter. */
  protected adopt(state: ReadonlyMap<Tensor, ParamState>): void {
    this.state.clear();
    this.#layouts.clear();
    this.#devices.clear();
    for (const [param, values] of state) this.state.set(param, values);
  }

  #readState(name: string, saved: unknown, byNumber: ReadonlyMap<string, Tensor>): Map<Tensor, ParamState> {
    const state = new Map<Tensor, ParamState>();
    for (const [number, values] of entriesOf(saved)) {
      const param = byNumber.get(number);
      if (param === undefined) {
        throw new StateDictError(
          `${name}: the state dict has state for parameter ${number}, which is in none of its groups.`,
        );
      }
      state.set(param, this.restored(param, entriesOf(values)));
    }
    return state;
  }

  /** The groups and their options, as PyTorch prints them. */
  toString(): string {
    const lines = this.paramGroups.flatMap((group, i) => {
      const options = Object.entries(group).filter(([key]) => key !== "params");
      return [
        `Parameter Group ${i}`,
        ...options.sort().map(([key, value]) => `    ${key}: ${String(value)}`),
      ];
    });
    return `${this.constructor.name} (\n${lines.join("\n")}\n)`;
  }
}

/** The scalars as the kernels read them: of the parameters' device, float32 and without a dimension. */
function scalarsAt({ params: [param] }: Batch, options: StepOptions): StepOptions {
  const at = (value: Tensor) => value.to({ device: (param as Tensor).device, dtype: "float32" }).reshape([]);
  const { gradScale, foundInf } = options;
  if (gradScale === undefined && foundInf === undefined) return options;
  return {
    ...(gradScale === undefined ? {} : { gradScale: at(gradScale) }),
    ...(foundInf === undefined ? {} : { foundInf: at(foundInf) }),
  };
}

/** The batch with gradients as they are without the scale; the user's stay as they were. */
function unscaled(batch: Batch, scale: Tensor | undefined): Batch {
  if (scale === undefined) return batch;
  const grads = ops.call("aten::_foreach_div", batch.grads, scale) as Tensor[];
  return { ...batch, grads };
}

/** Calls the closure with recording; the rest of an asynchronous one runs in whatever mode there is then. */
export function evaluate(closure: Closure): unknown {
  let result: unknown;
  enableGrad(() => {
    result = closure();
  });
  return result;
}

/** Keys a group may have beside the optimizer's options. */
const groupKeys = new Set([
  "params",
  "name",
  "initialLr",
  "maxLr",
  "minLr",
  "maxMomentum",
  "baseMomentum",
  "swaLr",
]);

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && (value instanceof Tensor || Symbol.iterator in value);
}
