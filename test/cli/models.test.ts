/** `torchts models`: the table, its order, its filters, and JSON. */
import { describe, expect, test } from "vitest";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

/** Rows of the table as lists of cells, without heading and footnote. */
function rowsOf(stdout: string): string[][] {
  const lines = stdout.split("\n\n")[0]?.split("\n") ?? [];
  return lines.slice(1).map((line) => line.replace(" *", "").split(/ {2,}/));
}

describe("torchts models", () => {
  test("prints accuracy, parameters and size of every entry, by name", async () => {
    const { code, stdout } = await cli(["models"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]?.split(/ {2,}/)).toEqual([
      "model",
      "weights",
      "top-1 %",
      "top-5 %",
      "params M",
      "GFLOPs",
      "size MB",
    ]);
    const rows = rowsOf(stdout);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows).toContainEqual(["resnet50", "IMAGENET1K_V1", "76.13", "92.86", "25.6", "4.09", "97.8"]);
    const resnets = rows.map(([name]) => name).filter((name) => /^resnet\d+$/.test(name ?? ""));
    expect([...new Set(resnets)]).toEqual(["resnet18", "resnet34", "resnet50", "resnet101", "resnet152"]);
  });

  test("sorts: the best accuracy first, the smallest of the rest, and the other way round", async () => {
    const column = async (args: string[], at: number): Promise<number[]> =>
      rowsOf((await standingCli(["models", ...args])).stdout).map((row) => Number(row[at]));
    const falling = (values: number[]): boolean =>
      values.every((x, i) => i === 0 || x <= (values[i - 1] as number));
    /** Those that are stated; the others must come last. */
    const stated = (values: number[]): number[] => {
      const known = values.filter((value) => !Number.isNaN(value));
      expect(values.slice(0, known.length)).toEqual(known);
      return known;
    };
    const accuracies = await column(["--sort", "acc1"], 2);
    expect(accuracies.at(-1)).toBeNaN(); // VGG-16's features have none
    expect(falling(stated(accuracies))).toBe(true);
    expect(falling(stated(await column(["--sort", "params"], 4)).reverse())).toBe(true);
    expect(falling(stated(await column(["--sort", "size"], 6)).reverse())).toBe(true);
    expect(falling(stated(await column(["--sort", "gflops", "--reverse"], 5)))).toBe(true);
  });

  test("of segmentation prints the mean IoU and the right pixels, and what has no weights", async () => {
    const { code, stdout } = await standingCli(["models", "--task", "segmentation", "--sort", "mIoU"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/^model +weights +mIoU % +pixels % +params M +GFLOPs +size MB$/);
    const rows = rowsOf(stdout);
    expect(rows.map((row) => row[2])).toEqual(["67.4", "66.4", "63.7", "60.5", "60.3", "57.9"]);
    expect(rows[5]).toEqual([
      "lraspp_mobilenet_v3_large",
      "COCO_WITH_VOC_LABELS_V1",
      ...["57.9", "91.2", "3.2", "2.09", "12.5"],
    ]);
    expect(stdout).toContain(
      "without published weights: deeplabv3plus_resnet50, deeplabv3plus_resnet101, dynamic_unet, segnet_basic, segnet, unet",
    );
    const least = await standingCli(["models", "--task", "segmentation", "--min-miou", "67", "--json"]);
    expect(JSON.parse(least.stdout)).toEqual([
      expect.objectContaining({ name: "deeplabv3_resnet101", mIoU: 67.4, pixelAcc: 92.4, acc1: null }),
    ]);
  });

  test("of detection prints the mean average precision of boxes and masks", async () => {
    const { code, stdout } = await standingCli(["models", "--task", "detection", "--sort", "boxMap"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(
      /^model +weights +box mAP % +mask mAP % +params M +GFLOPs +size MB$/,
    );
    const rows = rowsOf(stdout).filter(([name = ""]) => name.includes("rcnn_resnet50"));
    expect(rows.map((row) => row.slice(2, 5))).toEqual([
      ["47.4", "41.8", "46.4"],
      ["46.7", "-", "43.7"],
      ["37.9", "34.6", "44.4"],
      ["37.0", "-", "41.8"],
    ]);
  });

  test("filters, and gives JSON with url and hash", async () => {
    const args = ["models", "mobilenet", "--max-params", "5", "--min-acc1", "70", "--best", "--json"];
    const rows = JSON.parse((await standingCli(args)).stdout) as Record<string, unknown>[];
    expect(rows).toEqual([
      expect.objectContaining({
        name: "mobilenet_v2",
        weights: "IMAGENET1K_V2",
        acc1: 72.154,
        params: 3504872,
        isDefault: true,
        sha256Prefix: "7ebf99e0",
        url: "https://download.pytorch.org/models/mobilenet_v2-7ebf99e0.pth",
      }),
    ]);
    expect((await standingCli(["models", "--max-params", "0.1"])).stdout).toBe("no weights fulfil this\n");
  });

  test("refuses a task, an order and a bound that are none", async () => {
    const task = await cli(["models", "--task", "poetry"]);
    expect([task.code, task.stderr]).toEqual([
      2,
      expect.stringContaining("Allowed choices are classification, segmentation"),
    ]);
    expect((await standingCli(["models", "--sort", "beauty"])).stderr).toContain(
      "acc1, mIoU, pixelAcc, boxMap, maskMap, params, gflops, size, name",
    );
    expect((await standingCli(["models", "--max-params", "few"])).stderr).toContain(
      "Expected a number above 0",
    );
  });
});
