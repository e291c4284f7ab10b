/**
 * 3x3 convolutions of stride 1 by Winograd's minimal filtering: 2.25 times (tiles of 2) or 4 times (tiles of 4) fewer
 * multiplications than computing each output by itself, as a batch of matrix products in libtorch.
 *
 * "Fast Algorithms for Convolutional Neural Networks", https://arxiv.org/abs/1509.09308. The points of the tiles of 4
 * are those of "Error Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks",
 * https://arxiv.org/abs/1803.10986: in float32 the largest error is about 3e-6 of the largest output.
 *
 * Whether it pays depends on the sizes; `tileFor` decides by counting, so that the same network on images of the same
 * size always computes the same.
 */

import { getNumThreads, keep, scope, syncScope, type Tensor, tensor, torch } from "../../tensor/index.ts";
import { type Tile, TRANSFORMS } from "./winograd-matrices.ts";

/** Multiplications that take as long as transforming one value of a tile; measured with AVX-512, two cores. */
const COST_OF_VALUE: Readonly<Record<Tile, number>> = { 2: 66, 4: 103 };
/** The same for reading one transformed weight. */
const COST_OF_WEIGHT = 33;
/** How much cheaper it must look than computing directly. */
const LEAST_GAIN = 1.08;
/**
 * Tiles computed at once by each thread: few enough that their transformed values stay in a core's cache, and enough
 * that threads seldom wait for each other, which on a busy machine takes longer than the work.
 */
const TILES_AT_ONCE = 256;

/** Sizes of one call of a 3x3 convolution. */
export interface ConvSizes {
  images: number;
  inputs: number;
  outputs: number;
  /** Height and width of the result. */
  height: number;
  width: number;
}

function tilesOf(edge: number, tile: number): number {
  return Math.ceil(edge / tile);
}

/** Which of some tiles is expected to be fastest, null where computing directly is. */
export function tileFor(sizes: ConvSizes, tiles: readonly Tile[] = [2, 4]): Tile | null {
  const { images, inputs, outputs, height, width } = sizes;
  const direct = 9 * images * height * width * inputs * outputs;
  let best: { tile: Tile | null; cost: number } = { tile: null, cost: direct / LEAST_GAIN };
  for (const tile of tiles) {
    const values = (tile + 2) ** 2;
    const count = images * tilesOf(height, tile) * tilesOf(width, tile);
    const perTile = inputs * outputs + COST_OF_VALUE[tile] * (inputs + outputs);
    const cost = values * (count * perTile + COST_OF_WEIGHT * inputs * outputs);
    if (cost < best.cost) best = { tile, cost };
  }
  return best.tile;
}

/** A 3x3 convolution of stride 1 in transformed form. */
export class Winograd {
  readonly tile: Tile;
  readonly #padding: readonly [number, number];
  /** (n n, C, K), n = tile + 2. */
  readonly #weight: Tensor;
  /** (K) */
  readonly #bias: Tensor;
  /** (n n, n n) and (tile tile, n n), for both axes at once. */
  readonly #toTile: Tensor;
  readonly #fromTile: Tensor;

  /** `weight` (K, C, 3, 3) and `bias` (K) are float32 on the CPU; the bias is used, the weight copied. */
  constructor(tile: Tile, weight: Tensor, bias: Tensor, padding: readonly [number, number]) {
    this.tile = tile;
    this.#padding = padding;
    this.#bias = bias;
    const { input, filter, output } = TRANSFORMS[tile];
    const made = scope(() => {
      const double = (rows: readonly (readonly number[])[]): Tensor => tensor(rows, { dtype: "float64" });
      const [b, g, a] = [double(input), double(filter), double(output)];
      const [outputs = 0, inputs = 0] = weight.shape;
      const both = torch.kron(g, g); // (n n, 9)
      const columns = weight
        .double()
        .reshape([outputs * inputs, 9])
        .t(); // (9, K C)
      return {
        weight: both
          .mm(columns)
          .view([-1, outputs, inputs])
          .transpose(1, 2) // (n n, K, C) -> (n n, C, K)
          .float()
          .contiguous(),
        toTile: torch.kron(b, b).float(),
        fromTile: torch.kron(a, a).float(),
      };
    });
    this.#weight = keep(made.weight);
    this.#toTile = keep(made.toTile);
    this.#fromTile = keep(made.fromTile);
  }

