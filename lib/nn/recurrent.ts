/** Recurrent layers: RNN, LSTM and GRU over whole sequences; single steps are in `recurrent-cell.ts`. */
import {
  boolean,
  describe,
  integerFrom,
  type Kinds,
  noMore,
  numberFrom,
  oneOf,
  type Rest,
  signature,
} from "../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../native/errors.ts";
import { empty, Tensor, torch, zeros } from "../tensor/index.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { uniform_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { PackedSequence } from "./packed-sequence.ts";
import { Parameter } from "./parameter.ts";
import { reprFloat } from "./repr.ts";

/** Options of the recurrent layers. */
export interface RecurrentOptions extends FactoryOptions {
  /** Layers one upon another; 1 by default. */
  numLayers?: number;
  /** Whether the gates have biases; true by default. */
  bias?: boolean;
  /** Inputs and outputs are (N, T, ...) instead of (T, N, ...). */
  batchFirst?: boolean;
  /** Probability of a zero in the outputs of each layer but the last, in training; so it does nothing with one layer. */
  dropout?: number;
  /** Reads the sequence from both ends; outputs are those of both directions. */
  bidirectional?: boolean;
}

/** Options of `LSTM`. */
export interface LstmOptions extends RecurrentOptions {
  /** Features of the hidden state where it is projected: https://arxiv.org/abs/1402.1128. 0 by default: it is not. */
  projSize?: number;
}

/** Options of `RNN`. */
export interface RnnOptions extends RecurrentOptions {
  nonlinearity?: "tanh" | "relu";
}

type Positional = [
  numLayers: number,
  bias: boolean,
  batchFirst: boolean,
  dropout: number,
  bidirectional: boolean,
];

const KINDS: Kinds<RecurrentOptions> = {
  numLayers: integerFrom(1),
  bias: boolean,
  batchFirst: boolean,
  dropout: numberFrom(0, 1),
  bidirectional: boolean,
  ...factoryKinds,
};
const ORDER = ["numLayers", "bias", "batchFirst", "dropout", "bidirectional"] as const;
const LSTM_TAKES = signature<LstmOptions>("nn.LSTM", {
  options: { ...KINDS, projSize: integerFrom(0) },
  positional: [...ORDER, "projSize"],
});
const GRU_TAKES = signature<RecurrentOptions>("nn.GRU", { options: KINDS, positional: ORDER });
const RNN_TAKES = signature<RnnOptions>("nn.RNN", {
  options: { ...KINDS, nonlinearity: oneOf("tanh", "relu") },
  positional: ["numLayers", "nonlinearity", "bias", "batchFirst", "dropout", "bidirectional"],
});

/** What a sequence's operator is given beside the sequence itself. */
interface Run {
  hidden: Tensor[];
  weights: Tensor[];
  flags: [hasBiases: boolean, numLayers: number, dropout: number, train: boolean, bidirectional: boolean];
}

/** One of the three; what its gates compute is the subclass's. */
abstract class Recurrent extends Module {
  readonly input_size: number;
  readonly hidden_size: number;
  readonly num_layers: number;
  readonly bias: boolean;
  readonly batch_first: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;
  readonly proj_size: number;

