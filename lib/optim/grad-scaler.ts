/**
 * Loss scaling for gradients of float16, as `torch.amp.GradScaler`.
 *
 * Small gradients are zero in float16. The loss is multiplied before the backward pass, so that they are not; the optimizer divides
 * again. Where that was too much, gradients overflow: the step is left out and the factor becomes smaller. "Mixed Precision Training",
 * https://arxiv.org/abs/1710.03740.
 */
import {
  boolean,
  describe,
  integerFrom,
  type Kind,
  kind,
  noMore,
  numberAbove,
  type Rest,
  signature,
} from "../edge/index.ts";
import { ArgumentError, DTypeError, OperatorError, StateDictError } from "../native/errors.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import { type Device, type DeviceChoice, full, keep, noGrad, ops, scope, Tensor } from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";
import type { AnyOptimizer } from "./lr-scheduler.ts";
import { Optimizer, type StepOptions } from "./optimizer.ts";

/** Options of {@link GradScaler}. */
export interface GradScalerOptions {
  /** Where the losses are; one that is named has to be there. Default "auto", wherever the first is. */
  device?: DeviceChoice;
  /** The first factor. Default 65536. */
  initScale?: number;
  /** What the factor is multiplied with after `growthInterval` steps without an overflow. Above 1; default 2. */
  growthFactor?: number;
  /** What the factor is multiplied with after an overflow. Between 0 and 1; default 0.5. */
  backoffFactor?: number;
  /** Default 2000. */
  growthInterval?: number;
  /** False makes every method pass on what it is given. Default true. */
  enabled?: boolean;
}

/** A scaler's state with PyTorch's names; empty of one that is not enabled. */
export type GradScalerStateDict = Record<string, number>;

const belowOne: Kind<number> = kind(
  "a number above 0 and below 1",
  (v) => typeof v === "number" && v > 0 && v < 1,
);

const TAKES = signature<GradScalerOptions>("amp.GradScaler", {
  options: {
    device: deviceKind,
    initScale: numberAbove(0),
    growthFactor: numberAbove(1),
    backoffFactor: belowOne,
    growthInterval: integerFrom(1),
    enabled: boolean,
  },
  positional: ["device", "initScale", "growthFactor", "backoffFactor", "growthInterval", "enabled"],
});

const scaleKind: Kind<number | Tensor> = kind(
  "a finite number above 0, or a tensor of one element",
  (v) => numberAbove(0).accepts(v) || (v instanceof Tensor && !v.isFreed && v.numel() === 1),
);

const UPDATE = signature<{ newScale?: number | Tensor }>("amp.GradScaler.update", {
  options: { newScale: scaleKind },
  positional: ["newScale"],
});

const STATE_KEYS = [
  "scale",
  "growth_factor",
  "backoff_factor",
  "growth_interval",
  "_growth_tracker",
] as const;

/** What is known of an optimizer's gradients since the last update. */
interface Looked {
  stage: "unscaled" | "stepped";
  /** By device: one where a gradient there is not finite, else zero. */
  foundInf: Map<Device, Tensor>;
}

/**
 * Multiplies losses, divides gradients, and leaves out steps whose gradients overflowed, with a factor that it adapts.
 *
 * The order of an iteration is PyTorch's: `scale` the loss, backward pass, perhaps `unscale_` before gradients are clipped, `step`,
 * `update`. Optimizers with fused kernels (SGD, Adam, AdamW, Adagrad) leave a step out on the device, so that nobody waits; for
 * others the value is read.
 *
 * @throws ArgumentError for factors out of range; DeviceError for a device that is named and cannot be used
 *
 * @example
 * const scaler = new amp.GradScaler();
 * const loss = autocast({ dtype: "float16" }, () => lossOf(model, batch));
 * scaler.scale(loss).backward();
 * scaler.unscale_(optimizer);
 * optim.clipGradNorm_(model.parameters(), 1);
 * scaler.step(optimizer);
 * scaler.update();
 */
export class GradScaler {
  readonly #enabled: boolean;
  #growthFactor: number;
  #backoffFactor: number;
  #growthInterval: number;
  /** What the tensors begin with, once there is a loss whose device they are made on. */
  #first: { scale: number; tracker: number };
  #held: { scale: Tensor; tracker: Tensor } | null = null;
  #looked = new Map<AnyOptimizer, Looked>();

  constructor(
    ...rest: Rest<
      GradScalerOptions,
      [
        device: DeviceChoice,
        initScale: number,
        growthFactor: number,
        backoffFactor: number,
        growthInterval: number,
        enabled: boolean,
      ]
    >
  ) {
    const {
      device = "auto",
      initScale = 65536,
      growthFactor = 2,
      backoffFactor = 0.5,
      growthInterval = 2000,
      enabled = true,
    } = TAKES.read(rest);
    if (enabled && device !== "auto") requireDevice("amp.GradScaler", device);
    this.#enabled = enabled;
    this.#growthFactor = growthFactor;
    this.#backoffFactor = backoffFactor;
    this.#growthInterval = growthInterval;
    this.#first = { scale: initScale, tracker: 0 };
  }

