/** Volumes in one archive of arrays, as MedMNIST publishes those of three dimensions. Source: https://medmnist.com */

import { listOf, type Rest, signature, string } from "../../edge/index.ts";
import { loadNpz } from "../../io/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import type { Tensor } from "../../tensor/index.ts";
import { voxelsOf } from "../medical/volume/from-arrays.ts";
import { plainAffine, type Triple } from "../medical/volume/geometry.ts";
import type { Samples } from "../raw-image.ts";
import { PARTS, type Part } from "./parts.ts";
import { VOLUME_ADVICE, type VolumeEntry, volumeSampleKinds } from "./volume-samples.ts";
import { openClassified, type Volumes, type VolumesOptions } from "./volumes.ts";

const OPERATION = "datasets.volumesFromNpz";
const TAKES = signature<VolumesOptions>(OPERATION, {
  takes: { file: string },
  options: { ...volumeSampleKinds(OPERATION), classes: listOf(string) },
  advice: VOLUME_ADVICE,
});

/**
 * Opens an archive of volumes: arrays (N, D, H, W) named `train_images`, `val_images` and `test_images`, and one class for each
 * volume in `train_labels` and so on. Held in memory; the slices of a volume are its samples, along its first axis. Throws
 * DatasetError where arrays are missing, are no volumes or have no label for each; FileFormatError where the file is damaged.
 *
 * @example
 * const data = await datasets.volumesFromNpz("nodulemnist3d.npz", { stack: 3, range: [0.4, 0.6], classes: ["benign", "malignant"] });
 */
export async function volumesFromNpz(file: string, ...rest: Rest<VolumesOptions>): Promise<Volumes> {
  const options = TAKES.read(rest);
  TAKES.check(file);
  const { root, split, plane, maxPixels: _, ...wanted } = options;
  const refuse = (text: string): never => {
    throw new DatasetError(`${OPERATION}: ${file}${text}`, { file, operation: OPERATION });
  };
  for (const [name, value] of Object.entries({ root, split })) {
    if (value === undefined) continue;
    throw new ArgumentError(
      `${OPERATION}: ${name} says nothing here, the archive has its parts and files; leave it out`,
      {
        operation: OPERATION,
      },
    );
  }
  if (plane !== undefined && plane !== "stored")
    refuse(' does not say how its volumes lie; leave plane out, or give "stored"');
  const arrays = await loadNpz(file, { signal: options.signal });
  const voxels = new Map<VolumeEntry, { data: Samples; shape: Triple }>();
  const entries: VolumeEntry[] = [];
  try {
    for (const part of PARTS) {
      for (const { entry, ...found } of volumesOf(part, arrays, file, refuse)) {
        voxels.set(entry, found);
        entries.push(entry);
      }
    }
  } finally {
    for (const array of arrays.values()) array.dispose();
  }
  if (!entries.some(({ part }) => part === "train")) refuse(" has no train_images and train_labels");
  const spacing: Triple = [1, 1, 1];
  return openClassified(entries, wanted, {
    operation: OPERATION,
    open: (entry) => {
      const { data, shape } = voxels.get(entry) as { data: Samples; shape: Triple };
      const geometry = { shape, spacing, affine: plainAffine(spacing), isPlaced: false };
      return { path: entry.path, ...geometry, read: async () => ({ ...geometry, data }) };
    },
  });
}

function volumesOf(
  part: Part,
  arrays: ReadonlyMap<string, Tensor>,
  file: string,
  refuse: (text: string) => never,
): { entry: VolumeEntry; data: Samples; shape: Triple }[] {
  const name = `${part}_images`;
  const [images, labels] = [arrays.get(name), arrays.get(`${part}_labels`)];
  if (images === undefined && labels === undefined) return [];
  if (images === undefined || labels === undefined) {
    return refuse(` has ${images === undefined ? `no ${name}` : `${name}, and no ${part}_labels`}`);
  }
  if (images.ndim !== 4 || (images.shape[3] as number) <= 3) {
    return refuse(
      `: ${name} has shape [${images.shape}]; expected volumes (N, D, H, W)` +
        (images.ndim === 3 || images.ndim === 4 ? "; datasets.ImageArrays reads images" : ""),
    );
  }
  const [count, ...shape] = images.shape as [number, number, number, number];
  if (labels.shape[0] !== count || labels.numel() !== count) {
    return refuse(
      `: ${part}_labels has shape [${labels.shape}] for ${count} volumes; expected one class for each, (N) or (N, 1)`,
    );
  }
  const all = voxelsOf(images, name);
  const size = shape[0] * shape[1] * shape[2];
  const numbers = labels.reshape([-1]).to("float64").data() as Float64Array;
  return Array.from(numbers, (label, row) => {
    if (!Number.isInteger(label) || label < 0)
      refuse(`: ${part}_labels has ${label}, which is the number of no class`);
    return {
      entry: { path: `${file}#${name}[${row}]`, label, part },
      data: all.subarray(row * size, (row + 1) * size),
      shape,
    };
  });
}
