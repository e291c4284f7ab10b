// Image, mask, boxes and keypoints moved together: committed results of torchvision.transforms.v2 on tv_tensors, for
// each call listed in test/fixtures/samples.json.

import { describe, expect, test } from "vitest";
import type { Tensor } from "../../lib/tensor/index.ts";
import { type Sample, transforms } from "../../lib/vision/index.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { callArguments, expectSample, type SampleCall, sampleParts } from "./sample-cases.ts";

const { calls } = fixtureJson<{ calls: (SampleCall & { sample: string; size: number[] })[] }>("samples");
const { tensors } = fixtureTensors("samples");

function parts(prefix: string): Record<string, Tensor> {
  return Object.fromEntries(
    sampleParts.flatMap((part) => {
      const held = tensors[`${prefix}.${part}`];
      return held === undefined ? [] : [[part, held]];
    }),
  );
}

describe.each([...new Set(calls.map((call) => call.function))])("sampleFunctional.%s", (name) => {
  const mine = calls.map((call, number) => ({ ...call, number })).filter((call) => call.function === name);
  test.each(mine.map((call) => [call.sample, JSON.stringify(call.arguments), call] as const))(
    "%s %s",
    (_sample, _arguments, call) => {
      const run = transforms.sampleFunctional[name] as (sample: Sample, ...rest: unknown[]) => Sample;
      const given = callArguments(call, tensors[`in.${call.sample}.displacement`]);
      const sample = parts(`in.${call.sample}`) as unknown as Sample;
      const moved = run(sample, ...given);
      expect(moved.image.shape.slice(-2)).toEqual(call.size);
      const image = moved.image.slice(-2, 0, null, 2).slice(-1, 0, null, 2); // as the fixture holds it
      expectSample({ ...moved, image }, parts(`out.${call.number}`), name, sample);
    },
  );
});

test("every function of the table is compared", () => {
  const compared = new Set<string>(calls.map((call) => call.function));
  // torchvision has no stretch; it is compared with affine in samples-live.test.ts.
  expect(Object.keys(transforms.sampleFunctional).filter((name) => !compared.has(name))).toEqual(["stretch"]);
});