  constructor(operation: string, gates: number, sizes: [number, number], options: LstmOptions) {
    super();
    const [inputSize, hiddenSize] = sizes;
    const { numLayers = 1, bias = true, batchFirst = false, dropout = 0, bidirectional = false } = options;
    const { projSize = 0, device, dtype } = options;
    checkInteger(operation, "inputSize", inputSize, 1);
    checkInteger(operation, "hiddenSize", hiddenSize, 1);
    if (projSize >= hiddenSize) {
      throw new ArgumentError(
        `${operation}: projSize must be below hiddenSize, ${hiddenSize}, got ${projSize}.`,
        { operation },
      );
    }
    this.input_size = inputSize;
    this.hidden_size = hiddenSize;
    this.num_layers = numLayers;
    this.bias = bias;
    this.batch_first = batchFirst;
    this.dropout = dropout;
    this.bidirectional = bidirectional;
    this.proj_size = projSize;
    const rows = gates * hiddenSize;
    const state = projSize > 0 ? projSize : hiddenSize;
    const make = (name: string, ...shape: number[]): void => {
      this.registerParameter(name, new Parameter(empty(shape, { device, dtype })));
    };
    for (const [suffix, layer] of this.#suffixes()) {
      make(`weight_ih_${suffix}`, rows, layer === 0 ? inputSize : state * this.#directions);
      make(`weight_hh_${suffix}`, rows, state);
      if (bias) make(`bias_ih_${suffix}`, rows);
      if (bias) make(`bias_hh_${suffix}`, rows);
      if (projSize > 0) make(`weight_hr_${suffix}`, projSize, hiddenSize);
    }
    this.resetParameters();
  }

  get #directions(): number {
    return this.bidirectional ? 2 : 1;
  }

