/** What goes into the head of a network, of every image that can be read. */

import { Limit } from "../../data/index.ts";
import { features } from "../../inference/inside/features.ts";
import { originOf } from "../../models/origin.ts";
import type * as nn from "../../nn/index.ts";
import { noGrad, scope, type Tensor } from "../../tensor/index.ts";
import { stackImages } from "../../vision/datasets/stack-images.ts";
import { ImageClassificationPreset } from "../../vision/transforms/presets.ts";
import { applyTransform } from "../../vision/transforms/transform.ts";
import type { Survey } from "./check.ts";

const BATCH = 16;
const AT_ONCE = 4;

/** Features (N, D), through the transform of the network's weights; the network is left in the mode it was in. */
export async function networkFeatures(
  model: nn.Module,
  { facts, source, breathe }: Survey,
  signal: AbortSignal | undefined,
): Promise<NonNullable<Survey["features"]>> {
  const of = [...facts.keys()].filter((i) => facts[i]?.pixels !== null);
  const transform = originOf(model)?.entry?.transforms() ?? new ImageClassificationPreset({ cropSize: 224 });
  const [first] = [...model.parameters()];
  const wasTraining = model.training;
  const limit = new Limit(AT_ONCE);
  let [rows, columns] = [new Float64Array(0), 0];
  model.eval();
  try {
    for (let from = 0; from < of.length; from += BATCH) {
      await breathe(`features ${from}/${of.length}`);
      const batch = of.slice(from, from + BATCH);
      const images = await Promise.all(
        batch.map((i) =>
          limit.run(async () => {
            const { subject } = facts[i] as Survey["facts"][number];
            const part = source.parts[subject.part];
            const plain = part?.withTransform?.((image) => applyTransform(transform as never, image));
            const sample = (await plain?.get?.(subject.index, { signal })) as { image: Tensor };
            return { image: sample.image, path: subject.path };
          }),
        ),
      );
      const found = noGrad(() =>
        scope(() => {
          const input = stackImages(images);
          const vectors = features(model, first === undefined ? input : input.to(first.device));
          columns = vectors.shape[1] as number;
          return Float32Array.from(vectors.cpu().float().data() as Float32Array);
        }),
      );
      for (const { image } of images) image.dispose();
      if (rows.length === 0) rows = new Float64Array(of.length * columns);
      rows.set(found, from * columns);
    }
  } finally {
    model.train(wasTraining);
  }
  return { rows, columns, of };
}
