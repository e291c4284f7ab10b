/** From masks to measurements, a CSV file and a classifier: what examples/bone-measurements does, on masks as drawn. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { drawScene, KINDS } from "../../examples/bone-measurements/scene.ts";
import { data, manualSeed, models, regions, train } from "../../lib/index.ts";

const COLUMNS = [
  "area",
  "perimeter",
  "feretDiameterMax",
  "minorAxisLength",
  "skeletonLength",
  "solidity",
] as const;
const SCENES = 60;

test("measurements of regions tell kinds of bones apart, through a CSV file and train.fit", async () => {
  const rng = new data.Rng(7);
  const measured: regions.RegionMeasurements[] = [];
  const kinds: string[] = [];
  for (let i = 0; i < SCENES; i++) {
    const scene = drawScene(rng);
    const bones = Uint8Array.from(scene.bones, (bone) => (bone > 0 ? 1 : 0));
    const labels = regions.labelRegions({ data: bones, height: scene.size, width: scene.size });
    expect(labels.count).toBe(scene.kinds.length); // drawn apart
    const found = regions.measureRegions(labels, { spacing: [0.5, 0.5] });
    for (const region of found) {
      const place = labels.data.indexOf(region.label);
      kinds.push(KINDS[scene.kinds[(scene.bones[place] as number) - 1] as number] as string);
      measured.push({ ...region, label: measured.length + 1 });
    }
  }
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-bones-"));
  try {
    const file = path.join(folder, "bones.csv");
    await regions.writeRegionCsv(file, regions.regionTable(measured, { columns: COLUMNS }), {
      classes: kinds,
    });
    const table = await data.readCsv(file, { label: "class", columns: COLUMNS, classes: KINDS });
    expect([table.dataset.length, table.columns]).toEqual([measured.length, [...COLUMNS]]);

    const { inputs, targets } = table.dataset;
    const scaled = inputs.sub(inputs.mean(0)).div(inputs.std(0));
    const { train: rows, val } = new data.TensorDataset(scaled, targets).split(0.3, { seed: 1 });
    const shares = KINDS.map((_, kind) => val.labels.filter((label) => label === kind).length / val.length);
    manualSeed(0);
    const classifier = models.logisticRegression(COLUMNS.length, KINDS.length);
    const { last } = await train.fit(
      classifier,
      { train: rows, val, classes: KINDS },
      { epochs: 30, lr: 0.05 },
    );
    // Three kinds whose sizes overlap: well above the commonest kind's share, and not all.
    expect(Math.max(...shares)).toBeLessThan(0.6);
    expect(last.valAccuracy).toBeGreaterThan(0.8);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
