// What can be added to the library, each by one file and at most two lines elsewhere: the file, which lies below lib/ here, and
// the lines. DEVELOPERS.md tells the same in words.

/**
 * `lines` are put before the one line that begins with `before`, or take the place of `from` within the line that has it.
 */
export const KINDS = [
  {
    kind: "metric",
    file: "lib/train/matthews.ts",
    lines: [
      {
        in: "lib/train/index.ts",
        before: "export type { AnyMetric,",
        add: 'export { Matthews } from "./matthews.ts";',
      },
    ],
  },
  {
    kind: "run part",
    file: "lib/train/parts/centralization.ts",
    lines: [
      {
        in: "lib/train/parts/index.ts",
        before: "import { clipping }",
        add: 'import { centralization } from "./centralization.ts";',
      },
      { in: "lib/train/parts/index.ts", before: "  clipping,", add: "  centralization," },
    ],
  },
  {
    kind: "task",
    file: "lib/train/tasks/tagging.ts",
    lines: [
      {
        in: "lib/train/tasks/index.ts",
        before: "import type { AnyTask,",
        add: 'import { tagging } from "./tagging.ts";',
      },
      { in: "lib/train/tasks/index.ts", before: "  segmentation,", add: "  tagging," },
    ],
  },
  {
    kind: "family",
    file: "lib/models/classification/lenet.ts",
    lines: [
      {
        in: "lib/models/classification/families.ts",
        before: "export { maxvitFamily }",
        add: 'export { lenetFamily } from "./lenet.ts";',
      },
      {
        in: "lib/models/index.ts",
        before: "export {\n  MaxVit,",
        add: 'export { LeNet, type LeNetConfig, type LeNetOptions, lenet } from "./classification/lenet.ts";',
      },
    ],
  },
  {
    kind: "layer",
    file: "lib/nn/layer-scale.ts",
    lines: [
      {
        in: "lib/nn/index.ts",
        before: 'export * from "./lazy.ts"',
        add: 'export * from "./layer-scale.ts";',
      },
    ],
  },
  {
    kind: "optimizer",
    file: "lib/optim/signum.ts",
    lines: [
      {
        in: "lib/optim/index.ts",
        before: "export { SparseAdam,",
        add: 'export { Signum, type SignumOptions } from "./signum.ts";',
      },
      {
        in: "lib/train/optimizers.ts",
        before: "  sgd: named(",
        add: "  signum: named(optim.Signum, { weightDecay: 0 }),",
      },
    ],
  },
  {
    kind: "transform",
    file: "lib/vision/transforms/gamma.ts",
    lines: [
      {
        in: "lib/vision/transforms/index.ts",
        before: "export type {\n  CropOptions,",
        add: 'export { AdjustGamma, type AdjustGammaOptions } from "./gamma.ts";',
      },
      {
        in: "lib/train/saved-transform.ts",
        before: "  ImageClassificationPreset: ",
        add: "  AdjustGamma: transforms.AdjustGamma,",
      },
    ],
  },
  {
    kind: "image format",
    file: "lib/vision/formats/qoi.ts",
    lines: [
      {
        in: "lib/vision/formats/index.ts",
        before: "import { tiff }",
        add: 'import { qoi } from "./qoi.ts";',
      },
      { in: "lib/vision/formats/index.ts", before: "  webp,", add: "  qoi," },
    ],
  },
  {
    kind: "data set",
    file: "lib/vision/datasets/idx.ts",
    lines: [
      {
        in: "lib/vision/datasets/index.ts",
        before: "export {\n  type ArrayImage,",
        add: 'export { IdxImages, type IdxOptions } from "./idx.ts";',
      },
    ],
  },
  {
    kind: "loss",
    file: "lib/nn/poly-loss.ts",
    lines: [
      {
        in: "lib/nn/index.ts",
        before: 'export * from "./pooling.ts"',
        add: 'export * from "./poly-loss.ts";',
      },
    ],
  },
  {
    kind: "command",
    file: "lib/cli/count.ts",
    lines: [
      {
        in: "lib/cli/program.ts",
        before: "import { registerDemo }",
        add: 'import { registerCount } from "./count.ts";',
      },
      { in: "lib/cli/program.ts", before: "  registerDemo(program);", add: "  registerCount(program);" },
    ],
  },
];
