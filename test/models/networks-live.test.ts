/**
 * The larger networks against Python's torchvision at run time: a representative of each family always, the largest
 * (up to 645 million parameters) with TORCHTS_SLOW=1 in the environment.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { models, type nn, scope, setNumThreads, type Tensor } from "../../lib/index.ts";
import { findPython, RTOL, runPython } from "../helpers/index.ts";
import {
  CLASSES,
  DEEP_RTOL,
  expectAlike,
  expectRandomTraining,
  hollow,
  LONG_TIMEOUT,
  measureInPython,
  type NetworkCase,
} from "./networks.ts";

const python = findPython(["torch", "torchvision"]);
const slow = process.env.TORCHTS_SLOW === "1";

/** Milliseconds for the largest networks, which both sides build, run and differentiate. */
const SLOW_TIMEOUT = 900_000;

const numClasses = CLASSES;
const noDrop = { numClasses, dropout: 0, stochasticDepthProb: 0 };
const scaled = { numClasses, stochasticDepthProb: 0, layerScale: 0.5 };
const still = { numClasses, stochasticDepthProb: 0 };

const representatives: Record<string, NetworkCase> = {
  efficientnet_b0: { make: () => models.efficientnet_b0(noDrop), count: 4, edge: 64 },
  regnet_y_400mf: { make: () => models.regnet_y_400mf({ numClasses }), count: 4, edge: 64 },
  convnext_tiny: { make: () => models.convnext_tiny(scaled), count: 2, edge: 64 },
  vit_b_32: { make: () => models.vit_b_32({ numClasses, imageSize: 64 }), count: 2, edge: 64 },
  swin_t: { make: () => models.swin_t(still), count: 2, edge: 64 },
};

/** SLOW of scripts/fixtures/zoo2.py. */
const largest: Record<string, NetworkCase> = {
  efficientnet_b5: { make: () => models.efficientnet_b5(noDrop), count: 4, edge: 64 },
  efficientnet_b6: { make: () => models.efficientnet_b6(noDrop), count: 4, edge: 64 },
  efficientnet_b7: { make: () => models.efficientnet_b7(noDrop), count: 4, edge: 64 },
  efficientnet_v2_m: { make: () => models.efficientnet_v2_m(noDrop), count: 4, edge: 64 },
  efficientnet_v2_l: { make: () => models.efficientnet_v2_l(noDrop), count: 4, edge: 64 },
  regnet_y_8gf: { make: () => models.regnet_y_8gf({ numClasses }), count: 4, edge: 64 },
  regnet_y_16gf: { make: () => models.regnet_y_16gf({ numClasses }), count: 4, edge: 64 },
  regnet_y_32gf: { make: () => models.regnet_y_32gf({ numClasses }), count: 4, edge: 64 },
  regnet_y_128gf: { make: () => models.regnet_y_128gf({ numClasses }), count: 4, edge: 64 },
  regnet_x_8gf: { make: () => models.regnet_x_8gf({ numClasses }), count: 4, edge: 64 },
  regnet_x_16gf: { make: () => models.regnet_x_16gf({ numClasses }), count: 4, edge: 64 },
  regnet_x_32gf: { make: () => models.regnet_x_32gf({ numClasses }), count: 4, edge: 64 },
  convnext_base: { make: () => models.convnext_base(scaled), count: 2, edge: 64 },
  convnext_large: { make: () => models.convnext_large(scaled), count: 2, edge: 64 },
  vit_l_16: { make: () => models.vit_l_16({ numClasses, imageSize: 32 }), count: 2, edge: 32 },
  vit_l_32: { make: () => models.vit_l_32({ numClasses, imageSize: 64 }), count: 2, edge: 64 },
  vit_h_14: { make: () => models.vit_h_14({ numClasses, imageSize: 28 }), count: 2, edge: 28 },
  swin_b: { make: () => models.swin_b(still), count: 2, edge: 64 },
  swin_v2_b: { make: () => models.swin_v2_b(still), count: 2, edge: 64 },
  maxvit_t: { make: () => models.maxvit_t(still), count: 2, edge: 224 },
};

beforeAll(() => setNumThreads(1)); // as Python's side

describe.skipIf(python === undefined)("live, against Python's torchvision", () => {
  test(
    "another seed gives the same bits, outputs and gradients",
    async () => {
      const seed = 3;
      const theirs = await measureInPython(Object.keys(representatives), seed);
      for (const [name, given] of Object.entries(representatives)) {
        await expectAlike(name, given, seed, theirs, RTOL.float32);
      }
    },
    LONG_TIMEOUT,
  );
});

/** RANDOM of scripts/fixtures/zoo2.py. */
const random: [name: string, edge: number, make: () => Promise<nn.Module>][] = [
  ["efficientnet_b0", 64, () => models.efficientnet_b0({ numClasses, stochasticDepthProb: 0.5 })],
  [
    "convnext_tiny",
    32,
    () => models.convnext_tiny({ numClasses, layerScale: 0.5, stochasticDepthProb: 0.5 }),
  ],
  ["swin_t", 32, () => models.swin_t({ numClasses, dropout: 0.1, attentionDropout: 0.1 })],
  ["vit_b_32", 32, () => models.vit_b_32({ numClasses, imageSize: 32, dropout: 0.1, attentionDropout: 0.1 })],
];

test.skipIf(python === undefined)(
  "live, dropout and stochastic depth draw the same random numbers in float32",
  async () => {
    const { outputs } = await runPython(
      `
      import zoo2
      torch.set_num_threads(1)
      for name in args:
          options, edge = zoo2.RANDOM[name]
          outputs[f"{name}.random"] = zoo2.random_training(lambda: zoo2.build(name, options), edge)
      `,
      { args: random.map(([name]) => name), threads: 1 },
    );
    for (const [name, edge, make] of random) {
      await expectRandomTraining(name, edge, make, (key) => outputs[key] as Tensor);
    }
  },
  LONG_TIMEOUT,
);

const printed = [
  "efficientnet_b0",
  "regnet_y_400mf",
  "convnext_tiny",
  "vit_b_32",
  "swin_t",
  "swin_v2_t",
  "maxvit_t",
] as const;

test.skipIf(python === undefined)(
  "networks print as Python's do",
  async () => {
    const { result } = await runPython(
      `
      models = import_torchvision().models
      result = {name: str(getattr(models, name)()) for name in args}
      `,
      { args: printed, threads: 1 },
    );
    for (const name of printed) {
      expect(String(await hollow(name)), name).toBe((result as Record<string, string>)[name]);
    }
  },
  LONG_TIMEOUT,
);

describe.skipIf(python === undefined || !slow)("live, the largest networks", () => {
  test.each(Object.entries(largest))(
    "%s: the same bits, outputs and gradients",
    async (name, given) => {
      const theirs = await scope(() => measureInPython([name], 1));
      await expectAlike(name, given, 1, theirs, DEEP_RTOL);
    },
    SLOW_TIMEOUT,
  );
});
