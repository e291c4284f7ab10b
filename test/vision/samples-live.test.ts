// Samples of other sizes and dtypes, moved by parameters that the random transforms draw, against torchvision v2 on
// this machine: the same parameters to both sides, and to the transform itself.

import { beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { cat, manualSeed, rand, randint, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { type Sample, transforms } from "../../lib/vision/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import {
  callArguments,
  expectSample,
  largestDifference,
  type SampleCall,
  sampleParts,
} from "./sample-cases.ts";

const python = findPython(["torch", "torchvision"]);

/** Noise in every part, which shows each misplaced pixel; dtypes by the seed. */
function noiseSample(height: number, width: number, seed: number): Sample {
  manualSeed(seed);
  const dtype = (["uint8", "int64", "bool", "float32"] as const)[seed % 4];
  const real = (["float32", "float64"] as const)[seed % 2];
  const corner = rand([6, 2], { dtype: real }).mul(0.6 * height);
  const size = rand([6, 2], { dtype: real }).mul(0.4 * height);
  return {
    image: seed % 3 === 0 ? rand([3, height, width]) : randint(256, [3, height, width]).to("uint8"),
    mask: randint(2 + (seed % 200), seed % 2 === 0 ? [height, width] : [4, height, width]).to(
      dtype as "uint8",
    ),
    boxes: cat([corner, corner.add(size)], { dim: 1 }),
    keypoints: rand([6, 3, 2], { dtype: real }).mul(height - 1),
  };
}

/** A random transform with the call of the deterministic function that its draw of this seed stands for. */
type Case = (size: readonly [number, number], seed: number) => [transforms.Transform, SampleCall, Tensor?];

const fills = { fill: 3, maskFill: 255 };

const cases: Record<string, Case> = {
  RandomResizedCrop: (size, seed) => {
    const transform = new transforms.RandomResizedCrop([64, 50]);
    const box = transform.getParams(size, new Rng(seed));
    return [transform, { function: "resizedCrop", arguments: [box, [64, 50], {}] }];
  },
  "RandomRotation expand": (_size, seed) => {
    const options = { ...fills, expand: true, interpolation: "bilinear" } as const;
    const transform = new transforms.RandomRotation(170, options);
    const angle = transform.getParams(new Rng(seed));
    return [transform, { function: "rotate", arguments: [angle, options] }];
  },
  RandomRotation: (_size, seed) => {
    const options = { ...fills, center: [20, 31] } as const;
    const transform = new transforms.RandomRotation(40, options);
    const angle = transform.getParams(new Rng(seed));
    return [transform, { function: "rotate", arguments: [angle, options] }];
  },
  RandomAffine: (size, seed) => {
    const drawn = { translate: [0.2, 0.1], scale: [0.7, 1.3], shear: [-9, 9, -5, 5] } as const;
    const transform = new transforms.RandomAffine(30, { ...drawn, ...fills });
    const by = transform.getParams(size, new Rng(seed));
    return [transform, { function: "affine", arguments: [by, fills] }];
  },
  RandomPerspective: (size, seed) => {
    const transform = new transforms.RandomPerspective({ p: 1, distortionScale: 0.6, ...fills });
    const rng = new Rng(seed);
    rng.bernoulli(1);
    const { startpoints, endpoints } = transform.getParams(size, rng);
    return [transform, { function: "perspective", arguments: [startpoints, endpoints, fills] }];
  },
  ElasticTransform: (size, seed) => {
    const transform = new transforms.ElasticTransform({ alpha: 60, sigma: 4, ...fills });
    const displacement = transform.getParams(size, new Rng(seed));
    return [transform, { function: "elastic", arguments: [fills] }, displacement];
  },
  RandomZoomOut: (size, seed) => {
    const transform = new transforms.RandomZoomOut({ p: 1, ...fills });
    const rng = new Rng(seed);
    rng.bernoulli(1);
    return [transform, { function: "pad", arguments: [transform.getParams(size, rng), fills] }];
  },
  RandomShortestSize: (size, seed) => {
    const transform = new transforms.RandomShortestSize([40, 77, 130], { maxSize: 150 });
    return [transform, { function: "resize", arguments: [transform.getParams(size, new Rng(seed))] }];
  },
  RandomResize: (_size, seed) => {
    const transform = new transforms.RandomResize(30, 160);
    return [transform, { function: "resize", arguments: [transform.getParams(new Rng(seed))] }];
  },
};

const SIZES = [
  [67, 101],
  [128, 128],
  [90, 221],
] as const;

/** Every case for every seed: what goes into it, and the call that it stands for. */
function everything() {
  return Object.entries(cases).flatMap(([name, draw]) =>
    [0, 1, 2, 3, 4, 5, 6].map((seed) => {
      const size = SIZES[seed % SIZES.length] as readonly [number, number];
      const sample = noiseSample(...size, seed);
      const [transform, call, displacement] = draw(size, seed);
      return { key: `${name}/${seed}`, seed, sample, transform, call, displacement };
    }),
  );
}

describe.skipIf(python === undefined)("samples beside torchvision", () => {
  const made = python === undefined ? [] : everything();
  let outputs: Record<string, Tensor> = {};

  beforeAll(async () => {
    const inputs: Record<string, Tensor> = {};
    for (const { key, sample, displacement } of made) {
      for (const part of sampleParts) inputs[`${key}.${part}`] = sample[part] as Tensor;
      if (displacement !== undefined) inputs[`${key}.displacement`] = displacement.contiguous();
    }
    const args = Object.fromEntries(made.map(({ key, call }) => [key, call]));
    const ran = await runPython(
      `
      import_torchvision()
      from samples import run
      for key, call in args.items():
          sample = {name.split(".")[1]: t for name, t in inputs.items() if name.startswith(f"{key}.")}
          for part, value in run(call["function"], call["arguments"], sample).items():
              outputs[f"{key}.{part}"] = value
      `,
      { inputs, args },
    );
    outputs = ran.outputs;
  }, 120_000);

  test.each(Object.keys(cases))("%s", (name) => {
    for (const { key, seed, sample, transform, call, displacement } of made) {
      if (!key.startsWith(`${name}/`)) continue;
      const expected = Object.fromEntries(sampleParts.map((part) => [part, outputs[`${key}.${part}`]]));
      const run = transforms.sampleFunctional[call.function] as (
        sample: Sample,
        ...rest: unknown[]
      ) => Sample;
      const moved = run(sample, ...callArguments(call, displacement));
      expectSample(moved, expected, call.function);
      const drawn = transform.applySample(sample, new Rng(seed));
      for (const part of sampleParts) {
        expect(largestDifference(drawn[part] as Tensor, moved[part] as Tensor, part)).toBe(0);
      }
    }
  });

  test("elastic displacement is smoothed as torchvision smooths it", { timeout: 120_000 }, async () => {
    const [h, w] = [70, 83];
    const raw = new transforms.ElasticTransform({ alpha: [w, h], sigma: 0 }).getParams([h, w], new Rng(3));
    const options = { alpha: [40, 25], sigma: [3, 2.5] } as const;
    const actual = new transforms.ElasticTransform(options).getParams([h, w], new Rng(3));
    const { outputs } = await runPython(
      `
      import_torchvision()
      from torchvision.transforms import v2
      planes = [t[None, None] for t in inputs["raw"][0].unbind(-1)]
      torch.rand = lambda *_, **__: (planes.pop(0) + 1) / 2
      from torchvision import tv_tensors
      image = tv_tensors.Image(torch.zeros(1, *inputs["raw"].shape[1:3]))
      made = v2.ElasticTransform(alpha=list(args["alpha"]), sigma=list(args["sigma"])).make_params([image])
      outputs["displacement"] = made["displacement"].contiguous()
      `,
      { inputs: { raw: raw.contiguous() }, args: options },
    );
    expect(largestDifference(actual, outputs.displacement as Tensor)).toBeLessThanOrEqual(
      DISPLACEMENT_TOLERANCE,
    );
    expect(actual.abs().max().item() as number).toBeGreaterThan(0.02);
  });
});

/** Fractions of an edge: noise in [-1, 1] through (2 u - 1) and back, summed over some six hundred weights. */
const DISPLACEMENT_TOLERANCE = 1e-6;

test("stretch moves every part as an affine scale does, axis by axis", () => {
  const sample = { ...noiseSample(40, 60, 1), image: rand([3, 40, 60]) };
  const stretched = transforms.sampleFunctional.stretch(sample, [1.5, 1.5]);
  const scaled = transforms.sampleFunctional.affine(sample, { scale: 1.5 });
  expectSample(stretched, scaled, "stretch");
  const given = { image: zeros([1, 40, 60]), boxes: tensor([[20, 5, 40, 9]]), keypoints: tensor([[30, 7]]) };
  const wide = transforms.sampleFunctional.stretch(given, [2, 1]);
  expect(wide.boxes.toArray()).toEqual([[10, 5, 50, 9]]);
  expect(wide.keypoints.toArray()).toEqual([[30, 7]]);
});
