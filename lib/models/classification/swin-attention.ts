/**
 * Swin Transformer's attention within windows, shifted in every other block, with a bias for relative positions.
 *
 * Version 1 learns the bias itself, version 2 a small network that computes it, and attends by cosine similarity.
 */

import { boolean, integerFrom, type Kinds, kind, listOf } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import {
  arange,
  isInferenceMode,
  keep,
  noGrad,
  ones,
  scope,
  slice,
  type Tensor,
  torch,
  zeros,
} from "../../tensor/index.ts";
import { pairKind, probability } from "../option-kinds.ts";

type Pair = readonly [number, number];

/** Options of the attentions. */
export interface ShiftedWindowAttentionOptions {
  /** Height and width of a window in patches. */
  windowSize: Pair;
  /** How far the windows are shifted, down and right; zeros for none. */
  shiftSize: Pair;
  /** Bias of the projection to queries, keys and values; true by default. */
  qkvBias?: boolean;
  /** Bias of the projection of the result; true by default. */
  projBias?: boolean;
  /** Probability of dropping an attention weight; 0 by default. */
  attentionDropout?: number;
  /** Probability of dropping a value of the result; 0 by default. */
  dropout?: number;
}

/** Names and kinds of those options. */
export const ATTENTION_KINDS: Kinds<ShiftedWindowAttentionOptions> = {
  windowSize: pairKind,
  shiftSize: kind("[down, right], integers of at least 0", listOf(integerFrom(0), 2).accepts),
  qkvBias: boolean,
  projBias: boolean,
  attentionDropout: probability,
  dropout: probability,
};

/** For each pair of places in a window, the row of the table of relative positions: (h w, h w) of int64. */
export function relativePositionIndex(height: number, width: number): Tensor {
  return scope(() => {
    const places = torch.stack(torch.meshgrid([integers(height), integers(width)], { indexing: "ij" }));
    const flat = places.flatten(1); // (2, h, w) -> (2, h w)
    const apart = flat.unsqueeze(2).sub(flat.unsqueeze(1)); // (2, h w, h w)
    const rows = apart.select(0, 0).add(height - 1);
    return rows.mul(2 * width - 1).add(apart.select(0, 1).add(width - 1));
  });
}

function integers(count: number): Tensor {
  return arange(count, { dtype: "int64" });
}

/** Attention within windows: (N, H, W, C) -> (N, H, W, C). */
export class ShiftedWindowAttention extends nn.Module {
  readonly window_size: Pair;
  readonly shift_size: Pair;
  readonly num_heads: number;
  readonly attention_dropout: number;
  readonly dropout: number;
  /** ((2 h - 1) (2 w - 1), heads); version 2 has none. */
  declare relative_position_bias_table?: nn.Parameter;
  qkv: nn.Linear;
  proj: nn.Linear;
  #mask: { key: string; tensor: Tensor } | null = null;

  /** Throws ArgumentError unless the heads divide the features. */
  constructor(dim: number, numHeads: number, options: ShiftedWindowAttentionOptions) {
    super();
    const { windowSize, shiftSize, qkvBias = true, projBias = true } = options;
    if (dim % numHeads !== 0) {
      throw new ArgumentError(
        `ShiftedWindowAttention: expected the features to be a multiple of the heads, got ${dim} and ${numHeads}`,
      );
    }
    this.window_size = [...windowSize];
    this.shift_size = [...shiftSize];
    this.num_heads = numHeads;
    this.attention_dropout = options.attentionDropout ?? 0;
    this.dropout = options.dropout ?? 0;
    this.qkv = new nn.Linear(dim, 3 * dim, { bias: qkvBias });
    this.proj = new nn.Linear(dim, dim, { bias: projBias });
    this.makeBiasTable();
    this.registerBuffer("relative_position_index", relativePositionIndex(...windowSize).flatten());
  }

  /** Makes what the bias is looked up in. */
  protected makeBiasTable(): void {
    const [height, width] = this.window_size;
    const table = zeros([(2 * height - 1) * (2 * width - 1), this.num_heads]);
    this.relative_position_bias_table = new nn.Parameter(table);
    nn.init.truncNormal_(this.relative_position_bias_table, { std: 0.02 });
  }

  /** The table the bias is looked up in, ((2 h - 1) (2 w - 1), heads). */
  protected biasTable(): Tensor {
    return this.relative_position_bias_table as Tensor; // version 1 has it
  }

