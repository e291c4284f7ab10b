/** The list of models and its filters, and the weights' facts against torchvision's own table. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { models } from "../../lib/index.ts";
import { sharedPath } from "../helpers/index.ts";

/** Family by family, in alphabetical order. */
const SEGMENTATION = [
  "deeplabv3_resnet50",
  "deeplabv3_resnet101",
  "deeplabv3_mobilenet_v3_large",
  "deeplabv3plus_resnet50",
  "deeplabv3plus_resnet101",
  "dynamic_unet",
  "fcn_resnet50",
  "fcn_resnet101",
  "lraspp_mobilenet_v3_large",
  "segnet_basic",
  "segnet",
  "unet",
] as const;

describe("models.list", () => {
  test("filters by what one of a network's weights fulfils", () => {
    const small = models.list({ task: "classification", maxParams: 6e6, minAcc1: 75 });
    expect(small).toEqual(
      expect.arrayContaining(["efficientnet_b0", "mobilenet_v3_large", "regnet_y_400mf"]),
    );
    for (const name of small) {
      const fit = models.weights(name).filter(({ meta }) => meta.numParams <= 6e6 && (meta.acc1 ?? 0) >= 75);
      expect(fit.length, name).toBeGreaterThan(0);
    }
    // One set of weights must fulfil all of it: V1 has the least file, V2 the accuracy.
    expect(models.list({ minAcc1: 80 })).toContain("resnet50");
    expect(models.list({ minAcc1: 80 })).not.toContain("resnet18");
    expect(models.list({ maxSizeMb: 10 })).toContain("squeezenet1_1");
    expect(models.list({ maxGflops: 0.1 })).toEqual(["mobilenet_v3_small", "shufflenet_v2_x0_5"]);
  });

  test("without a filter names every builder, those without published weights too", () => {
    expect(models.list()).toContain("inception_v4");
    expect(models.list({})).toEqual(models.list());
    expect(models.list({ maxParams: 1e9 })).not.toContain("inception_v4");
    expect(models.list({ maxParams: 1 })).toEqual([]);
  });

  test("tells the networks for a task apart, those without published weights too", () => {
    const segmentation = models.list({ task: "segmentation" });
    expect(segmentation).toEqual(SEGMENTATION);
    for (const name of SEGMENTATION) {
      expect(models.has(name)).toBe(true);
      expect(models.taskOf(name)).toBe("segmentation");
      expect(typeof models[name]).toBe("function");
    }
    const classification = models.list({ task: "classification" });
    expect(classification).toContain("inception_v4");
    const detection = models.list({ task: "detection" });
    expect(detection).toContain("maskrcnn_resnet50_fpn");
    expect([...classification, ...segmentation, ...detection].sort()).toEqual([...models.list()].sort());
  });

  test("filters segmentation networks by the mean IoU of their weights", () => {
    expect(models.list({ task: "segmentation", minMIoU: 63 })).toEqual([
      "deeplabv3_resnet50",
      "deeplabv3_resnet101",
      "fcn_resnet101",
    ]);
    expect(models.list({ task: "segmentation", minMIoU: 0 })).toHaveLength(6);
    expect(models.list({ task: "classification", minMIoU: 0 })).toEqual([]);
    expect(models.list({ task: "segmentation", minAcc1: 0 })).toEqual([]);
  });

  test("refuses a task and a bound that are none", () => {
    expect(() => models.list({ task: "poetry" as "segmentation" })).toThrow(
      /task must be one of "classification", "segmentation", "detection", got "poetry"/,
    );
    expect(() => models.list({ maxParams: Number.NaN })).toThrow(/maxParams must be a number, got NaN/);
  });
});

const table = sharedPath("torchvision/weights.tsv");

test.skipIf(table === undefined)("every entry of both tasks has torchvision's url, hash and figures", () => {
  const [head = "", ...lines] = readFileSync(table as string, "utf8")
    .trimEnd()
    .split("\n");
  const names = head.split("\t");
  const rows = lines.map((line) => Object.fromEntries(line.split("\t").map((cell, i) => [names[i], cell])));
  const wanted = rows.filter((row) => ["classification", "segmentation"].includes(row.task as string));
  expect(wanted.length).toBeGreaterThan(100);
  for (const row of wanted) {
    const entry = models.weights(row.builder as string, row.weights_name as string);
    const what = entry.fullName;
    expect(entry.url, what).toBe(row.url);
    expect(entry.meta.sha256Prefix, what).toBe(row.sha_prefix);
    expect(String(entry.meta.numParams), what).toBe(row.num_params);
    expect(entry.meta.task, what).toBe(row.task);
    const figures = { acc1: "acc1", mIoU: "mIoU", pixelAcc: "pixel_acc", resizeSize: "resize_size" } as const;
    for (const [figure, column] of Object.entries(figures)) {
      const own = entry.meta[figure as keyof typeof figures] ?? Number.NaN;
      expect(own, `${what} ${figure}`).toBe(Number(row[column] || Number.NaN));
    }
  }
});
