/** Packed sequences against PyTorch (scripts/fixtures/nn_tools.py), and what recurrent layers refuse; their numbers are layer-cases. */
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  DTypeError,
  manualSeed,
  memory,
  nn,
  ones,
  ShapeError,
  scope,
  type Tensor,
  tensor,
  torch,
  zeros,
} from "../../lib/index.ts";
import { expectClose, fixtureTensors } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("nn-tools");
const { rnn } = nn.utils;
const signed = (...shape: number[]): Tensor => torch.rand(shape).mul(4).sub(2);

describe("packed sequences", () => {
  test("are PyTorch's, and come apart as they were", () => {
    scope(() => {
      manualSeed(15);
      const sequences = [2, 4, 1, 4].map((length) => signed(length, 2));
      const padded = rnn.padSequence(sequences, { batchFirst: true });
      const cases = {
        list: rnn.packSequence(sequences, false),
        padded: rnn.packPaddedSequence(padded, [2, 4, 1, 4], true, false),
        sorted: rnn.packPaddedSequence(signed(4, 3, 2), tensor([4, 2, 2], { dtype: "int64" })),
      };
      for (const [name, sequence] of Object.entries(cases)) {
        const parts = {
          data: sequence.data,
          batch_sizes: sequence.batchSizes,
          sorted_indices: sequence.sortedIndices,
          unsorted_indices: sequence.unsortedIndices,
        };
        for (const [part, value] of Object.entries(parts)) {
          const wanted = fixture[`packed|${name}|${part}`];
          if (wanted === undefined) expect(value, `${name} ${part}`).toBeNull();
          else expectClose(value as Tensor, wanted, 0, `${name} ${part}`);
        }
        const [out, lengths] = rnn.padPackedSequence(sequence, name !== "sorted", -1.5, 6);
        expectClose(out, fixture[`packed|${name}|padded`] as Tensor, 0);
        expectClose(lengths, fixture[`packed|${name}|lengths`] as Tensor, 0);
      }
      expectClose(rnn.padSequence(sequences, { paddingValue: 0.5 }), fixture["packed|pad"] as Tensor, 0);
    });
  });

  test("refuse lengths that do not fit", () => {
    const x = ones([4, 2, 3]);
    expect(() => rnn.packPaddedSequence(x, [2, 4])).toThrow(/longest first/);
    expect(() => rnn.packPaddedSequence(x, [5, 1])).toThrow(/a length from 1 to 4 for each of 2/);
    expect(() => rnn.packPaddedSequence(x, [4, 0])).toThrow(ShapeError);
    expect(() => rnn.packPaddedSequence(x, [4, 3, 2])).toThrow(/batchFirst/);
    expect(() => rnn.packPaddedSequence(x, "42" as never)).toThrow(/lengths must be a list/);
    const packed = rnn.packPaddedSequence(x, [4, 2]);
    expect(() => rnn.padPackedSequence(packed, { totalLength: 3 })).toThrow(/at least .* 4, got 3/);
    expect(() => rnn.padPackedSequence(x as never)).toThrow(/sequence must be a PackedSequence/);
    expect(() => rnn.padSequence([])).toThrow(ArgumentError);
    expect(() => rnn.padSequence([ones([2, 3]), ones([2, 4])])).toThrow(ShapeError);
  });

  test("outlive the scope that gives them, and are freed with it else", () => {
    const lstm = new nn.LSTM(3, 4);
    const before = memory.liveTensors();
    const output = scope(() => {
      const packed = rnn.packPaddedSequence(ones([4, 2, 3]), [4, 2]);
      return lstm.forward(packed)[0];
    });
    expect(output.data.shape).toEqual([6, 4]);
    expect(output.batchSizes.toArray()).toEqual([2, 2, 1, 1]);
    output.data.dispose();
    output.batchSizes.dispose();
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
  });
});

describe("recurrent layers refuse", () => {
  const lstm = new nn.LSTM(3, 4, { numLayers: 2 });

  test("inputs and states of other shapes", () => {
    expect(() => lstm.forward(ones([5, 2, 4]))).toThrow(/with 3 features, got \[5,2,4\]/);
    expect(() => lstm.forward(ones([3]))).toThrow(ShapeError);
    expect(() => lstm.forward(ones([5, 2, 3]), [zeros([2, 2, 4]), zeros([1, 2, 4])])).toThrow(
      /a state of shape \[2,2,4\], got \[1,2,4\]/,
    );
    expect(() => lstm.forward(ones([5, 2, 3]), zeros([2, 2, 4]) as never)).toThrow(/must be 2 tensors/);
    expect(() => new nn.GRU(3, 4).forward(ones([5, 3]), zeros([1, 1, 4]))).toThrow(/shape \[1,4\]/);
    expect(() => lstm.forward(ones([5, 2, 3], { dtype: "float64" }))).toThrow(DTypeError);
    expect(() => lstm.forward([1] as never)).toThrow(/a tensor or a packed sequence/);
    expect(() => new nn.LSTMCell(3, 4).forward(ones([2, 3]), [zeros([2, 4])] as never)).toThrow(/2 tensors/);
    expect(() => new nn.GRUCell(3, 4).forward(ones([2, 3]), zeros([4]))).toThrow(/shape \[2,4\]/);
    expect(() => new nn.RNNCell(3, 4).forward(ones([2, 2, 3]))).toThrow(ShapeError);
  });

  test("options that do not fit", () => {
    expect(() => new nn.LSTM(3, 4, { projSize: 4 })).toThrow(/projSize must be below hiddenSize, 4, got 4/);
    expect(() => new nn.LSTM(3, 0)).toThrow(/hiddenSize must be an integer of at least 1/);
    expect(() => new nn.GRU(3, 4, { projSize: 2 } as never)).toThrow(/unknown option "projSize"/);
    expect(() => new nn.RNN(3, 4, { nonlinearity: "elu" } as never)).toThrow(/one of "tanh", "relu"/);
    expect(() => new nn.RNN(3, 4, { dropout: 1.5 })).toThrow(/between 0 and 1/);
  });
});

test("a Transformer's blocks refuse what cannot be", () => {
  const block = new nn.TransformerEncoderLayer(4, 2, { activation: new nn.ReLU() });
  expect(new nn.TransformerEncoder(block, 2).layers.length).toBe(2);
  expect(() => new nn.TransformerEncoderLayer(5, 2)).toThrow(/must be divisible/);
  expect(() => new nn.TransformerEncoderLayer(4, 2, { activation: "tanh" as never })).toThrow(
    /"relu", "gelu"/,
  );
  expect(() => new nn.TransformerEncoder(new nn.Linear(2, 2) as never, 2)).toThrow(
    /a TransformerEncoderLayer/,
  );
  expect(() => block.forward(ones([3, 2, 5]))).toThrow(ShapeError);
  expect(() => block.forward(ones([3, 2, 4]), { isCausal: true })).toThrow(/give the mask too/);
  const whole = new nn.Transformer({ dModel: 4, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 1 });
  expect(() => whole.forward(ones([3, 2, 4]), ones([3, 1, 4]))).toThrow(/of one batch with 4 features/);
  expect(nn.generateSquareSubsequentMask(2).toArray()).toEqual([
    [0, -Infinity],
    [0, 0],
  ]);
});
