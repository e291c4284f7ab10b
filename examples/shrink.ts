/** Small copies of images, for training on many views of large ones: decoding would take longer than the steps. */

import path from "node:path";
import { type datasets, readImage, transforms, writeImage } from "torchts";

/** Copies as PNG whose shorter edge is `edge` pixels, in a folder that is there; all else of the samples stays. */
export async function shrink<Sample extends datasets.LabelledFile>(
  samples: readonly Sample[],
  edge: number,
  folder: string,
): Promise<Sample[]> {
  const resize = new transforms.Resize(edge, { antialias: true });
  const small: Sample[] = [];
  for (const [at, sample] of samples.entries()) {
    using image = await readImage(sample.path);
    using smaller = resize.apply(image);
    const copy = path.join(folder, `${at}.png`);
    await writeImage(smaller, copy);
    small.push({ ...sample, path: copy });
  }
  return small;
}
