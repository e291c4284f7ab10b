/** The list of models and its filters, and the weights' facts against torchvision's own table. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { models } from "../../lib/index.ts";
import { sharedPath } from "../helpers/index.ts";

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
    expect(models.list({ task: "classification" })).not.toContain("inception_v4");
    expect(models.list({ maxParams: 1 })).toEqual([]);
  });

  test("refuses a task and a bound that are none", () => {
    expect(() => models.list({ task: "poetry" })).toThrow(
      /no weights are for the task "poetry"; there are classification/,
    );
    expect(() => models.list({ maxParams: Number.NaN })).toThrow(
      /expected maxParams to be a number, got NaN/,
    );
  });
});

const table = sharedPath("torchvision/weights.tsv");

test.skipIf(table === undefined)("every classification entry has torchvision's url, hash and figures", () => {
  const [head = "", ...lines] = readFileSync(table as string, "utf8")
    .trimEnd()
    .split("\n");
  const names = head.split("\t");
  const rows = lines.map((line) => Object.fromEntries(line.split("\t").map((cell, i) => [names[i], cell])));
  const wanted = rows.filter((row) => row.task === "classification");
  expect(wanted.length).toBeGreaterThan(100);
  for (const row of wanted) {
    const entry = models.weights(row.builder as string, row.weights_name as string);
    const what = entry.fullName;
    expect(entry.url, what).toBe(row.url);
    expect(entry.meta.sha256Prefix, what).toBe(row.sha_prefix);
    expect(String(entry.meta.numParams), what).toBe(row.num_params);
    expect(entry.meta.acc1 ?? Number.NaN, what).toBe(Number(row.acc1 || Number.NaN));
  }
});
