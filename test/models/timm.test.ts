/** The networks that are timm's: ResNetV2, Inception v4, Inception-ResNet v2, against timm's numbers. */

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { models, nn, type Tensor, zeros } from "../../lib/index.ts";
import { findPython, fixtureJson, fixtureTensors, RTOL } from "../helpers/index.ts";
import {
  CLASSES,
  describeNetworks,
  expectAlike,
  expectRandomTraining,
  hollow,
  LONG_TIMEOUT,
  measureInPython,
  type NetworkCase,
} from "./networks.ts";
import { described } from "./zoo.ts";

// Outside every scope, so that no test's scope frees it.
const stored = fixtureTensors("timm-networks").tensors;
const keys = fixtureJson<Record<string, [count: number, sha256: string]>>("timm-networks");

function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/timm-networks.safetensors has no ${name}`);
  return value;
}

const numClasses = CLASSES;

/** As in scripts/fixtures/timm_networks.py. */
const cases = {
  resnetv2_50: { make: () => models.resnetv2_50({ numClasses }), count: 4, edge: 64 },
  resnetv2_101: { make: () => models.resnetv2_101({ numClasses }), count: 4, edge: 64 },
  inception_v4: { make: () => models.inception_v4({ numClasses }), count: 4, edge: 107 },
  inception_resnet_v2: {
    make: () => models.inception_resnet_v2({ numClasses }),
    count: 4,
    edge: 107,
  },
} satisfies Record<string, NetworkCase>;
const names = Object.keys(cases) as (keyof typeof cases)[]; // the object's own type

describeNetworks(cases, "timm", fixed);

test.each(names)("%s has timm's keys, shapes and dtypes in order", async (name) => {
  const text = described(await hollow(name, { numClasses }));
  const sha256 = createHash("sha256").update(text.join("\n")).digest("hex");
  expect([text.length, sha256]).toEqual(keys[name]);
});

test("draws dropout's and stochastic depth's random numbers as timm does", async () => {
  const make = (): Promise<nn.Module> => models.resnetv2_50({ numClasses, dropPathRate: 0.5, dropRate: 0.2 });
  await expectRandomTraining("resnetv2_50", 64, make, fixed);
});

describe("options and errors", () => {
  test("a new head is an assignment", async () => {
    const [v2, v4, mixed] = await Promise.all([
      hollow("resnetv2_50") as Promise<models.ResNetV2>,
      hollow("inception_v4") as Promise<models.InceptionV4>,
      hollow("inception_resnet_v2") as Promise<models.InceptionResnetV2>,
    ]);
    v2.head.fc = new nn.Conv2d(v2.head.fc.in_channels, 3, 1);
    v4.last_linear = new nn.Linear(v4.last_linear.in_features, 3);
    mixed.classif = new nn.Linear(mixed.classif.in_features, 3);
    expect(v2.forward(zeros([2, 3, 64, 64])).shape).toEqual([2, 3]);
    expect(v4.forward(zeros([2, 3, 75, 75])).shape).toEqual([2, 3]);
    expect(mixed.forward(zeros([2, 3, 75, 75])).shape).toEqual([2, 3]);
  });

  test("names of published weights are refused with what to give instead", async () => {
    expect(models.weights("resnetv2_50")).toEqual([]);
    await expect(models.inception_v4({ weights: "DEFAULT" })).rejects.toThrow(
      /path of a .pth or .safetensors/,
    );
    await expect(models.resnetv2_50({ numClasses: 0 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
    });
  });
});

const python = findPython(["torch", "torchvision", "timm"]);

describe.skipIf(python === undefined)("live, against Python's timm", () => {
  test(
    "another seed gives the same bits, outputs and gradients",
    async () => {
      const theirs = await measureInPython(names, 3, "timm_networks");
      for (const name of names) await expectAlike(name, cases[name], 3, theirs, RTOL.float32);
    },
    LONG_TIMEOUT,
  );
});
