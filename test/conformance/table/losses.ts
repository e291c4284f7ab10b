/** Losses and their gradients. */

import { below, f, filled, ints, literal, named, pos, type Table, unit } from "../recipe.ts";

const signs = (n: number) =>
  literal(
    [n],
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1)),
  );

export const losses: Table = {
  cosine_embedding_loss: [
    [f(4, 3), f(4, 3), signs(4)],
    [f(4, 3), f(4, 3), signs(4), 0.2, 2],
  ],
  margin_ranking_loss: [
    [f(4), f(4), signs(4)],
    [f(4), f(4), signs(4), 0.5, 0],
  ],
  triplet_margin_loss: [
    [f(4, 3), f(4, 3), f(4, 3)],
    [f(4, 3), f(4, 3), f(4, 3), 0.5, 1, 1e-6, true, 0],
  ],
  cross_entropy_loss: [
    [f(4, 5), below(5, 4)],
    [f(4, 5), unit(4, 5)],
    [f(4, 5), below(5, 4), pos(5), 2, 1, 0.1],
    [f(2, 5, 3), below(5, 2, 3), named({ reduction: 0, label_smoothing: 0.2 })],
  ],
  ctc_loss: [
    [filled("real", 6, 2, 4), { t: [2, 3], dtype: "int64", values: [1, 2, 3, 2, 1, 3] }, [6, 5], [3, 2]],
    [
      filled("real", 6, 2, 4),
      { t: [2, 3], dtype: "int64", values: [1, 2, 3, 2, 1, 3] },
      ints(6, 5),
      ints(3, 2),
      0,
      2,
      true,
    ],
  ],
  multi_margin_loss: [
    [f(4, 5), below(5, 4)],
    [f(4, 5), below(5, 4), 2, 0.5, pos(5), 0],
  ],
  multi_margin_loss_backward: [
    [f(), f(4, 5), below(5, 4), 1, 1],
    [f(4), f(4, 5), below(5, 4), 2, 0.5, pos(5), 0],
  ],
  multilabel_margin_loss: [
    [f(2, 4), { t: [2, 4], dtype: "int64", values: [3, 0, -1, 1, 1, -1, 0, 2] }],
    [f(2, 4), { t: [2, 4], dtype: "int64", values: [3, 0, -1, 1, 1, -1, 0, 2] }, 0],
  ],
  multilabel_margin_loss_forward: [
    [f(2, 4), { t: [2, 4], dtype: "int64", values: [3, 0, -1, 1, 1, -1, 0, 2] }, 1],
  ],
  multilabel_margin_loss_backward: [
    [
      f(),
      f(2, 4),
      { t: [2, 4], dtype: "int64", values: [3, 0, -1, 1, 1, -1, 0, 2] },
      1,
      literal([2, 4], [1, 0, 0, 1, 0, 1, 0, 0]),
    ],
  ],
  nll_loss: [
    [f(4, 5), below(5, 4)],
    [f(4, 5), below(5, 4), pos(5), 2, 1],
  ],
  nll_loss2d: [
    [f(2, 4, 3, 3), below(4, 2, 3, 3)],
    [f(2, 4, 3, 3), below(4, 2, 3, 3), pos(4), 0, 1],
  ],
  nll_loss2d_forward: [[f(2, 4, 3, 3), below(4, 2, 3, 3), pos(4), 1, -100]],
  nll_loss2d_backward: [[f(), f(2, 4, 3, 3), below(4, 2, 3, 3), pos(4), 1, -100, pos()]],
  nll_loss_forward: [[f(4, 5), below(5, 4), pos(5), 1, -100]],
  nll_loss_backward: [
    [f(), f(4, 5), below(5, 4), pos(5), 1, -100, pos()],
    [f(4), f(4, 5), below(5, 4), null, 0, 1, pos()],
  ],
  nll_loss_nd: [
    [f(4, 5), below(5, 4)],
    [f(2, 4, 3, 3), below(4, 2, 3, 3), pos(4), 2],
  ],
  smooth_l1_loss_backward: [
    [f(), f(3, 4), f(3, 4), 1, 0.5],
    [f(3, 4), f(3, 4), f(3, 4), 0, 1.5],
  ],
  huber_loss: [
    [f(3, 4), f(3, 4)],
    [f(3, 4), f(3, 4), 0, 0.5],
  ],
  pdist: [[f(4, 3)], [f(4, 3), 1], [f(4, 3), 3.5]],
};
