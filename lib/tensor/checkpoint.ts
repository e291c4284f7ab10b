/**
 * Checkpointing: a block that keeps nothing for its backward pass and is computed again when that needs it.
 *
 * "Training Deep Nets with Sublinear Memory Cost", https://arxiv.org/abs/1604.06174; behaves as
 * `torch.utils.checkpoint.checkpoint(..., use_reentrant=False)`: works with `autograd.grad`, nested blocks, and inputs
 * of which none requires gradients.
 */

import { boolean, callable, kind, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { AutogradError } from "../native/errors.ts";
import { autocastState, inAutocastState } from "./autocast.ts";
import { wrap } from "./dispatch.ts";
import { enableGrad, isGradEnabled } from "./grad-mode.ts";
import { forkRng, type RngStates, rngStates, setRngStates } from "./random.ts";
import { savedTensorsHooks } from "./saved-tensors.ts";
import { keep, syncScope } from "./scope.ts";
import { Tensor } from "./tensor.ts";

/** Options of `checkpoint`. */
export interface CheckpointOptions {
  /** Draw the same random numbers (dropout) when computing again; true by default. */
  preserveRngState?: boolean;
}

/** A second handle to a tensor that outlives the scope of the first. */
function held(value: unknown): unknown {
  if (!(value instanceof Tensor)) return value;
  return keep(wrap(native().alias(value._require("checkpoint")), "checkpoint"));
}

const described = (t: Tensor): string => `${t.dtype}[${t.shape.join(", ")}]`;

/** One run of a block: what it would have saved, and how to get it back. */
class Block {
  readonly #again: () => unknown;
  /** Shape and dtype of each saved tensor, in the order of saving. */
  readonly #expected: string[] = [];
  /** What computing again saved; a tensor is taken out when it is asked for. */
  #found: (Tensor | undefined)[] = [];

  constructor(again: () => unknown) {
    this.#again = again;
  }

  forget(tensor: Tensor): number {
    return this.#expected.push(described(tensor)) - 1;
  }

  recall(index: number): Tensor {
    if (this.#found[index] === undefined) this.#compute();
    const tensor = this.#found[index] as Tensor;
    this.#found[index] = undefined;
    return tensor;
  }

  #compute(): void {
    for (const tensor of this.#found) tensor?.dispose();
    const found: Tensor[] = [];
    syncScope(
      "checkpoint",
      () => {
        enableGrad(() =>
          savedTensorsHooks(
            (tensor) => found.push(keep(tensor)) - 1,
            (index) => found[index] as Tensor,
            this.#again,
          ),
        );
      },
      undefined,
      undefined,
    );
    const wrong = this.#expected.findIndex(
      (text, i) => found[i] === undefined || described(found[i]) !== text,
    );
    if (wrong >= 0 || found.length !== this.#expected.length) {
      const came = found[wrong];
      throw new AutogradError(
        `checkpoint: computing the block again saved ${found.length} tensors, the first time ${this.#expected.length}` +
          (wrong < 0
            ? ""
            : `; tensor ${wrong} was ${this.#expected[wrong]}, now ${came ? described(came) : "missing"}`) +
          ". The block must do the same each time it runs.",
      );
    }
    this.#found = found;
  }
}

/** They are passed one by one, on the stack. */
const MOST_ARGUMENTS = 1000;

const argumentList = kind<readonly unknown[]>(
  `a list of the function's arguments, at most ${MOST_ARGUMENTS}`,
  (v) => Array.isArray(v) && v.length <= MOST_ARGUMENTS,
);

const TAKES = signature<CheckpointOptions>("checkpoint", {
  takes: { fn: callable(), args: argumentList },
  options: { preserveRngState: boolean },
  advice: { useReentrant: "there is one way only, PyTorch's use_reentrant=False: leave it out" },
});

/**
 * Runs `fn(...args)` without keeping its intermediate results; the backward pass runs it again. Costs one more forward
 * of the block, saves the memory of everything inside.
 *
 * Tensors the block needs that are not parameters belong into `args`: a temporary that `fn` merely refers to may be
 * freed before the backward pass. `fn` must be synchronous and do the same when it runs again; it runs in the autocast region
 * that it ran in first.
 *
 * @example
 * const y = checkpoint((x) => model.layer3.forward(x), [x]);
 */
export function checkpoint<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  args: readonly [...A],
  ...rest: Rest<CheckpointOptions>
): R {
  const options = TAKES.read(rest);
  TAKES.check(fn, args);
  if (!isGradEnabled()) return fn(...(args as unknown as A));
  // Held outside every scope: the graph decides how long.
  const inputs = args.map(held) as unknown as A;
  const states: RngStates | undefined = (options.preserveRngState ?? true) ? rngStates() : undefined;
  const dtypes = autocastState();
  const block = new Block(() =>
    inAutocastState(dtypes, () => {
      if (states === undefined) return fn(...inputs);
      return forkRng(() => {
        setRngStates(states);
        return fn(...inputs);
      });
    }),
  );
  return savedTensorsHooks(
    (tensor) => block.forget(tensor),
    (index) => block.recall(index),
    () => fn(...(args as unknown as A)),
  );
}
