/** Regions of a mask as rows: their measurements, and the kind of the bone that each covers most of. */

import { data, regions, type Tensor } from "torchts";
import { KINDS, type Scene } from "./scene.ts";

/** Distance between pixels in both directions, in millimetres. */
export const SPACING = [0.5, 0.5] as const;

/** What the classifier sees of each region. */
export const COLUMNS = [
  "area",
  "perimeter",
  "skeletonLength",
  "feretDiameterMax",
  "majorAxisLength",
  "minorAxisLength",
  "boxLength",
  "boxWidth",
  "eccentricity",
  "solidity",
] as const satisfies readonly regions.RegionColumn[];

/** Regions below so many pixels are specks, not bones. */
const SPECK = 20;

/** Measurements of bones, in millimetres, what they are, and the number of the image that each is in. */
export interface Bones {
  measurements: regions.RegionMeasurements[];
  kinds: string[];
  images: number[];
}

/**
 * Measures every region of a mask of bones (H, W). A region's kind is that of the bone with most of its pixels; regions that
 * cover no bone are left out.
 */
export function measureBones(mask: Tensor, scene: Scene): Omit<Bones, "images"> {
  const labels = regions.labelRegions(mask);
  const measurements: regions.RegionMeasurements[] = [];
  const kinds: string[] = [];
  for (const region of regions.measureRegions(labels, { spacing: SPACING })) {
    if (region.pixels < SPECK) continue;
    const covered = scene.kinds.map(() => 0);
    for (const [i, label] of labels.data.entries()) {
      const bone = scene.bones[i] as number;
      if (label === region.label && bone > 0) covered[bone - 1] = (covered[bone - 1] as number) + 1;
    }
    const most = Math.max(...covered);
    if (most === 0) continue;
    measurements.push(region);
    kinds.push(KINDS[scene.kinds[covered.indexOf(most)] as number] as string);
  }
  return { measurements, kinds };
}

/** Numbers the regions of several images in one go, for one table. */
export function joinBones(all: readonly Omit<Bones, "images">[]): Bones {
  const measurements = all.flatMap((bones) => bones.measurements);
  return {
    measurements: measurements.map((region, i) => ({ ...region, label: i + 1 })),
    kinds: all.flatMap((bones) => bones.kinds),
    images: all.flatMap((bones, image) => bones.kinds.map(() => image)),
  };
}

/** Tables of one mean and deviation, those of the first: what makes a classifier learn in few steps. */
export function standardised(tables: readonly data.CsvTable[]): data.TensorDataset[] {
  const [first] = tables;
  if (first === undefined) return [];
  const mean = first.dataset.inputs.mean(0);
  const deviation = first.dataset.inputs.std(0).clamp(1e-6);
  return tables.map(({ dataset }) => {
    const inputs = dataset.inputs.sub(mean).div(deviation);
    return new data.TensorDataset(inputs, dataset.targets);
  });
}
