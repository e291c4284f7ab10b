// The command line on images with masks: fine-tune, go on, evaluate, and what errors look like.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import * as models from "../../lib/models/index.ts";
import { full } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { SegmentationFolder, transforms, writeMask } from "../../lib/vision/index.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
let folder: string;
let out: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-masks-"));
  folder = path.join(root, "polyps");
  out = path.join(root, "run");
  await generatePolypFolder(folder, { n: 12, size: 40, seed: 1 });
  const images = path.join(folder, "images");
  for (const label of ["normal", "polyp"]) {
    for (const name of await readdir(path.join(images, label))) {
      await rename(path.join(images, label, name), path.join(images, name));
    }
    await rm(path.join(images, label), { recursive: true });
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const small = (...more: string[]): string[] =>
  ["finetune", folder, "--model", "segnet_basic", "--weights", "none", "--image-size", "32"].concat(
    ["--device", "cpu", "--class", "background", "--class", "polyp", "--out", out],
    more,
  );

describe("finetune and evaluate on masks", () => {
  test("a folder with images/ and masks/ is trained on, gone on with and measured", async () => {
    const trained = await cli(small("--epochs", "1"));
    expect(trained.stderr).toBe("");
    expect(trained.code).toBe(0);
    expect(trained.stdout).toMatch(/segnet_basic, fresh parameters; binary masks/);
    expect(trained.stdout).toMatch(/2 classes: background, polyp/);
    expect(trained.stdout).toMatch(
      /epoch 1\/1 {2}loss \d.* val loss \d.* val Dice \d\.\d{3} {2}val IoU \d\.\d{3}/,
    );
    expect(trained.stdout).not.toMatch(/accuracy/);
    expect(trained.stdout).toMatch(/best: epoch 1, validation Dice/);

    // A run whose size its weights chose does not name it among its options.
    const configFile = path.join(out, "config.json");
    const config = JSON.parse(await readFile(configFile, "utf8"));
    expect(config.transform.options.size).toBe(32);
    delete config.notes.command.imageSize;
    await writeFile(configFile, JSON.stringify(config));
    const resumed = await standingCli(["finetune", folder, "--out", out, "--resume", "--epochs", "2"]);
    expect(resumed.stdout).toMatch(/going on after epoch 1/);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(await readFile(configFile, "utf8")).transform).toEqual(config.transform);

    const heldOut = await standingCli(["evaluate", out, folder]);
    expect(heldOut.stdout).toMatch(
      /^part val: 2 of the 12 images in .*held out of the training[^\n]*\nDice .* 2 images/,
    );
    // The report finds the run's masks where they lay, and says so where they are gone.
    const page = ["--draws", "50", "--pictures", "2", "--out", path.join(root, "masks.html")];
    const told = await standingCli(["report", out, ...page]);
    expect([told.code, told.stderr, told.stdout]).toEqual([0, "", expect.stringMatching(/figures of val/)]);
    expect(await readFile(path.join(root, "masks.html"), "utf8")).toMatch(/Augmented samples/);
    await rename(folder, `${folder}-moved`);
    const gone = await standingCli(["report", out, "--data", `${folder}-moved`, ...page]);
    expect(gone.stdout).toMatch(/figures of val/);
    await rename(`${folder}-moved`, folder);
    const text = await standingCli(["evaluate", out, folder, "--part", "all", "--distances"]);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/Dice \d.*IoU \d.*pixel accuracy .*12 images/);
    expect(text.stdout).toMatch(/class +Dice +IoU +sensitivity +specificity\nbackground .*\npolyp /);
    const json = await standingCli(["evaluate", out, folder, "--part", "all", "--json"]);
    const report = JSON.parse(json.stdout);
    expect(report.count).toBe(12);
    expect(report.classes).toEqual(["background", "polyp"]);
    expect(report.confusion.flat().reduce((a: number, b: number) => a + b, 0)).toBe(12 * 32 * 32);
  });

  test("a run of grey images is measured on grey ones, one of an unknown transform not at all", async () => {
    const open = (more: object) =>
      SegmentationFolder.open(folder, { split: { val: 0.25, seed: 0 }, image: { mode: "L" }, ...more });
    const grey = path.join(root, "grey");
    const network = () => models.unet({ width: 2, depth: 1, numClasses: 1, inChannels: 1 });
    const options = { epochs: 1, imageSize: 32, device: "cpu" } as const;
    await train.fit(await network(), await open({}), { ...options, out: grey });
    const measured = await standingCli(["evaluate", grey, folder]);
    expect(measured.stderr).toBe("");
    expect(measured.stdout).toMatch(/Dice \d.*12 images/);

    const unknown = path.join(root, "unknown");
    const transform = new transforms.Compose([
      new transforms.SegmentationPreset({ size: 32, mean: [0], std: [1] }),
    ]);
    await train.fit(await network(), await open({ transform }), { epochs: 1, device: "cpu", out: unknown });
    const refused = await standingCli(["evaluate", unknown, folder]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/transform that cannot be written down; measure it in a script/);
  });

  test("errors name flags, not the library's options", async () => {
    const odd = path.join(root, "odd");
    await cp(folder, odd, { recursive: true });
    const [name = ""] = (await readdir(path.join(odd, "masks"))).sort();
    await writeMask(full([40, 40], 77, { dtype: "uint8" }), path.join(odd, "masks", name));
    const args = ["finetune", odd, "--model", "segnet_basic", "--weights", "none", "--image-size", "32"];
    const values = await standingCli([
      ...args,
      "--epochs",
      "1",
      "--device",
      "cpu",
      "--out",
      path.join(root, "odd-out"),
    ]);
    expect(values.code).toBe(1);
    expect(values.stderr).toMatch(/counts for nothing, as --ignore 77$/m);
    const classes = await standingCli([...args, "--kind", "multiclass", "--out", path.join(root, "odd-out")]);
    expect(classes.code).toBe(2);
    expect(classes.stderr).toMatch(/the classes, as --class background --class disc --class cup$/m);
  });

  test("errors say what to do", async () => {
    const classifier = await standingCli([
      "finetune",
      folder,
      "--model",
      "resnet18",
      "--out",
      path.join(root, "x"),
    ]);
    expect(classifier.code).not.toBe(0);
    expect(classifier.stderr).toMatch(
      /resnet18 finds the class of an image; for masks give it as an encoder, --model dynamic_unet --encoder resnet18/,
    );
    const pixels = await standingCli([
      "finetune",
      folder,
      "--task",
      "classification",
      "--model",
      "segnet",
      "--out",
      path.join(root, "y"),
    ]);
    expect(pixels.stderr).toMatch(
      /segnet is a network for segmentation: use a model .*resnet18, or --task segmentation\.$/m,
    );
    const labels = await standingCli(small("--label-smoothing", "0.1", "--overwrite", "--epochs", "1"));
    expect(labels.stderr).toMatch(/`labelSmoothing` is for classification/);
  });
});
