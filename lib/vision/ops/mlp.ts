/** The multi-layer perceptron of transformers: `torchvision.ops.MLP`. */

import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";

/** Options of `MLP`. */
export interface MLPOptions {
  /** Normalisation after each linear map but the last; none by default. */
  normLayer?: ((features: number) => nn.TensorModule) | null;
  /** nn.ReLU if not given. */
  activationLayer?: (options: nn.InplaceOptions) => nn.TensorModule;
  /** Whether activation and dropout may write over their input; left to them if null or not given. */
  inplace?: boolean | null;
  /** Whether the linear maps have a bias; true by default. */
  bias?: boolean;
  /** Probability of the dropout after each linear map; 0 by default. */
  dropout?: number;
}

/**
 * Linear maps with normalisation, activation and dropout between them: (..., in) -> (..., last of `hidden`).
 *
 * A Sequential, so the keys count all layers: without normalisation the linear maps are "0", "3", "6".
 *
 * @example new MLP(96, [384, 96], { activationLayer: () => new nn.GELU() })
 */
export class MLP extends nn.Sequential {
  /** `hiddenChannels` are the widths after each linear map. Throws ArgumentError if there are none. */
  constructor(inChannels: number, hiddenChannels: readonly number[], options: MLPOptions = {}) {
    const { normLayer = null, activationLayer = relu, inplace = null, bias = true, dropout = 0 } = options;
    const last = hiddenChannels.at(-1);
    if (last === undefined) throw new ArgumentError("MLP: expected at least one hidden width, got none");
    const shared: nn.InplaceOptions = inplace === null ? {} : { inplace };
    const layers: nn.TensorModule[] = [];
    let width = inChannels;
    for (const hidden of hiddenChannels.slice(0, -1)) {
      layers.push(new nn.Linear(width, hidden, { bias }));
      if (normLayer !== null) layers.push(normLayer(hidden));
      layers.push(activationLayer(shared), new nn.Dropout({ p: dropout, ...shared }));
      width = hidden;
    }
    layers.push(new nn.Linear(width, last, { bias }), new nn.Dropout({ p: dropout, ...shared }));
    super(...layers);
  }
}

const relu = (options: nn.InplaceOptions): nn.TensorModule => new nn.ReLU(options);
