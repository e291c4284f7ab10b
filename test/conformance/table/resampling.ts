/** Interpolation, grid sampling and the grids for it. */

import { f, named, type Table, unit } from "../recipe.ts";

const signal = f(2, 3, 5);
const image = f(2, 3, 4, 5);
const volume = f(1, 2, 3, 4, 3);

export const resampling: Table = {
  affine_grid_generator: [
    [f(2, 2, 3), [2, 3, 4, 5], false],
    [f(2, 2, 3), [2, 3, 4, 5], true],
    [f(1, 3, 4), [1, 2, 3, 4, 3], false],
  ],
  affine_grid_generator_backward: [
    [f(2, 4, 5, 2), [2, 3, 4, 5], false],
    [f(1, 3, 4, 3, 3), [1, 2, 3, 4, 3], true],
  ],
  grid_sampler: [
    [image, unit(2, 3, 3, 2), 0, 0, false],
    [image, f(2, 3, 3, 2), 1, 1, true],
    [volume, unit(1, 2, 3, 2, 3), 0, 2, false],
  ],
  grid_sampler_2d: [
    [image, unit(2, 3, 3, 2), 0, 0, false],
    [image, f(2, 3, 3, 2), 2, 1, true],
    [image, f(2, 3, 3, 2), 1, 2, false],
  ],
  grid_sampler_2d_backward: [
    [f(2, 3, 3, 3), image, unit(2, 3, 3, 2), 0, 0, false, [true, true]],
    [f(2, 3, 3, 3), image, unit(2, 3, 3, 2), 2, 1, true, [false, true]],
  ],
  grid_sampler_3d: [
    [volume, unit(1, 2, 3, 2, 3), 0, 0, false],
    [volume, f(1, 2, 3, 2, 3), 1, 1, true],
  ],
  grid_sampler_3d_backward: [[f(1, 2, 2, 3, 2), volume, unit(1, 2, 3, 2, 3), 0, 0, false, [true, true]]],
  upsample_nearest1d: [
    [signal, [8]],
    [signal, null, [2]],
  ],
  upsample_nearest2d: [
    [image, [8, 7]],
    [image, null, [2, 1.5]],
    [image, [6, 6], named({ scales_h: 1.5, scales_w: 1.2 })],
  ],
  upsample_nearest3d: [
    [volume, [6, 5, 4]],
    [volume, null, [2, 1.5, 1]],
  ],
  upsample_linear1d: [
    [signal, [8], false],
    [signal, null, true, [2]],
  ],
  upsample_bilinear2d: [
    [image, [8, 7], false],
    [image, [2, 3], true],
    [image, null, false, [2, 1.5]],
  ],
  upsample_bicubic2d: [
    [image, [8, 7], false],
    [image, [6, 6], true],
    [image, null, false, [2, 1.5]],
  ],
  upsample_trilinear3d: [
    [volume, [6, 5, 4], false],
    [volume, null, true, [2, 1.5, 1]],
  ],
  upsample_nearest1d_backward: [[f(2, 3, 8), [8], [2, 3, 5]]],
  upsample_nearest2d_backward: [[f(2, 3, 8, 7), [8, 7], [2, 3, 4, 5]]],
  upsample_nearest3d_backward: [[f(1, 2, 6, 5, 4), [6, 5, 4], [1, 2, 3, 4, 3]]],
  upsample_linear1d_backward: [[f(2, 3, 8), [8], [2, 3, 5], false]],
  upsample_bilinear2d_backward: [
    [f(2, 3, 8, 7), [8, 7], [2, 3, 4, 5], false],
    [f(2, 3, 8, 7), [8, 7], [2, 3, 4, 5], true],
  ],
  upsample_bicubic2d_backward: [[f(2, 3, 8, 7), [8, 7], [2, 3, 4, 5], false]],
  upsample_trilinear3d_backward: [[f(1, 2, 6, 5, 4), [6, 5, 4], [1, 2, 3, 4, 3], false]],
};
