/**
 * L-BFGS: a quasi-Newton method that calls a closure several times in a step; for gradients of the whole data.
 *
 * The minimisation is a generator that asks for an evaluation where it needs one, so that the closure may be synchronous or
 * asynchronous. Its stretches run without recording and each in a scope; what outlives a stretch is kept.
 */
import { integerFrom, isPromise, nullable, number, oneOf, type Rest } from "../edge/index.ts";
import { ArgumentError, StateDictError } from "../native/errors.ts";
import { cat, isComplex, keep, noGrad, syncScope, Tensor, torch, zeros } from "../tensor/index.ts";
import {
  type Closure,
  evaluate,
  type GivenOptions,
  Optimizer,
  type ParamGroup,
  type ParamGroupInput,
  type ParamState,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
import { checkNotNegative, optimizerSignature } from "./option-checks.ts";
import { asNumber, type Rate, rateKind, withRate } from "./rate.ts";
import { realViews } from "./real-view.ts";
import type { StateValue } from "./state-dict.ts";
import { type LinePoint, strongWolfe } from "./strong-wolfe.ts";

/** Options of `LBFGS`. */
export interface LbfgsOptions {
  lr: number;
  /** Most iterations of a step. */
  maxIter: number;
  /** Most evaluations of the closure in a step; 1.25 times `maxIter` where it is not given. */
  maxEval: number;
  /** A step ends where no element of the gradient is larger. */
  toleranceGrad: number;
  /** A step ends where parameters and loss change less. */
  toleranceChange: number;
  /** From how many iterations the curvature is taken. */
  historySize: number;
  /** "strong_wolfe", or null for steps of `lr`. */
  lineSearchFn: "strong_wolfe" | null;
}

const TAKES = optimizerSignature<GivenOptions<LbfgsOptions>>("optim.LBFGS", {
  options: {
    lr: rateKind,
    maxIter: integerFrom(1),
    maxEval: nullable(integerFrom(1)) as never, // null is PyTorch's word for a value not given
    toleranceGrad: number,
    toleranceChange: number,
    historySize: integerFrom(1),
    lineSearchFn: nullable(oneOf("strong_wolfe")),
  },
  positional: ["lr", "maxIter", "maxEval", "toleranceGrad", "toleranceChange", "historySize", "lineSearchFn"],
});

/** What is known of the curvature; its tensors belong to the optimizer and are of all parameters, flat. */
interface Memory {
  evaluations: number;
  iterations: number;
  /** Null before the first iteration. */
  last: {
    direction: Tensor;
    t: number;
    gradient: Tensor;
    loss: number;
  } | null;
  /** Changes of the gradient and of the parameters, the oldest first, and one over their products. */
  history: { change: Tensor; step: Tensor; ro: number }[];
  /** What the first guess of the curvature is multiplied by. */
  scale: number;
  /** Of the last direction, by its place in the history. */
  al: number[];
}

const UNKNOWN: Memory = { evaluations: 0, iterations: 0, last: null, history: [], scale: 1, al: [] };

/**
 * L-BFGS: Liu and Nocedal 1989, https://doi.org/10.1007/BF01589116, as minFunc has it.
 *
 * It has one group of parameters, and `step` takes a closure, which may be asynchronous.
 *
 * @example
 * const optimizer = new optim.LBFGS(model.parameters(), { lineSearchFn: "strong_wolfe" });
 * optimizer.step(() => {
 *   optimizer.zeroGrad();
 *   const loss = criterion.forward(model.forward(x), y);
 *   loss.backward();
 *   return loss;
 * });
 */
export class LBFGS extends Optimizer<LbfgsOptions> {
  protected override readonly pythonOptions = {};
  #memory: Memory = UNKNOWN;
  /** What was read of state dicts, by what stands for it until all of one is read. */
  readonly #read = new WeakMap<ParamState, Memory>();

  /** Throws ArgumentError for several groups, and for options out of range. */
  constructor(
    params: Params<LbfgsOptions>,
    ...rest: Rest<
      GivenOptions<LbfgsOptions>,
      [
        lr: Rate,
        maxIter: number,
        maxEval: number,
        toleranceGrad: number,
        toleranceChange: number,
        historySize: number,
        lineSearchFn: "strong_wolfe" | null,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    const { lr = 1, maxIter = 20, toleranceGrad = 1e-7, toleranceChange = 1e-9 } = options;
    const { historySize = 100, lineSearchFn = null } = options;
    const maxEval = options.maxEval ?? Math.max(1, Math.floor((maxIter * 5) / 4));
    const own = { maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn };
    super(params, withRate(own, lr), TAKES);
  }

  protected override checkGroup(group: ParamGroup<LbfgsOptions>): void {
    checkNotNegative(this.operation, group, "lr", "toleranceGrad", "toleranceChange");
  }

  override addParamGroup(input: ParamGroupInput<LbfgsOptions>, ...rest: []): void {
    super.addParamGroup(input, ...rest);
    if (this.paramGroups.length === 1) return;
    this.paramGroups.pop();
    throw new ArgumentError(
      `${this.operation}: has one group of parameters, for one step of all; give all parameters in one list.`,
      { operation: this.operation },
    );
  }

  protected override update(): void {
    throw this.#needsClosure();
  }

  #needsClosure(): ArgumentError {
    const operation = `${this.operation}.step`;
    return new ArgumentError(
      `${operation}: closure is missing: a function that zeroes the gradients, computes the loss, calls backward on it ` +
        "and returns it; it is called several times in a step.",
      { operation },
    );
  }

  protected override advance(closure: Closure | undefined, options: StepOptions): unknown {
    if (closure === undefined) throw this.#needsClosure();
    if (options.gradScale !== undefined || options.foundInf !== undefined) {
      throw new ArgumentError(
        `${this.operation}.step: takes no gradScale and foundInf, because the closure makes other gradients in the step.`,
      );
    }
    const run = this.#minimise();
    const stretch = (go: () => IteratorResult<void, void>): IteratorResult<void, void> =>
      noGrad(() => syncScope(`${this.operation}.step`, go, undefined, undefined));
    stretch(() => run.next());
    const turn = (loss: number): boolean => stretch(() => run.next(loss)).done === true;
    // Parameters that a search has moved go back to where it began.
    const fail = (error: unknown): never => {
      stretch(() => run.throw(error));
      throw error;
    };
    const again = (): unknown => {
      try {
        return evaluate(closure);
      } catch (error) {
        return fail(error);
      }
    };
    const asynchronous = async (begun: PromiseLike<unknown>): Promise<unknown> => {
      const value = async (given: PromiseLike<unknown>): Promise<unknown> => {
        try {
          return await given;
        } catch (error) {
          return fail(error);
        }
      };
      const loss = await value(begun);
      for (let now = loss; !turn(this.#loss(now, fail)); ) now = await value(again() as PromiseLike<unknown>);
      this.stepped();
      return loss;
    };
    const loss = again();
    if (isPromise(loss)) return asynchronous(loss);
    for (let now = loss; !turn(this.#loss(now, fail)); ) now = again();
    this.stepped();
    return loss;
  }

  #loss(value: unknown, fail: (error: unknown) => never): number {
    if (typeof value === "number" || (value instanceof Tensor && value.numel() === 1)) return asNumber(value);
    const operation = `${this.operation}.step`;
    return fail(
      new ArgumentError(
        `${operation}: the closure must return the loss, a number or a tensor of one element.`,
        {
          operation,
        },
      ),
    );
  }

  get #params(): Tensor[] {
    return (this.paramGroups[0] as ParamGroup<LbfgsOptions>).params;
  }

  /** Gradients of all parameters, flat; complex ones as pairs. */
  #gradient(): Tensor {
    const parts = this.#params.map((param) => {
      const { grad } = param;
      const [real] = realViews([grad === null ? torch.zerosLike(param) : grad.toDense()]);
      return (real as Tensor).reshape([-1]);
    });
    return keep(cat(parts));
  }

  #move(t: number, direction: Tensor): void {
    let at = 0;
    for (const param of this.#params) {
      const [real] = realViews([param]) as [Tensor];
      const count = real.numel();
      real.add_(direction.narrow(0, at, count).reshape(real.shape), { alpha: t });
      at += count;
    }
  }

  /** One step: it yields where the closure is to be called, and gets its loss. */
  *#minimise(): Generator<void, void, number> {
    const { lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn } = this
      .paramGroups[0] as ParamGroup<LbfgsOptions>;
    const memory: Memory = { ...this.#memory, history: [...this.#memory.history] };
    let loss: number = yield;
    let evaluations = 1;
    memory.evaluations++;
    let gradient = this.#gradient();
    const isFlat = (): boolean => largest(gradient) <= toleranceGrad;
    if (isFlat()) {
      this.#memory = memory;
      return;
    }
    for (let i = 1; i <= maxIter; i++) {
      memory.iterations++;
      const direction = keep(
        memory.iterations === 1 ? gradient.neg() : towards(memory, gradient, historySize),
      );
      const lossBefore = loss;
      let t = memory.iterations === 1 ? Math.min(1, 1 / Number(gradient.abs().sum().item())) * lr : lr;
      memory.last = { direction, t, gradient, loss };
      const slope = dot(gradient, direction);
      if (slope > -toleranceChange) break;
      let used = 0;
      let isOver = false;
      if (lineSearchFn !== null) {
        const start = { t: 0, value: loss, slope, gradient };
        const limits = {
          reach: largest(direction),
          tolerance: toleranceChange,
          most: maxEval - evaluations,
        };
        const found: LinePoint<Tensor> & { evaluations: number } = yield* this.#search(
          start,
          t,
          direction,
          limits,
        );
        ({ t, value: loss, gradient, evaluations: used } = found);
        this.#move(t, direction);
        isOver = isFlat();
      } else {
        this.#move(t, direction);
        if (i !== maxIter) {
          loss = yield;
          gradient = this.#gradient();
          isOver = isFlat();
          used = 1;
        }
      }
      memory.last.t = t;
      evaluations += used;
      memory.evaluations += used;
      if (i === maxIter || evaluations >= maxEval || isOver) break;
      if (largest(direction) * Math.abs(t) <= toleranceChange) break;
      if (Math.abs(loss - lossBefore) < toleranceChange) break;
    }
    this.#memory = memory;
  }

  /** The line search, which leaves the parameters where they were. */
  *#search(
    start: LinePoint<Tensor>,
    first: number,
    direction: Tensor,
    limits: Parameters<typeof strongWolfe>[2],
  ): Generator<void, LinePoint<Tensor> & { evaluations: number }, number> {
    const origin = this.#params.map((param) => keep(param.detach().clone()));
    const search = strongWolfe(start, first, limits);
    let asked = search.next();
    while (!asked.done) {
      const t = asked.value;
      this.#move(t, direction);
      let value: number;
      let gradient: Tensor;
      try {
        value = yield;
        gradient = this.#gradient();
      } finally {
        this.#params.forEach((param, i) => {
          param.copy_(origin[i] as Tensor);
        });
      }
      asked = search.next({ t, value, slope: dot(gradient, direction), gradient });
    }
    for (const one of origin) one.dispose();
    return { ...asked.value.best, evaluations: asked.value.evaluations };
  }

  /** All is with the first parameter, as PyTorch has it. */
  protected override saved(param: Tensor): Record<string, StateValue> | undefined {
    const { evaluations, iterations, last, history, scale, al } = this.#memory;
    if (param !== this.#params[0] || evaluations === 0) return undefined;
    const counts = { func_evals: evaluations, n_iter: iterations };
    if (last === null) return counts;
    const size = this.paramGroups[0]?.historySize as number; // there is one group
    return {
      ...counts,
      ...(iterations > 1 ? { al: Array.from({ length: size }, (_, i) => al[i] ?? null) } : {}),
      d: last.direction,
      t: last.t,
      old_dirs: history.map(({ change }) => change),
      old_stps: history.map(({ step }) => step),
      ro: history.map(({ ro }) => ro),
      H_diag: scale,
      prev_flat_grad: last.gradient,
      prev_loss: last.loss,
    };
  }

  protected override adopt(state: ReadonlyMap<Tensor, ParamState>): void {
    const [own] = state.values();
    this.#memory = (own && this.#read.get(own)) ?? UNKNOWN;
  }

  protected override restored(_param: Tensor, values: readonly [string, unknown][]): ParamState {
    const from = new Map(values);
    const [param] = this.#params as [Tensor];
    const size = this.#params.reduce((sum, one) => sum + one.numel() * (isComplex(one.dtype) ? 2 : 1), 0);
    const like = realViews([zeros([], { dtype: param.dtype, device: param.device })])[0] as Tensor;
    const refuse = (key: string, what: string): never => {
      throw new StateDictError(
        `${this.operation}.loadStateDict: "${key}" must be ${what}; the state dict is for another model or optimizer.`,
      );
    };
    const numberOf = (key: string, value: unknown = from.get(key)): number => {
      if (typeof value === "number" || (value instanceof Tensor && value.numel() === 1))
        return asNumber(value);
      return refuse(key, "a number");
    };
    const flat = (key: string, value: unknown = from.get(key)): Tensor => {
      if (!(value instanceof Tensor) || value.numel() !== size)
        return refuse(key, `a tensor of ${size} elements`);
      return keep(value.detach().to({ dtype: like.dtype, device: like.device }).clone());
    };
    const listOf = (key: string): unknown[] => {
      const value = from.get(key);
      return Array.isArray(value) ? value : refuse(key, "a list");
    };
    const counts = { evaluations: numberOf("func_evals"), iterations: numberOf("n_iter") };
    if (!from.has("d")) {
      return this.#stand({ ...UNKNOWN, ...counts });
    }
    const [steps, ro] = [listOf("old_stps"), listOf("ro")];
    return this.#stand({
      ...counts,
      last: {
        direction: flat("d"),
        t: numberOf("t"),
        gradient: flat("prev_flat_grad"),
        loss: numberOf("prev_loss"),
      },
      history: listOf("old_dirs").map((change, i) => ({
        change: flat("old_dirs", change),
        step: flat("old_stps", steps[i]),
        ro: numberOf("ro", ro[i]),
      })),
      scale: numberOf("H_diag"),
      al: from.has("al") ? listOf("al").flatMap((one) => (one === null ? [] : [numberOf("al", one)])) : [],
    });
  }

  #stand(memory: Memory): ParamState {
    const own: ParamState = {};
    this.#read.set(own, memory);
    return own;
  }
}

/** Takes the last step into the history, and finds the direction of the next with it. */
function towards(memory: Memory, gradient: Tensor, historySize: number): Tensor {
  const { history, last } = memory;
  if (last !== null) {
    const change = keep(gradient.sub(last.gradient));
    const step = keep(last.direction.mul(last.t));
    const product = dot(change, step);
    if (product > 1e-10) {
      if (history.length >= historySize) history.shift();
      history.push({ change, step, ro: 1 / product });
      memory.scale = product / dot(change, change);
    }
  }
  const direction = gradient.neg();
  const al: number[] = new Array(history.length);
  for (const [i, { change, step, ro }] of [...history.entries()].reverse()) {
    al[i] = dot(step, direction) * ro;
    direction.add_(change, { alpha: -al[i] });
  }
  direction.mul_(memory.scale);
  for (const [i, { change, step, ro }] of history.entries()) {
    direction.add_(step, { alpha: (al[i] as number) - dot(change, direction) * ro });
  }
  memory.al = al;
  return direction;
}

function dot(a: Tensor, b: Tensor): number {
  return Number(a.dot(b).item());
}

function largest(tensor: Tensor): number {
  return Number(tensor.abs().max().item());
}