  /** (1, heads, h w, h w) */
  protected relativePositionBias(): Tensor {
    const places = this.window_size[0] * this.window_size[1];
    return this.biasTable()
      .index(this.getBuffer("relative_position_index"))
      .view([places, places, -1])
      .permute([2, 0, 1])
      .contiguous()
      .unsqueeze(0); // (h w h w, heads) -> (1, heads, h w, h w)
  }

  /** The bias of the projection to queries, keys and values. */
  protected qkvBias(): Tensor | null {
    return this.qkv.bias;
  }

  /** How alike queries and keys (N, heads, h w, c) are: (N, heads, h w, h w). */
  protected scores(query: Tensor, key: Tensor): Tensor {
    const features = query.shape.at(-1) as number;
    return query.mul(features ** -0.5).matmul(key.transpose(-2, -1));
  }

  override forward(input: Tensor): Tensor {
    const [batch, height, width, features] = input.shape as [number, number, number, number];
    const [wh, ww] = this.window_size;
    const size: Pair = [Math.ceil(height / wh) * wh, Math.ceil(width / ww) * ww];
    // A window that holds the whole image has nowhere to go.
    const [down, right] = [wh >= size[0] ? 0 : this.shift_size[0], ww >= size[1] ? 0 : this.shift_size[1]];
    const shift: Pair | null = down + right > 0 ? [down, right] : null;
    const grid = [size[0] / wh, size[1] / ww] as const;

    // A scope for each step: no more than Python's reference counting would hold is alive at a time.
    const windows = scope(() => {
      const padded = torch.pad(input, [0, 0, 0, size[1] - width, 0, size[0] - height]);
      const moved = shift === null ? padded : padded.roll([-down, -right], [1, 2]);
      return moved
        .view([batch, grid[0], wh, grid[1], ww, features])
        .permute([0, 1, 3, 2, 4, 5])
        .reshape([-1, wh * ww, features]); // (N, H, W, C) -> (N windows, h w, C)
    });
    const mask = shift === null ? null : this.#maskFor(input, size, shift);
    const attended = scope(() => this.#attend(windows, mask));
    return scope(() => {
      const projected = torch.dropout(this.proj.forward(attended), this.dropout, this.training);
      const joined = projected
        .view([batch, grid[0], grid[1], wh, ww, features])
        .permute([0, 1, 3, 2, 4, 5])
        .reshape([batch, size[0], size[1], features]); // (N windows, h w, C) -> (N, H, W, C)
      const back = shift === null ? joined : joined.roll([down, right], [1, 2]);
      return back.narrow(1, 0, height).narrow(2, 0, width).contiguous();
    });
  }

  /** The mask of images of a size; that of the last size is kept, as making it takes some twenty operators. */
  #maskFor(like: Tensor, size: Pair, shift: Pair): Tensor {
    // A mask made in inference mode is of no use outside it.
    const key = [...size, ...shift, like.device, like.dtype, isInferenceMode()].join(" ");
    if (this.#mask?.key !== key) {
      this.#mask?.tensor.dispose();
      this.#mask = { key, tensor: keep(noGrad(() => shiftMask(like, size, this.window_size, shift))) };
    }
    return this.#mask.tensor;
  }

  /** (N windows, h w, C) -> (N windows, h w, C); the mask is (windows, h w, h w). */
  #attend(windows: Tensor, mask: Tensor | null): Tensor {
    const [count, places, features] = windows.shape as [number, number, number];
    const heads = this.num_heads;
    const projected = torch
      .linear(windows, this.qkv.weight, this.qkvBias())
      .reshape([count, places, 3, heads, features / heads])
      .permute([2, 0, 3, 1, 4]); // (N windows, h w, 3 C) -> (3, N windows, heads, h w, c)
    const [query, key, value] = projected.unbind(0) as [Tensor, Tensor, Tensor];
    const scores = scope(() => {
      // In place, so that only one tensor of this size, the largest of the block, is alive at a time.
      const alike = this.scores(query, key).add_(this.relativePositionBias());
      if (mask !== null) {
        const batch = count / (mask.shape[0] as number);
        alike.add_(mask.unsqueeze(1).repeat([batch, 1, 1, 1])); // (windows, h w, h w) -> (N windows, 1, h w, h w)
      }
      return alike;
    });
    const attention = torch.dropout(scores.softmax(-1), this.attention_dropout, this.training);
    return attention.matmul(value).transpose(1, 2).reshape([count, places, features]); // (N windows, heads, h w, c)
  }
}