  /** Frees the transformed weights. */
  dispose(): void {
    for (const tensor of [this.#weight, this.#toTile, this.#fromTile]) tensor.dispose();
  }

  /** (N, C, H, W) -> (N, K, H', W') in channels-last order; `activation` may write over what it is given. */
  run(input: Tensor, activation: ((x: Tensor) => Tensor) | null): Tensor {
    return syncScope("Winograd", () => this.#run(input, activation), undefined, undefined);
  }

  #run(input: Tensor, activation: ((x: Tensor) => Tensor) | null): Tensor {
    const { tile } = this;
    const [images, channels, inHeight, inWidth] = input.shape as [number, number, number, number];
    const [top, left] = this.#padding;
    const [height, width] = [inHeight + 2 * top - 2, inWidth + 2 * left - 2];
    const [down, across] = [tilesOf(height, tile), tilesOf(width, tile)];
    const n = tile + 2;
    const outputs = this.#bias.shape[0] as number;

    // (N, C, H, W) -> (N, H, W, C), with the borders and whole tiles at the ends
    const borders = [0, 0, left, across * tile + 2 - inWidth - left, top, down * tile + 2 - inHeight - top];
    const padded = torch.constantPadNd(input.permute([0, 2, 3, 1]), borders).contiguous();
    const row = (across * tile + 2) * channels;
    const strides = [row, channels, (down * tile + 2) * row, tile * row, tile * channels, 1];
    const result = padded.newEmpty([images, down, tile, across, tile, outputs]);

    const rows = Math.max(
      1,
      Math.min(down, Math.floor((TILES_AT_ONCE * getNumThreads()) / (images * across))),
    );
    for (let from = 0; from < down; from += rows) {
      const count = Math.min(rows, down - from);
      const part = rows === down ? result : result.narrow(1, from, count);
      const window = [n, n, images, count, across, channels];
      const patches = torch.asStrided(padded, window, strides, from * tile * row);
      syncScope("Winograd", () => this.#rows(patches, part, activation), undefined, undefined);
    }
    return result
      .view([images, down * tile, across * tile, outputs])
      .narrow(1, 0, height)
      .narrow(2, 0, width)
      .permute([0, 3, 1, 2]); // (N, H', W', K) -> (N, K, H', W')
  }

  /** Patches (n, n, N, rows, across, C) into (N, rows, tile, across, tile, K). */
  #rows(patches: Tensor, into: Tensor, activation: ((x: Tensor) => Tensor) | null): void {
    const { tile } = this;
    const [n = 0, , images = 0, rows = 0, across = 0, channels = 0] = patches.shape;
    const outputs = this.#bias.shape[0] as number;
    const tiles = images * rows * across;
    const transformed = this.#toTile.mm(patches.reshape([n * n, tiles * channels]));
    const products = transformed.view([n * n, tiles, channels]).bmm(this.#weight); // (n n, tiles, K)
    // The point one of both axes is a term of every output, so a bias there is a bias everywhere.
    products.select(0, n + 1).add_(this.#bias);
    const made = this.#fromTile.mm(products.view([n * n, tiles * outputs]));
    const active = activation === null ? made : activation(made);
    // (tile, tile, N, rows, across, K) -> (N, rows, tile, across, tile, K)
    into.copy_(active.view([tile, tile, images, rows, across, outputs]).permute([2, 3, 0, 4, 1, 5]));
  }
}
