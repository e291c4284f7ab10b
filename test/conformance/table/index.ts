/** The table of valid inputs: calls of the operators whose schemas do not say enough. */

import type { Table } from "../recipe.ts";
import { convolution } from "./convolution.ts";
import { creation } from "./creation.ts";
import { gradients } from "./gradients.ts";
import { indexing } from "./indexing.ts";
import { linear } from "./linear.ts";
import { losses } from "./losses.ts";
import { normalization } from "./normalization.ts";
import { padding } from "./padding.ts";
import { pooling } from "./pooling.ts";
import { quantized } from "./quantized.ts";
import { recurrent } from "./recurrent.ts";
import { resampling } from "./resampling.ts";
import { sparse } from "./sparse.ts";
import { views } from "./views.ts";

/** Calls by operator. An operator that is here is called in these ways only. */
export const table: Table = {
  ...convolution,
  ...creation,
  ...gradients,
  ...indexing,
  ...linear,
  ...losses,
  ...normalization,
  ...padding,
  ...pooling,
  ...quantized,
  ...recurrent,
  ...resampling,
  ...sparse,
  ...views,
};

export { extra } from "./extra.ts";
export { neverEmpty, neverSpecial, neverStrided, unspecified } from "./unspecified.ts";