/**
 * What keeps places apart that a shift brought into one window though the image has them on opposite borders:
 * (windows, h w, h w), 0 where two places belong together, -100 where not.
 */
function shiftMask(like: Tensor, size: Pair, window: Pair, shift: Pair): Tensor {
  return scope(() => maskOf(like, size, window, shift));
}

function maskOf(like: Tensor, size: Pair, window: Pair, shift: Pair): Tensor {
  const [[height, width], [wh, ww]] = [size, window];
  const parts = (length: number, along: number, by: number): [number, number][] => {
    const from = by === 0 ? 0 : length - by; // as Python counts from the end, where -0 is the beginning
    return [
      [0, length - along],
      [length - along, from],
      [from, length],
    ];
  };
  const regions = like.newZeros([height, width]);
  let count = 0;
  for (const [top, bottom] of parts(height, wh, shift[0])) {
    for (const [left, right] of parts(width, ww, shift[1])) {
      if (top < bottom && left < right) regions.indexPut_([slice(top, bottom), slice(left, right)], count);
      count++;
    }
  }
  const windows = regions
    .view([height / wh, wh, width / ww, ww])
    .permute([0, 2, 1, 3])
    .reshape([-1, wh * ww]); // (H, W) -> (windows, h w)
  const apart = windows.unsqueeze(1).sub(windows.unsqueeze(2));
  return apart.maskedFill(apart.ne(0), -100).maskedFill(apart.eq(0), 0);
}

/** Version 2: cosine attention with a learned temperature, and a bias that a small network computes. */
export class ShiftedWindowAttentionV2 extends ShiftedWindowAttention {
  /** (heads, 1, 1), the logarithm of the factor on the cosines. */
  logit_scale: nn.Parameter;
  /** From relative positions (2) to the heads' biases. */
  cpb_mlp: nn.Sequential;

  constructor(dim: number, numHeads: number, options: ShiftedWindowAttentionOptions) {
    super(dim, numHeads, options);
    this.logit_scale = new nn.Parameter(ones([numHeads, 1, 1]).mul(10).log());
    this.cpb_mlp = new nn.Sequential(
      new nn.Linear(2, 512),
      new nn.ReLU({ inplace: true }),
      new nn.Linear(512, numHeads, { bias: false }),
    );
    const { bias } = this.qkv;
    if (bias !== null) nn.init.zeros_(bias.detach().narrow(0, dim, dim));
  }

  /** The relative positions themselves, (1, 2 h - 1, 2 w - 1, 2), on a logarithmic scale. */
  protected override makeBiasTable(): void {
    const [height, width] = this.window_size;
    const along = (length: number): Tensor =>
      arange(1 - length, length, { dtype: "float32" }).div(length - 1);
    const table = scope(() => {
      const places = torch.stack(torch.meshgrid([along(height), along(width)], { indexing: "ij" }));
      const scaled = places.permute([1, 2, 0]).contiguous().unsqueeze(0).mul(8); // (2, h, w) -> (1, h, w, 2)
      return scaled.sign().mul(scaled.abs().add(1).log2()).div(3);
    });
    this.registerBuffer("relative_coords_table", table);
  }

  protected override biasTable(): Tensor {
    return this.cpb_mlp.forward(this.getBuffer("relative_coords_table")).view([-1, this.num_heads]);
  }

  protected override relativePositionBias(): Tensor {
    return super.relativePositionBias().sigmoid().mul(16);
  }

  /** Keys have no bias. */
  protected override qkvBias(): Tensor | null {
    const { bias } = this.qkv;
    if (bias === null) return null;
    const [query, key, value] = bias.chunk(3) as [Tensor, Tensor, Tensor];
    return torch.cat([query, torch.zerosLike(key), value]);
  }

  protected override scores(query: Tensor, key: Tensor): Tensor {
    const alike = nn.functional
      .normalize(query, { dim: -1 })
      .matmul(nn.functional.normalize(key, { dim: -1 }).transpose(-2, -1));
    return alike.mul(this.logit_scale.clamp({ max: Math.log(100) }).exp());
  }
}
