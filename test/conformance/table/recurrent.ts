/** Recurrent networks: whole layers and single cells. */

import { f, ints, type Recipe, type Table } from "../recipe.ts";

const HIDDEN = 2;
const INPUT = 3;

/** Weights of a layer with `gates` gates, as the operators take them: input, state and two biases. */
function weights(gates: number, layers = 1, directions = 1): Recipe[] {
  const list: Recipe[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let d = 0; d < directions; d++) {
      const width = layer === 0 ? INPUT : HIDDEN * directions;
      list.push(f(gates * HIDDEN, width), f(gates * HIDDEN, HIDDEN), f(gates * HIDDEN), f(gates * HIDDEN));
    }
  }
  return list;
}

const sequence = f(4, 2, INPUT);
const packed = f(5, INPUT);
const batchSizes = ints(2, 2, 1);

function layerCalls(gates: number) {
  return [
    [sequence, f(1, 2, HIDDEN), weights(gates), true, 1, 0, false, false, false],
    [f(2, 4, INPUT), f(4, 2, HIDDEN), weights(gates, 2, 2), true, 2, 0, true, true, true],
    [packed, batchSizes, f(1, 2, HIDDEN), weights(gates), true, 1, 0, false, false],
  ];
}

function cellCalls(gates: number) {
  const w = [f(gates * HIDDEN, INPUT), f(gates * HIDDEN, HIDDEN)] as const;
  return [
    [f(2, INPUT), f(2, HIDDEN), ...w, f(gates * HIDDEN), f(gates * HIDDEN)],
    [f(2, INPUT), f(2, HIDDEN), ...w],
  ];
}

export const recurrent: Table = {
  rnn_tanh: layerCalls(1),
  rnn_relu: layerCalls(1),
  gru: layerCalls(3),
  lstm: [
    [sequence, [f(1, 2, HIDDEN), f(1, 2, HIDDEN)], weights(4), true, 1, 0, false, false, false],
    [f(2, 4, INPUT), [f(4, 2, HIDDEN), f(4, 2, HIDDEN)], weights(4, 2, 2), true, 2, 0, true, true, true],
    [packed, batchSizes, [f(1, 2, HIDDEN), f(1, 2, HIDDEN)], weights(4), true, 1, 0, false, false],
  ],
  rnn_tanh_cell: cellCalls(1),
  rnn_relu_cell: cellCalls(1),
  gru_cell: cellCalls(3),
  lstm_cell: [
    [
      f(2, INPUT),
      [f(2, HIDDEN), f(2, HIDDEN)],
      f(4 * HIDDEN, INPUT),
      f(4 * HIDDEN, HIDDEN),
      f(4 * HIDDEN),
      f(4 * HIDDEN),
    ],
  ],
  mkldnn_rnn_layer: [
    [
      sequence,
      f(4 * HIDDEN, INPUT),
      f(4 * HIDDEN, HIDDEN),
      f(4 * HIDDEN),
      f(4 * HIDDEN),
      f(1, 2, HIDDEN),
      f(1, 2, HIDDEN),
      false,
      [],
      2,
      HIDDEN,
      1,
      true,
      false,
      false,
      false,
    ],
  ],
};
