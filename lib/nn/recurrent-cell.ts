/** Single steps of recurrent networks. */
import { boolean, describe, noMore, oneOf, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { empty, Tensor, torch, zeros } from "../tensor/index.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { uniform_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of the cells. */
export interface CellOptions extends FactoryOptions {
  /** Whether the gates have biases; true by default. */
  bias?: boolean;
}

/** Options of `RNNCell`. */
export interface RnnCellOptions extends CellOptions {
  nonlinearity?: "tanh" | "relu";
}

const KINDS = { bias: boolean, ...factoryKinds };
const LSTM_CELL = signature<CellOptions>("nn.LSTMCell", { options: KINDS, positional: ["bias"] });
const GRU_CELL = signature<CellOptions>("nn.GRUCell", { options: KINDS, positional: ["bias"] });
const RNN_CELL = signature<RnnCellOptions>("nn.RNNCell", {
  options: { ...KINDS, nonlinearity: oneOf("tanh", "relu") },
  positional: ["bias", "nonlinearity"],
});

abstract class Cell extends Module {
  readonly input_size: number;
  readonly hidden_size: number;
  /** (gates x hidden, in) */
  weight_ih: Parameter;
  /** (gates x hidden, hidden) */
  weight_hh: Parameter;
  /** (gates x hidden), or null without bias. */
  bias_ih: Parameter | null;
  bias_hh: Parameter | null;

  constructor(operation: string, gates: number, sizes: [number, number], options: CellOptions) {
    super();
    const [inputSize, hiddenSize] = sizes;
    const { bias = true, device, dtype } = options;
    checkInteger(operation, "inputSize", inputSize, 1);
    checkInteger(operation, "hiddenSize", hiddenSize, 1);
    const make = (...shape: number[]): Parameter => new Parameter(empty(shape, { device, dtype }));
    const rows = gates * hiddenSize;
    this.input_size = inputSize;
    this.hidden_size = hiddenSize;
    this.weight_ih = make(rows, inputSize);
    this.weight_hh = make(rows, hiddenSize);
    this.bias_ih = bias ? make(rows) : null;
    this.bias_hh = bias ? make(rows) : null;
    this.resetParameters();
  }

  /** Fills weights and biases anew, uniformly within `1 / sqrt(hiddenSize)`. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    const bound = 1 / Math.sqrt(this.hidden_size);
    for (const parameter of this.parameters()) uniform_(parameter, { a: -bound, b: bound });
  }

  protected get weights(): [Tensor, Tensor, Tensor | null, Tensor | null] {
    return [this.weight_ih, this.weight_hh, this.bias_ih, this.bias_hh];
  }

  /** Input and states with a batch, zeros for states that were not given; checked. */
  protected batched(input: Tensor, states: readonly Tensor[] | null, count: number): [Tensor, Tensor[]] {
    const operation = `nn.${this.constructor.name}.forward`;
    if (!(input instanceof Tensor)) {
      throw new ArgumentError(`${operation}: input must be a tensor, got ${describe(input)}.`, { operation });
    }
    if ((input.ndim !== 1 && input.ndim !== 2) || input.shape.at(-1) !== this.input_size) {
      throw new ShapeError(
        `${operation}: expected (N, ${this.input_size}) or (${this.input_size}), got [${input.shape}].`,
        { operation },
      );
    }
    const isBatched = input.ndim === 2;
    const whole = isBatched ? input : input.unsqueeze(0);
    const shape = [...input.shape.slice(0, -1), this.hidden_size];
    if (states === null) {
      const zero = zeros([whole.shape[0] as number, this.hidden_size], {
        dtype: input.dtype,
        device: input.device,
      });
      return [whole, new Array<Tensor>(count).fill(zero)];
    }
    if (!Array.isArray(states) || states.length !== count) {
      throw new ArgumentError(
        `${operation}: the state must be ${count} tensors, [h, c], got ${describe(states)}.`,
        {
          operation,
        },
      );
    }
    for (const state of states as unknown[]) {
      if (state instanceof Tensor && state.shape.join() === shape.join()) continue;
      const got = state instanceof Tensor ? `[${state.shape}]` : describe(state);
      throw new ShapeError(`${operation}: expected a state of shape [${shape}], got ${got}.`, { operation });
    }
    return [whole, isBatched ? [...states] : states.map((state: Tensor) => state.unsqueeze(0))];
  }

  override extraRepr(): string {
    return `${this.input_size}, ${this.hidden_size}${this.bias_ih === null ? ", bias=False" : ""}`;
  }
}

/** One step of an LSTM. */
export class LSTMCell extends Cell {
  constructor(inputSize: number, hiddenSize: number, ...rest: Rest<CellOptions, [bias: boolean]>) {
    super("nn.LSTMCell", 4, [inputSize, hiddenSize], LSTM_CELL.read(rest));
  }

  /** (N, in) and [h, c] (N, hidden) -> the next [h, c]; without a batch too. The state is zeros by default. */
  override forward(
    input: Tensor,
    hx: readonly [h: Tensor, c: Tensor] | null = null,
    ...rest: []
  ): [h: Tensor, c: Tensor] {
    noMore("nn.LSTMCell.forward", rest);
    const [x, states] = this.batched(input, hx, 2);
    const [h, c] = torch.lstmCell(x, states, ...this.weights);
    return input.ndim === 2 ? [h, c] : [h.squeeze(0), c.squeeze(0)];
  }
}

/** One step of a GRU. */
export class GRUCell extends Cell {
  constructor(inputSize: number, hiddenSize: number, ...rest: Rest<CellOptions, [bias: boolean]>) {
    super("nn.GRUCell", 3, [inputSize, hiddenSize], GRU_CELL.read(rest));
  }

  /** (N, in) and a state (N, hidden) -> the next state; without a batch too. The state is zeros by default. */
  override forward(input: Tensor, hx: Tensor | null = null, ...rest: []): Tensor {
    noMore("nn.GRUCell.forward", rest);
    const [x, states] = this.batched(input, hx === null ? null : [hx], 1);
    const next = torch.gruCell(x, states[0] as Tensor, ...this.weights);
    return input.ndim === 2 ? next : next.squeeze(0);
  }
}

/** One step of an RNN. */
export class RNNCell extends Cell {
  readonly nonlinearity: "tanh" | "relu";

  constructor(
    inputSize: number,
    hiddenSize: number,
    ...rest: Rest<RnnCellOptions, [bias: boolean, nonlinearity: "tanh" | "relu"]>
  ) {
    const options = RNN_CELL.read(rest);
    super("nn.RNNCell", 1, [inputSize, hiddenSize], options);
    this.nonlinearity = options.nonlinearity ?? "tanh";
  }

  /** (N, in) and a state (N, hidden) -> the next state; without a batch too. The state is zeros by default. */
  override forward(input: Tensor, hx: Tensor | null = null, ...rest: []): Tensor {
    noMore("nn.RNNCell.forward", rest);
    const [x, states] = this.batched(input, hx === null ? null : [hx], 1);
    const step = this.nonlinearity === "tanh" ? torch.rnnTanhCell : torch.rnnReluCell;
    const next = step(x, states[0] as Tensor, ...this.weights);
    return input.ndim === 2 ? next : next.squeeze(0);
  }

  override extraRepr(): string {
    return `${super.extraRepr()}${this.nonlinearity === "tanh" ? "" : ", nonlinearity=relu"}`;
  }
}