  *#suffixes(): IterableIterator<[suffix: string, layer: number]> {
    for (let layer = 0; layer < this.num_layers; layer++) {
      yield [`l${layer}`, layer];
      if (this.bidirectional) yield [`l${layer}_reverse`, layer];
    }
  }

  /** Fills all weights and biases anew, uniformly within `1 / sqrt(hiddenSize)`. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    const bound = 1 / Math.sqrt(this.hidden_size);
    for (const parameter of this.parameters()) uniform_(parameter, { a: -bound, b: bound });
  }

  /**
   * Checks and shapes what came, runs `sequence` or `packed` of it, and gives the output and the last hidden states as
   * they belong to the input: without a batch, in the order in which sequences were packed.
   *
   * @param features of each hidden state
   */
  protected run(
    input: Tensor | PackedSequence,
    given: readonly Tensor[] | null,
    features: readonly number[],
    sequence: (input: Tensor, run: Run) => Tensor[],
    packed: (data: Tensor, batchSizes: Tensor, run: Run) => Tensor[],
  ): [Tensor | PackedSequence, Tensor[]] {
    const { bias, num_layers, dropout, training, bidirectional } = this;
    const weights = [...this.parameters({ recurse: false })];
    const flags: Run["flags"] = [bias, num_layers, dropout, training, bidirectional];
    if (input instanceof PackedSequence) {
      this.#checkInput(input.data, [2], weights);
      const batch = Number(input.batchSizes.select(0, 0).item());
      const order = (states: Tensor[], by: Tensor | null): Tensor[] =>
        by === null ? states : states.map((state) => state.indexSelect(1, by));
      const hidden = order(this.#hidden(input.data, given, features, [batch]), input.sortedIndices);
      const [output, ...last] = packed(input.data, input.batchSizes, { hidden, weights, flags });
      return [input._with(output as Tensor), order(last, input.unsortedIndices)];
    }
    this.#checkInput(input, [2, 3], weights);
    const batched = input.ndim === 3;
    const along = this.batch_first ? 0 : 1;
    const whole = batched ? input : input.unsqueeze(along);
    const batch = batched ? [whole.shape[along] as number] : [];
    const states = this.#hidden(whole, given, features, batch);
    const hidden = batched ? states : states.map((state) => state.unsqueeze(1));
    const [output, ...last] = sequence(whole, { hidden, weights, flags });
    if (batched) return [output as Tensor, last];
    return [(output as Tensor).squeeze(along), last.map((state) => state.squeeze(1))];
  }

  #checkInput(input: unknown, dimensions: readonly number[], weights: readonly Tensor[]): void {
    const operation = `nn.${this.constructor.name}.forward`;
    if (!(input instanceof Tensor)) {
      throw new ArgumentError(
        `${operation}: input must be a tensor or a packed sequence, got ${describe(input)}.`,
        { operation },
      );
    }
    if (!dimensions.includes(input.ndim) || input.shape.at(-1) !== this.input_size) {
      const wanted = dimensions.length === 1 ? "(steps, features)" : "(T, N, features), or (T, features)";
      throw new ShapeError(
        `${operation}: expected ${wanted} with ${this.input_size} features, got [${input.shape}].`,
        { operation },
      );
    }
    const [{ dtype }] = weights as [Tensor];
    if (input.dtype !== dtype) {
      throw new DTypeError(
        `${operation}: the input is ${input.dtype} and the weights are ${dtype}; convert one: input.to("${dtype}").`,
        { operation },
      );
    }
  }

  /** The hidden states (layers, batch..., features) as they were given, or zeros. */
  #hidden(
    like: Tensor,
    given: readonly Tensor[] | null,
    features: readonly number[],
    batch: readonly number[],
  ): Tensor[] {
    const operation = `nn.${this.constructor.name}.forward`;
    const shapes = features.map((size) => [this.num_layers * this.#directions, ...batch, size]);
    if (given === null) {
      return shapes.map((shape) => zeros(shape, { dtype: like.dtype, device: like.device }));
    }
    if (!Array.isArray(given) || given.length !== shapes.length) {
      throw new ArgumentError(
        `${operation}: the state must be ${shapes.length} tensors, [h, c], got ${describe(given)}.`,
        { operation },
      );
    }
    given.forEach((state: unknown, i) => {
      const shape = shapes[i] as number[];
      if (state instanceof Tensor && state.shape.join() === shape.join()) return;
      const got = state instanceof Tensor ? `[${state.shape}]` : describe(state);
      throw new ShapeError(`${operation}: expected a state of shape [${shape}], got ${got}.`, { operation });
    });
    return [...given];
  }

  override extraRepr(): string {
    const parts = [`${this.input_size}, ${this.hidden_size}`];
    if (this.proj_size !== 0) parts.push(`proj_size=${this.proj_size}`);
    if (this.num_layers !== 1) parts.push(`num_layers=${this.num_layers}`);
    if (!this.bias) parts.push("bias=False");
    if (this.batch_first) parts.push("batch_first=True");
    if (this.dropout !== 0) parts.push(`dropout=${reprFloat(this.dropout)}`);
    if (this.bidirectional) parts.push("bidirectional=True");
    return parts.join(", ");
  }
}

/**
 * Long short-term memory: Hochreiter and Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735, as `torch.nn.LSTM`.
 *
 * @example
 * const lstm = new nn.LSTM(16, 32, { numLayers: 2, batchFirst: true, bidirectional: true });
 * const [output, [h, c]] = lstm.forward(sequences); // (N, T, 16) -> (N, T, 64), (4, N, 32) each
 */
export class LSTM extends Recurrent {
  /** Throws ArgumentError for sizes below 1, and for a projection that is not below the hidden size. */
  constructor(
    inputSize: number,
    hiddenSize: number,
    ...rest: Rest<LstmOptions, [...Positional, projSize: number]>
  ) {
    super("nn.LSTM", 4, [inputSize, hiddenSize], LSTM_TAKES.read(rest));
  }

  /**
   * Runs over sequences (T, N, in), one sequence (T, in), or packed ones.
   *
   * @param hx the state to begin with, [h (layers x directions, N, out), c (layers x directions, N, hidden)]; zeros by default
   * @returns the outputs of the last layer (T, N, directions x out) and the state at the end
   * @throws ShapeError for other shapes, DTypeError where the input's dtype is not the weights'
   */
  override forward(
    input: Tensor,
    hx?: readonly [h: Tensor, c: Tensor] | null,
    ...rest: []
  ): [Tensor, [Tensor, Tensor]];
  override forward(
    input: PackedSequence,
    hx?: readonly [h: Tensor, c: Tensor] | null,
    ...rest: []
  ): [PackedSequence, [Tensor, Tensor]];
  override forward(
    input: Tensor | PackedSequence,
    hx: readonly [h: Tensor, c: Tensor] | null = null,
    ...rest: []
  ): [Tensor | PackedSequence, [Tensor, Tensor]] {
    noMore("nn.LSTM.forward", rest);
    const { hidden_size, proj_size, batch_first } = this;
    const [output, last] = this.run(
      input,
      hx,
      [proj_size > 0 ? proj_size : hidden_size, hidden_size],
      (x, { hidden, weights, flags }) => torch.lstm(x, hidden, weights, ...flags, batch_first),
      (data, sizes, { hidden, weights, flags }) => torch.lstm(data, sizes, hidden, weights, ...flags),
    );
    return [output, last as [Tensor, Tensor]]; // as many as there are states
  }
}

/** A layer with one hidden state. */
abstract class SingleState extends Recurrent {
  /** Runs the operator over sequences, and over packed ones. */
  protected abstract over(x: Tensor, run: Run): Tensor[];
  protected abstract overPacked(data: Tensor, batchSizes: Tensor, run: Run): Tensor[];

  /**
   * Runs over sequences (T, N, in), one sequence (T, in), or packed ones.
   *
   * @param hx the state to begin with, (layers x directions, N, hidden); zeros by default
   * @returns the outputs of the last layer (T, N, directions x hidden) and the state at the end
   * @throws ShapeError for other shapes, DTypeError where the input's dtype is not the weights'
   */
  override forward(input: Tensor, hx?: Tensor | null, ...rest: []): [Tensor, Tensor];
  override forward(input: PackedSequence, hx?: Tensor | null, ...rest: []): [PackedSequence, Tensor];
  override forward(
    input: Tensor | PackedSequence,
    hx: Tensor | null = null,
    ...rest: []
  ): [Tensor | PackedSequence, Tensor] {
    noMore(`nn.${this.constructor.name}.forward`, rest);
    const [output, last] = this.run(
      input,
      hx === null ? null : [hx],
      [this.hidden_size],
      (x, run) => this.over(x, run),
      (data, sizes, run) => this.overPacked(data, sizes, run),
    );
    return [output, last[0] as Tensor];
  }
}

/** Gated recurrent units: Cho et al. 2014, https://arxiv.org/abs/1406.1078, as `torch.nn.GRU`. */
export class GRU extends SingleState {
  /** Throws ArgumentError for sizes below 1. */
  constructor(inputSize: number, hiddenSize: number, ...rest: Rest<RecurrentOptions, Positional>) {
    super("nn.GRU", 3, [inputSize, hiddenSize], GRU_TAKES.read(rest));
  }

  protected override over(x: Tensor, { hidden, weights, flags }: Run): Tensor[] {
    return torch.gru(x, hidden[0] as Tensor, weights, ...flags, this.batch_first);
  }

  protected override overPacked(data: Tensor, sizes: Tensor, { hidden, weights, flags }: Run): Tensor[] {
    return torch.gru(data, sizes, hidden[0] as Tensor, weights, ...flags);
  }
}

/** Elman's network, `h = tanh(W x + b + V h + c)`, as `torch.nn.RNN`. */
export class RNN extends SingleState {
  readonly nonlinearity: "tanh" | "relu";

  /** Throws ArgumentError for sizes below 1. */
  constructor(
    inputSize: number,
    hiddenSize: number,
    ...rest: Rest<
      RnnOptions,
      [
        numLayers: number,
        nonlinearity: "tanh" | "relu",
        bias: boolean,
        batchFirst: boolean,
        dropout: number,
        bidirectional: boolean,
      ]
    >
  ) {
    const options = RNN_TAKES.read(rest);
    super("nn.RNN", 1, [inputSize, hiddenSize], options);
    this.nonlinearity = options.nonlinearity ?? "tanh";
  }

  get #operator(): typeof torch.rnnTanh {
    return this.nonlinearity === "tanh" ? torch.rnnTanh : torch.rnnRelu;
  }

  protected override over(x: Tensor, { hidden, weights, flags }: Run): Tensor[] {
    return this.#operator(x, hidden[0] as Tensor, weights, ...flags, this.batch_first);
  }

  protected override overPacked(data: Tensor, sizes: Tensor, { hidden, weights, flags }: Run): Tensor[] {
    return this.#operator(data, sizes, hidden[0] as Tensor, weights, ...flags);
  }
}
