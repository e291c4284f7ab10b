// `torchts preview`: what finetune with the same flags would train on.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { standingCli } from "./standing-cli.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-preview-"));
  for (const name of ["cat", "dog"]) {
    const dir = path.join(root, "images", name);
    await mkdir(dir, { recursive: true });
    for (let i = 0; i < 5; i++) {
      const background = { r: 40 * i, g: name === "cat" ? 200 : 20, b: 90 };
      await sharp({ create: { width: 40, height: 32, channels: 3, background } })
        .png()
        .toFile(path.join(dir, `${i}.png`));
    }
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const CLASSES = ["--model", "squeezenet1_1", "--image-size", "64"];

test("of folders of classes: a picture, JSON that says the samples, and nothing else is written", async () => {
  const out = path.join(root, "seen.png");
  const folder = path.join(root, "images");
  const flags = [folder, ...CLASSES, "--samples", "3", "--draws", "2", "--edge", "32", "--mixup", "0.2"];
  const { code, stdout } = await standingCli(["preview", ...flags, "--out", out, "--json"]);
  expect(code).toBe(0);
  const told = JSON.parse(stdout.trim().split("\n").at(-1) as string);
  expect(told).toMatchObject({ type: "preview", file: out, task: "classification", seed: 0, notes: [] });
  expect(told.columns).toEqual(["not augmented", "epoch 1", "epoch 2"]);
  expect(told.samples).toHaveLength(3);
  for (const { path: file, text } of told.samples) expect(text).toBe(path.basename(path.dirname(file)));
  const { width, height } = await sharp(out).metadata();
  expect([width, height]).toEqual([4 + 3 * 36, 4 + 4 * (32 + 11 + 4)]); // a row for the mixed batch
  expect((await readdir(root)).sort()).toEqual(["images", "seen.png"]);
});

test("takes finetune's configuration file, with --out beside it", async () => {
  const config = path.join(root, "run.yaml");
  await writeFile(config, `model: squeezenet1_1\nimageSize: 64\nepochs: 7\nout: ${path.join(root, "run")}\n`);
  const out = path.join(root, "seen.html");
  const { code, stdout } = await standingCli([
    ...["preview", path.join(root, "images"), "--config", config, "--samples", "2", "--out", out],
  ]);
  expect([code, stdout.trim().split("\n").at(-1)]).toEqual([0, `written to ${out}`]);
  expect((await readFile(out, "utf8")).match(/<img /g)).toHaveLength(2 * 5);
});

test("of masks: every flag that finetune has says what is read", async () => {
  const folder = path.join(root, "polyps");
  for (const dir of ["images", "masks"]) await mkdir(path.join(folder, dir), { recursive: true });
  for (let i = 0; i < 6; i++) {
    const plain = sharp({
      create: { width: 48, height: 48, channels: 3, background: { r: 90, g: 40 * i, b: 9 } },
    });
    await plain.png().toFile(path.join(folder, "images", `${i}.png`));
    const mask = Buffer.from(Array.from({ length: 48 * 48 }, (_, at) => (at % 48 < 8 * i ? 255 : 0)));
    await sharp(mask, { raw: { width: 48, height: 48, channels: 1 } })
      .png()
      .toFile(path.join(folder, "masks", `${i}.png`));
  }
  const out = path.join(root, "masks.png");
  const { code, stdout } = await standingCli([
    ...[
      "preview",
      folder,
      "--model",
      "unet",
      "--image-size",
      "32",
      "--samples",
      "2",
      "--draws",
      "1",
      "--out",
      out,
    ],
  ]);
  expect([code, stdout.trim().split("\n").at(-1)]).toEqual([0, `written to ${out}`]);
  // Small images are enlarged to as much as there is room for, 192 pixels where nobody says it.
  expect((await sharp(out).metadata()).width).toBe(4 + 2 * (192 + 4));
});

test("refuses a file of another kind, flags of other data, and data that is not there", async () => {
  const folder = path.join(root, "images");
  const wrong = await standingCli(["preview", folder, "--out", "seen.gif"]);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/--out names a file ending in .png, .jpg or .html/),
  ]);
  const masks = await standingCli(["preview", folder, "--kind", "binary"]);
  expect([masks.code, masks.stderr]).toEqual([2, expect.stringMatching(/--kind/)]);
  const gone = await standingCli(["preview", path.join(root, "nothing")]);
  expect([gone.code === 0, gone.stderr]).toEqual([false, expect.stringMatching(/nothing/)]);
});
