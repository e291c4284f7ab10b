/** Filters and feature maps as pictures, for `writeImage`. */

import { integerFrom, type Kinds, listOf, type Rest, signature, string } from "../../edge/index.ts";
import { inputPath } from "../../models/adapt-input.ts";
import { count, moduleKind } from "../../models/option-kinds.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, type Tensor } from "../../tensor/index.ts";
import { type GridLayout, imageGrid } from "../../vision/image-grid.ts";
import { extract } from "./extract.ts";
import { layerAt } from "./layers.ts";
import { checkFinite } from "./non-finite.ts";
import { asBatch } from "./score.ts";

/** Options of {@link filterImages}. */
export interface FilterImageOptions extends GridLayout {
  /** Path of the convolution. Default: the first of the network. */
  layer?: string;
}

const GRID: Kinds<GridLayout> = { columns: count, padding: integerFrom(0), zoom: count };
const FILTERS = signature<FilterImageOptions>("models.filterImages", {
  takes: { model: moduleKind },
  options: { ...GRID, layer: string },
});

/**
 * The filters of a convolution as one picture: uint8 (3, H, W), filter by filter in a grid, each scaled from its
 * smallest to its largest value. Filters over three channels are in colour; over any other number, the mean over the
 * channels in gray. Eight pixels for each value unless `zoom` says otherwise.
 *
 *     await writeImage(models.filterImages(model), "conv1.png");
 *
 * @throws ArgumentError for a layer that is no Conv2d, or a network without one
 */
export function filterImages(model: nn.Module, ...rest: Rest<FilterImageOptions>): Tensor {
  const { layer, zoom = 8, ...grid } = FILTERS.read(rest);
  FILTERS.check(model);
  const convolution = layerAt(FILTERS.name, model, layer ?? inputPath(FILTERS.name, model));
  if (!(convolution instanceof nn.Conv2d)) {
    throw new ArgumentError(`models.filterImages: ${layer} is no Conv2d; there are no filters to show`);
  }
  return scope(() =>
    noGrad(() => {
      const weight = convolution.weight.detach().float(); // (out, in / groups, kh, kw)
      const shown = weight.shape[1] === 3 ? weight : weight.mean([1], true);
      return imageGrid(scaleEach(shown), { ...grid, zoom });
    }),
  );
}

/** Options of {@link featureMapImages}. */
export interface FeatureMapOptions extends GridLayout {
  /** Channels to show, from the first. Default 64. */
  maxMaps?: number;
}

const FEATURE_MAPS = signature<FeatureMapOptions>("models.featureMapImages", {
  takes: { model: moduleKind, image: tensorKind, paths: listOf(string) },
  options: { ...GRID, maxMaps: count },
});

/**
 * The maps that layers make of an image, as pictures: for each path uint8 (3, H, W), channel by channel in a grid, each
 * scaled from its smallest to its largest value. In evaluation mode; the mode is put back.
 *
 *     const { layer1, layer4 } = models.featureMapImages(model, image, ["layer1", "layer4"]);
 *
 * @throws ArgumentError for a path that is none; ShapeError for a layer that gives no map (N, C, h, w)
 */
export function featureMapImages<const P extends string>(
  model: nn.Module,
  image: Tensor,
  paths: readonly P[],
  ...rest: Rest<FeatureMapOptions>
): { [Path in P]: Tensor } {
  const { maxMaps = 64, ...grid } = FEATURE_MAPS.read(rest);
  FEATURE_MAPS.check(model, image, paths);
  const extractor = extract(model, paths);
  return inEvalMode(model, () =>
    scope(() =>
      noGrad(() => {
        const batch = asBatch(FEATURE_MAPS.name, model, image);
        const maps = extractor.forward(batch);
        checkFinite(FEATURE_MAPS.name, model, batch, maps);
        const pictures = paths.map((path) => {
          const map = maps[path];
          if (map.ndim !== 4) {
            throw new ShapeError(
              `models.featureMapImages: ${path} gives [${map.shape}], no map (N, C, h, w) that could be shown`,
            );
          }
          const channels = map.select(0, 0).slice(0, 0, maxMaps).unsqueeze(1).float(); // (1, C, h, w) -> (C, 1, h, w)
          return [path, imageGrid(scaleEach(channels), grid)] as const;
        });
        return Object.fromEntries(pictures) as { [Path in P]: Tensor }; // one for each path
      }),
    ),
  );
}

/** Each tile from its smallest value, 0, to its largest, 1; a tile of equal values is 0. */
function scaleEach(tiles: Tensor): Tensor {
  const least = tiles.amin([1, 2, 3], true);
  const range = tiles.amax([1, 2, 3], true).sub(least);
  return tiles.sub(least).div(range.maskedFill(range.eq(0), 1));
}
