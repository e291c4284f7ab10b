// `torchts inspect` and `torchts explain`: by a model's name and by a run's folder.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import type { models } from "../../lib/index.ts";
import { readImage } from "../../lib/vision/index.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
let run: string;
let image: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-inside-"));
  await generatePolypFolder(path.join(root, "data"), { n: 12, size: 40, seed: 1 });
  const images = path.join(root, "data", "images");
  run = path.join(root, "run");
  image = path.join(images, "polyp", "000001.png");
  const small = ["--weights", "none", "--image-size", "64", "--batch-size", "8", "--device", "cpu"];
  const trained = await standingCli([
    ...["finetune", images, ...small, "--epochs", "1", "--unfreeze", "layer4", "--out", run],
  ]);
  expect(trained.code).toBe(0);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("inspect", () => {
  test("a model by its name, without weights, marks the head", async () => {
    const { code, stdout } = await standingCli([
      "inspect",
      "squeezenet1_1",
      "--classes",
      "3",
      "--input",
      "64",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/classifier\.1 +Conv2d +\[1, 3, 3, 3\] +1,539 +yes +<- head/);
    expect(stdout).toMatch(/input +\[1, 3, 64, 64\]/);
  });

  test("a run by its folder: its classes, and what it trained", async () => {
    const { code, stdout } = await cli(["inspect", run, "--json"]);
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as models.Inspection & { classes: string[] };
    expect(found.classes).toEqual(["normal", "polyp"]);
    expect(found.inputShape).toEqual([1, 3, 64, 64]);
    const trainable = Object.fromEntries(found.rows.map((row) => [row.path, row.trainable]));
    expect([trainable.layer3, trainable.layer4, trainable.fc]).toEqual(["none", "all", "all"]);
    const same = await standingCli(["inspect", path.join(run, "last.pth"), "--depth", "0"]);
    expect(same.stdout).toMatch(/ResNet +\[1, 2\] +11,177,538 +partly/);
  });

  test("a segmentation network shows its encoder, its decoder and the head", async () => {
    const { code, stdout } = await standingCli([
      "inspect",
      "segnet",
      "--classes",
      "1",
      "--input",
      "64",
      "--depth",
      "1",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/encoder +PoolingEncoder +\[1, 512, 2, 2\] +14,723,136 +yes +<- encoder/);
    expect(stdout).toMatch(/decoder +UnpoolingDecoder +\[1, 1, 64, 64\] +14,720,449 +yes +<- decoder/);
    expect(stdout).toMatch(/decoder\.head +Conv2d +\[1, 1, 64, 64\] +577 +yes +<- head/);
  });

  test("something that is neither is an error with one message", async () => {
    const { code, stderr } = await standingCli(["inspect", path.join(root, "none")]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/neither a run's folder nor a model's name.*torchts models` lists the models/);
  });
});

describe("explain", () => {
  test.each([
    ["gradcam", ["--layer", "layer3"], /gradcam at layer3/],
    ["occlusion", ["--patch", "32", "--stride", "32"], /occlusion/],
  ])("writes the picture of %s for a class by name", async (method, more, said) => {
    const out = path.join(root, `${method}.png`);
    const chosen = ["--method", method, "--target", "normal", "--out", out, "--device", "cpu"];
    const { code, stdout, stderr } = await standingCli(["explain", run, image, ...chosen, ...more]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/: normal \d+\.\d%/);
    expect(stdout).toMatch(said);
    expect((await readImage(out)).shape).toEqual([3, 64, 64]);
  });

  test("refuses a method the network does not have, and a class there is none of", async () => {
    const out = ["--out", path.join(root, "no.png")];
    const rollout = await standingCli(["explain", run, image, "--method", "rollout", ...out]);
    expect([rollout.code, rollout.stderr]).toEqual([
      2,
      expect.stringMatching(/expected a VisionTransformer/),
    ]);
    const named = await standingCli(["explain", run, image, "--target", "cat", ...out]);
    expect([named.code, named.stderr]).toEqual([
      2,
      expect.stringMatching(/no class is named "cat"; there are normal/),
    ]);
  });
});