  /** The loss, or each tensor of (nested) lists, times the factor; a gradient goes through. */
  scale<T extends Tensor | readonly unknown[]>(outputs: T, ...rest: []): T {
    noMore("amp.GradScaler.scale", rest);
    return this.#scaled(outputs) as T;
  }

  #scaled(outputs: unknown): unknown {
    if (Array.isArray(outputs)) return outputs.map((one) => this.#scaled(one));
    if (!(outputs instanceof Tensor)) {
      throw new ArgumentError(
        `amp.GradScaler.scale: outputs must be a tensor or a list of tensors, got ${describe(outputs)}.`,
        { operation: "amp.GradScaler.scale" },
      );
    }
    if (!this.#enabled) return outputs;
    const { scale } = this.#hold(outputs.device);
    return outputs.mul(scale.to({ device: outputs.device, nonBlocking: true }));
  }

  #hold(device: Device): { scale: Tensor; tracker: Tensor } {
    this.#held ??= {
      scale: keep(full([], this.#first.scale, { dtype: "float32", device })),
      tracker: keep(full([], this.#first.tracker, { dtype: "int32", device })),
    };
    return this.#held;
  }

  /**
   * Divides the gradients by the factor, in place; for those that are clipped or looked at before the step.
   *
   * @throws OperatorError a second time before `update`, and before the first `scale`; DTypeError for gradients of float16, whose
   *   parameters have been converted: they stay float32 under autocast
   */
  unscale_(optimizer: AnyOptimizer, ...rest: []): void {
    noMore("amp.GradScaler.unscale_", rest);
    checkOptimizer("unscale_", optimizer);
    if (!this.#enabled) return;
    const { scale } = this.#begun("unscale_");
    const stage = this.#looked.get(optimizer)?.stage;
    if (stage === "unscaled")
      throw misuse("unscale_", "was called for this optimizer since the last update()");
    if (stage === "stepped") throw misuse("unscale_", "was called after step()");
    const foundInf = noGrad(() =>
      scope(() => look(optimizer, scale.double().reciprocal().float(), scale.device, false)),
    );
    this.#looked.set(optimizer, { stage: "unscaled", foundInf });
  }

  /**
   * The optimizer's step over gradients that are divided by the factor; nothing changes where one of them is not finite.
   *
   * @param options passed on to `optimizer.step`
   * @throws OperatorError a second time before `update`, before the first `scale`, and where there is no gradient
   */
  step(optimizer: AnyOptimizer, ...rest: Rest<StepOptions>): void {
    checkOptimizer("step", optimizer);
    if (!this.#enabled) {
      optimizer.step(...rest);
      return;
    }
    if (typeof rest[0] === "function") throw misuse("step", "takes no closure, as PyTorch's does not");
    const { scale } = this.#begun("step");
    if (this.#looked.get(optimizer)?.stage === "stepped") {
      throw misuse("step", "was called for this optimizer since the last update()");
    }
    if (optimizer.takesFoundInf) this.#stepFused(optimizer, scale, rest);
    else this.#stepRead(optimizer, rest);
    (this.#looked.get(optimizer) as Looked).stage = "stepped"; // looked at in either way
  }

  /** The kernels divide and leave out themselves. */
  #stepFused(optimizer: AnyOptimizer, scale: Tensor, rest: readonly [options?: StepOptions]): void {
    const [given = {}] = rest;
    const before = this.#looked.get(optimizer);
    const looked: Looked = before ?? {
      stage: "unscaled",
      foundInf: noGrad(() =>
        scope(() => look(optimizer, full([], 1, { device: scale.device }), scale.device, true)),
      ),
    };
    this.#looked.set(optimizer, looked);
    checkLooked(looked);
    scope(() => {
      const foundInf = noGrad(() => this.#anyOf(looked.foundInf.values(), scale.device));
      const theirs = given.foundInf?.to({ device: scale.device, dtype: "float32" });
      const gradScale = before === undefined ? scale : null;
      optimizer.step({
        ...given,
        foundInf: theirs === undefined ? foundInf : foundInf.add(theirs.reshape([])),
        ...(gradScale === null
          ? {}
          : { gradScale: given.gradScale === undefined ? gradScale : gradScale.mul(given.gradScale) }),
      });
    });
  }

  #stepRead(optimizer: AnyOptimizer, rest: readonly [options?: StepOptions]): void {
    if (!this.#looked.has(optimizer)) this.unscale_(optimizer);
    const looked = this.#looked.get(optimizer) as Looked; // as unscaled
    checkLooked(looked);
    for (const found of looked.foundInf.values()) if (found.item() !== 0) return;
    optimizer.step(...rest);
  }

  /** How many devices found something, as a scalar on `device`. */
  #anyOf(found: Iterable<Tensor>, device: Device): Tensor {
    const all = [...found].map((one) => one.to({ device, nonBlocking: true }));
    return all.reduce((sum, one) => sum.add(one));
  }

  /**
   * Adapts the factor to what was found since the last update; at the end of each iteration, once all optimizers stepped.
   *
   * @param newScale the factor from here on, in place of that
   * @throws OperatorError where no gradients were looked at
   */
  update(...rest: Rest<{ newScale?: number | Tensor }, [newScale: number | Tensor]>): void {
    const { newScale } = UPDATE.read(rest);
    if (!this.#enabled) return;
    const { scale, tracker } = this.#begun("update");
    noGrad(() =>
      scope(() => {
        if (newScale instanceof Tensor) scale.copy_(newScale.reshape([]));
        else if (newScale !== undefined) scale.fill_(newScale);
        else {
          const found = [...this.#looked.values()].flatMap(({ foundInf }) => [...foundInf.values()]);
          if (found.length === 0) {
            throw misuse("update", "found no gradients that were looked at: call step(optimizer) before");
          }
          ops.call(
            "aten::_amp_update_scale_",
            scale,
            tracker,
            this.#anyOf(found, scale.device),
            this.#growthFactor,
            this.#backoffFactor,
            this.#growthInterval,
          );
        }
      }),
    );
    this.#forget();
  }

  #forget(): void {
    for (const { foundInf } of this.#looked.values()) for (const one of foundInf.values()) one.dispose();
    this.#looked.clear();
  }

  /** @internal What was found in the optimizer's gradients since the last update, a scalar; null where nobody looked. */
  _foundInf(optimizer: AnyOptimizer): Tensor | null {
    const looked = this.#looked.get(optimizer);
    if (looked === undefined || looked.foundInf.size === 0 || this.#held === null) return null;
    const { device } = this.#held.scale;
    return noGrad(() => this.#anyOf(looked.foundInf.values(), device));
  }

  /** @internal The factor on its device; null before the first loss. */
  get _scale(): Tensor | null {
    return this.#held?.scale ?? null;
  }

  #begun(method: string): { scale: Tensor; tracker: Tensor } {
    if (this.#held !== null) return this.#held;
    throw misuse(method, "was called before scale(loss): the gradients are of a loss that was not scaled");
  }

  /** The factor, 1 of a scaler that is not enabled. Waits for the device. */
  getScale(...rest: []): number {
    noMore("amp.GradScaler.getScale", rest);
    if (!this.#enabled) return 1;
    return this.#held === null ? this.#first.scale : Number(this.#held.scale.item());
  }

  /** What the factor is multiplied with after `growthInterval` steps without an overflow. */
  getGrowthFactor(...rest: []): number {
    noMore("amp.GradScaler.getGrowthFactor", rest);
    return this.#growthFactor;
  }

  /** Sets what {@link getGrowthFactor} gives; above 1. */
  setGrowthFactor(newFactor: number, ...rest: []): void {
    noMore("amp.GradScaler.setGrowthFactor", rest);
    this.#growthFactor = checked("setGrowthFactor", numberAbove(1), newFactor);
  }

  /** What the factor is multiplied with after an overflow. */
  getBackoffFactor(...rest: []): number {
    noMore("amp.GradScaler.getBackoffFactor", rest);
    return this.#backoffFactor;
  }

  /** Sets what {@link getBackoffFactor} gives; between 0 and 1. */
  setBackoffFactor(newFactor: number, ...rest: []): void {
    noMore("amp.GradScaler.setBackoffFactor", rest);
    this.#backoffFactor = checked("setBackoffFactor", belowOne, newFactor);
  }

  /** Steps without an overflow after which the factor grows. */
  getGrowthInterval(...rest: []): number {
    noMore("amp.GradScaler.getGrowthInterval", rest);
    return this.#growthInterval;
  }

  /** Sets what {@link getGrowthInterval} gives. */
  setGrowthInterval(newInterval: number, ...rest: []): void {
    noMore("amp.GradScaler.setGrowthInterval", rest);
    this.#growthInterval = checked("setGrowthInterval", integerFrom(1), newInterval);
  }

  /** Whether it scales at all. */
  isEnabled(...rest: []): boolean {
    noMore("amp.GradScaler.isEnabled", rest);
    return this.#enabled;
  }

  /** The state with PyTorch's names, to be taken after `update`; Python's `load_state_dict` takes it. Waits for the device. */
  stateDict(...rest: []): GradScalerStateDict {
    noMore("amp.GradScaler.stateDict", rest);
    if (!this.#enabled) return {};
    return {
      scale: this.getScale(),
      growth_factor: this.#growthFactor,
      backoff_factor: this.#backoffFactor,
      growth_interval: this.#growthInterval,
      _growth_tracker: this.#held === null ? this.#first.tracker : Number(this.#held.tracker.item()),
    };
  }

  /**
   * Goes on where a state was taken, here or in Python.
   *
   * @throws StateDictError unless it has all of a scaler's numbers; nothing is changed then
   */
  loadStateDict(
    stateDict: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
    ...rest: []
  ): void {
    const name = "amp.GradScaler.loadStateDict";
    noMore(name, rest);
    const isGiven = typeof stateDict === "object" && stateDict !== null && !Array.isArray(stateDict);
    if (!isGiven)
      throw new StateDictError(`${name}: expected what stateDict() gives, got ${describe(stateDict)}.`);
    if (!this.#enabled) return;
    const saved = stateDict instanceof Map ? stateDict : new Map(Object.entries(stateDict));
    if (saved.size === 0) {
      throw new StateDictError(`${name}: the state is empty, as that of a scaler that is not enabled.`);
    }
    const numbers = STATE_KEYS.map((key) => {
      const value = Number(saved.get(key));
      if (saved.has(key) && Number.isFinite(value)) return value;
      throw new StateDictError(`${name}: ${key} must be a number, got ${describe(saved.get(key))}.`);
    });
    const [scale, growth, backoff, interval, tracker] = numbers as [number, number, number, number, number];
    this.#growthFactor = growth;
    this.#backoffFactor = backoff;
    this.#growthInterval = interval;
    this.#first = { scale, tracker };
    this.#held?.scale.fill_(scale);
    this.#held?.tracker.fill_(tracker);
  }

  /** Frees its tensors; what it knows is lost. */
  dispose(...rest: []): void {
    noMore("amp.GradScaler.dispose", rest);
    this.#forget();
    this.#held?.scale.dispose();
    this.#held?.tracker.dispose();
    this.#held = null;
  }
}

/**
 * Multiplies all gradients with `factor`, and finds out by device whether all are finite.
 *
 * @param mayBeHalf whether gradients of float16 are taken: only where they are looked at alone
 */
function look(
  optimizer: AnyOptimizer,
  factor: Tensor,
  home: Device,
  mayBeHalf: boolean,
): Map<Device, Tensor> {
  const found = new Map<Device, Tensor>();
  const groups = new Map<string, Tensor[]>();
  for (const param of optimizer.paramGroups.flatMap(({ params }) => params)) {
    const { grad } = param;
    if (grad === null) continue;
    if (grad.dtype === "float16" && !mayBeHalf) {
      throw new DTypeError(
        `amp.GradScaler.unscale_: the gradient of a parameter of shape [${param.shape}] is float16, as the parameter was ` +
          "converted. Leave the network float32; autocast converts what each operator needs.",
        { operation: "amp.GradScaler.unscale_" },
      );
    }
    const values = grad.layout === "sparse_coo" ? ops.unsafe<Tensor>("aten::_values", grad) : grad;
    const key = `${values.device} ${values.dtype}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [values]);
    else group.push(values);
  }
  for (const grads of groups.values()) {
    const { device } = grads[0] as Tensor;
    let foundInf = found.get(device);
    if (foundInf === undefined) {
      foundInf = keep(full([], 0, { dtype: "float32", device }));
      found.set(device, foundInf);
    }
    const at = device === home ? factor : factor.to(device);
    ops.call("aten::_amp_foreach_non_finite_check_and_unscale_", grads, foundInf, at);
  }
  return found;
}

function checkLooked({ foundInf }: Looked): void {
  if (foundInf.size === 0) throw misuse("step", "found no gradients: run the backward pass before");
}

function misuse(method: string, text: string): OperatorError {
  const operation = `amp.GradScaler.${method}`;
  return new OperatorError(
    `${operation} ${text}. In each iteration: scale(loss), backward pass, perhaps unscale_, step, update.`,
    { operation },
  );
}

function checkOptimizer(method: string, optimizer: unknown): void {
  if (optimizer instanceof Optimizer) return;
  const operation = `amp.GradScaler.${method}`;
  throw new ArgumentError(`${operation}: optimizer must be an optimizer, got ${describe(optimizer)}.`, {
    operation,
  });
}

function checked(method: string, kind: Kind<number>, value: number): number {
  if (kind.accepts(value)) return value;
  const operation = `amp.GradScaler.${method}`;
  throw new ArgumentError(`${operation}: expected ${kind.expected}, got ${describe(value)}.`, { operation });
}
