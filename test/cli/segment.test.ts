// `torchts segment`: images, folders and videos by a run; what is written, and what is refused.

import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { train } from "../../lib/index.ts";
import { readImage, readMask } from "../../lib/vision/index.ts";
import { saySkip } from "../helpers/data.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
let run: string;
let images: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-segment-"));
  const folder = path.join(root, "polyps");
  run = path.join(root, "run");
  await generatePolypFolder(folder, { n: 6, size: 40, seed: 1 });
  images = path.join(folder, "images");
  for (const label of ["normal", "polyp"]) {
    for (const name of await readdir(path.join(images, label))) {
      await rename(path.join(images, label, name), path.join(images, name));
    }
    await rm(path.join(images, label), { recursive: true });
  }
  const trained = await standingCli([
    ...[
      "finetune",
      folder,
      "--model",
      "segnet_basic",
      "--weights",
      "none",
      "--image-size",
      "32",
      "--device",
      "cpu",
    ],
    ...["--class", "background", "--class", "polyp", "--epochs", "1", "--out", run],
  ]);
  expect(trained.stderr).toBe("");
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("images", () => {
  test("an image: mask, overlay, outlines and measurements, the mask as run.segment's", async () => {
    const [name = ""] = (await readdir(images)).sort();
    const file = path.join(images, name);
    const out = path.join(root, "one");
    const { code, stdout, stderr } = await cli([
      "segment",
      run,
      file,
      "--out",
      out,
      "--probabilities",
      "--spacing",
      "0.5",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const stem = path.basename(name, ".png");
    expect((await readdir(out)).sort()).toEqual(
      ["csv", "geojson", "mask.png", "overlay.png", "probability-polyp.png"].map(
        (ending) => `${stem}.${ending}`,
      ),
    );
    const mask = await readMask(path.join(out, `${stem}.mask.png`));
    using expected = await (await train.loadRun(run, { device: "cpu" })).segment(file);
    expect(mask.long().equal(expected.mask)).toBe(true);
    expect((await readImage(path.join(out, `${stem}.overlay.png`))).shape).toEqual([3, 40, 40]);
    const { features } = JSON.parse(await readFile(path.join(out, `${stem}.geojson`), "utf8")) as {
      features: { properties: { class: string } }[];
    };
    const rows = (await readFile(path.join(out, `${stem}.csv`), "utf8")).trim().split("\n");
    expect(rows[0]).toMatch(/^label,area,.*,class$/);
    expect(rows.length - 1).toBe(features.length);
    expect(stdout).toContain(`${features.length} region`);
  });

  test("a folder in windows with flips, as COCO annotations and JSON", async () => {
    const out = path.join(root, "many");
    const { code, stdout, stderr } = await standingCli([
      "segment",
      run,
      images,
      "--out",
      out,
      "--window",
      "32",
      "--flips",
      "h",
      "--polygons",
      "coco",
      "--json",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const names = (await readdir(images)).sort();
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { image: string; shares: object });
    expect(lines.map(({ image }) => path.basename(image))).toEqual(names);
    expect(Object.keys(lines[0]?.shares ?? {})).toEqual(["polyp"]);
    const coco = JSON.parse(await readFile(path.join(out, "annotations.json"), "utf8")) as {
      images: { file_name: string }[];
    };
    expect(coco.images.map((image) => image.file_name)).toEqual(names);
  });

  test("an unreadable image ends the command, or is told and counted", async () => {
    const mixed = path.join(root, "mixed");
    await mkdir(mixed);
    const [name = ""] = (await readdir(images)).sort();
    await writeFile(path.join(mixed, "a.png"), "no image");
    await writeFile(path.join(mixed, "b.png"), await readFile(path.join(images, name)));
    const out = path.join(root, "mixed-out");
    const args = ["segment", run, mixed, "--out", out, "--polygons", "coco"];

    const thrown = await standingCli(args);
    expect(thrown.code).toBe(1);
    expect(thrown.stderr).toMatch(/cannot read .*a\.png/);
    expect(await readdir(out)).toEqual([]);

    const skipped = await standingCli([...args, "--on-error", "skip"]);
    expect(skipped.code).toBe(0);
    expect(skipped.stderr).toMatch(/^left out: .*cannot read .*a\.png[^\n]*\n$/);
    expect(skipped.stdout).toMatch(/b\.png: .*\n1 segmented, 1 left out\n$/);
    expect((await readdir(out)).sort()).toEqual(["annotations.json", "b.csv", "b.mask.png", "b.overlay.png"]);
    const coco = JSON.parse(await readFile(path.join(out, "annotations.json"), "utf8")) as {
      images: { file_name: string }[];
    };
    expect(coco.images.map((image) => image.file_name)).toEqual(["b.png"]);

    const asJson = await standingCli([...args, "--on-error", "skip", "--json"]);
    expect(asJson.code).toBe(0);
    expect(asJson.stderr).toMatch(/^left out: .*a\.png/);
    const lines = asJson.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { image: path.join(mixed, "a.png"), error: expect.stringMatching(/cannot read .*a\.png/) },
      expect.objectContaining({ image: path.join(mixed, "b.png") }),
      { segmented: 1, skipped: 1 },
    ]);

    const none = await standingCli([
      "segment",
      run,
      path.join(mixed, "a.png"),
      "--out",
      out,
      "--on-error",
      "skip",
    ]);
    expect(none.code).toBe(1);
    expect(none.stdout).toBe("0 segmented, 1 left out\n");
    expect(none.stderr).toMatch(/nothing was segmented: the only file could not be read/);
  });

  test("help has examples; what cannot be is one message", async () => {
    const help = await standingCli(["segment", "--help"]);
    expect(help.stdout).toMatch(/torchts segment runs\/polyps frame\.png --out found/);
    const out = ["--out", path.join(root, "no")];
    const cases: [string[], RegExp][] = [
      [[run, path.join(root, "none.png"), ...out], /there is no .*none\.png/],
      [[run, run, ...out], /no image or video in/],
      [
        ["resnet18", images, ...out],
        /gives classes of images, as .*predict resnet18.* does; .*models --task segmentation. lists/,
      ],
      [[path.join(root, "nothing"), images, ...out], /neither a run's folder nor a model's name/],
    ];
    for (const [args, said] of cases) {
      const { code, stderr } = await standingCli(["segment", ...args]);
      expect(stderr).toMatch(said);
      expect(stderr).not.toMatch(/\n {4}at /);
      expect(code).toBe(2);
    }
    const twins = path.join(root, "twins");
    await mkdir(twins);
    const [name = ""] = (await readdir(images)).sort();
    await writeFile(path.join(twins, name), await readFile(path.join(images, name)));
    const same = await standingCli(["segment", run, path.join(images, name), twins, ...out]);
    expect(same.stderr).toMatch(/would be written to the same files/);
  });
});

const posix = process.platform !== "win32";
if (!posix) saySkip("videos: the stand-in for ffmpeg is a script with #!");

describe.runIf(posix)("videos", () => {
  /** A folder for PATH with a program in ffmpeg's place. */
  async function standIn(name: string, body: string): Promise<Record<string, string>> {
    const bin = path.join(root, name);
    await mkdir(bin);
    const file = path.join(bin, "ffmpeg");
    const picture =
      'const p = (n) => Buffer.concat([Buffer.from("P6\\n40 30\\n255\\n"), Buffer.alloc(3600, n)]);';
    await writeFile(file, `#!${process.execPath}\n${picture}\n${body}\n`);
    await chmod(file, 0o755);
    return { PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  }

  test("every frame's mask and overlay, and the timings", async () => {
    const env = await standIn("bin", "process.stdout.write(Buffer.concat([9, 99, 199].map(p)));");
    await writeFile(path.join(root, "a.mp4"), "");
    const out = path.join(root, "video");
    const { code, stdout, stderr } = await cli(
      ["segment", run, path.join(root, "a.mp4"), "--out", out, "--fps", "5"],
      { env },
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/a\.mp4: 3 frames, \d/);
    const made = await readdir(path.join(out, "a"));
    expect(made.sort()).toEqual([
      ...["000000", "000001", "000002"].flatMap((n) => [`${n}.mask.png`, `${n}.overlay.png`]),
      "frames.csv",
    ]);
    expect((await readMask(path.join(out, "a", "000001.mask.png"))).shape).toEqual([30, 40]);
    const rows = (await readFile(path.join(out, "a", "frames.csv"), "utf8")).trim().split("\n");
    expect(rows[0]).toBe("frame,time,waitMs,preprocessMs,inferMs,postMs,totalMs");
    expect(rows.slice(1).map((row) => row.split(",").slice(0, 2))).toEqual([
      ["0", "0"],
      ["1", "0.2"],
      ["2", "0.4"],
    ]);
  });

  test("one that cannot be read is told and counted where that is asked for", async () => {
    const env = await standIn("broken", "process.exitCode = 1; process.stderr.write('moov atom not found');");
    const video = path.join(root, "c.mp4");
    await writeFile(video, "");
    const picture = path.join(images, (await readdir(images)).sort()[0] ?? "");
    const args = ["segment", run, video, picture, "--out", path.join(root, "broken-out")];
    const { code, stdout, stderr } = await cli([...args, "--on-error", "skip"], { env });
    expect(stderr).toMatch(/^left out: .*c\.mp4: moov atom not found\n$/);
    expect(stdout).toMatch(/1 segmented, 1 left out\n$/);
    expect(code).toBe(0);
    expect((await cli(args, { env })).code).toBe(1);
  });

  test("one that ends early: the frames before, and what is wrong; Ctrl-C ends with 130", async () => {
    const early = await standIn(
      "early",
      "process.stdout.write(Buffer.concat([p(1), p(2).subarray(0, 100)]));",
    );
    const video = path.join(root, "b.mp4");
    await writeFile(video, "");
    const out = path.join(root, "early-out");
    const cut = await cli(["segment", run, video, "--out", out], { env: early });
    expect(cut.code).toBe(1);
    expect(cut.stderr).toMatch(/middle of frame 1: expected 3600 bytes, got 87/);
    expect(await readdir(path.join(out, "b"))).toEqual([
      "000000.mask.png",
      "000000.overlay.png",
      "frames.csv",
    ]);

    const endless = await standIn(
      "endless",
      "const f = () => process.stdout.write(p(1), () => setTimeout(f, 5)); f();",
    );
    const pictures = path.join(images, (await readdir(images)).sort()[0] ?? "");
    const stopped = await cli(
      ["segment", run, pictures, video, "--out", path.join(root, "stopped"), "--json"],
      {
        env: endless,
        onStdout: (text, kill) => {
          // The image is done, the video that follows never ends.
          if (text.includes("\n")) setTimeout(() => kill("SIGINT"), 1500);
        },
      },
    );
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/what was finished is in/);
  });
});

describe("what does not fit", () => {
  test("other commands point a run of segmentation to this one, and an --out that is a file is named", async () => {
    const [name = ""] = (await readdir(images)).sort();
    const file = path.join(images, name);
    const predicted = await standingCli(["predict", run, file]);
    expect(predicted.code).toBe(2);
    expect(predicted.stderr).toMatch(/predict: .* is for segmentation; its masks are what .*torchts segment/);
    const explained = await standingCli(["explain", run, file, "--out", path.join(root, "why.png")]);
    expect(explained.code).toBe(2);
    expect(explained.stderr).toMatch(/explain: .* finds the class of each pixel, .*torchts segment/);
    const blocked = await standingCli(["segment", run, file, "--out", file]);
    expect(blocked.code).toBe(2);
    expect(blocked.stderr).toMatch(/segment: cannot make the folder .*, which --out names: EEXIST/);
    const nowhere = path.join(root, "nowhere");
    const missing = await standingCli([
      "finetune",
      nowhere,
      "--model",
      "unet",
      "--out",
      path.join(root, "none"),
    ]);
    expect(missing.stderr).toMatch(/nowhere has to hold images\/ and masks\/; it does not exist/);
  });
});
