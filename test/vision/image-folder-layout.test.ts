// Folders opened at the wrong level, names that are no text, and what lies in a folder without being a file.

import { execFile, execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { datasets } from "../../lib/vision/index.ts";

const { ImageFolder, SegmentationFolder } = datasets;
const isWindows = process.platform === "win32";
let base: string;
let root: string;
let number = 0;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-layout-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(() => {
  root = path.join(base, String(number++));
});

async function put(files: readonly string[]): Promise<void> {
  for (const name of files) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "not decoded here");
  }
}
const refuses = async (text: RegExp, options: datasets.ImageFolderOptions = {}) => {
  const failure = ImageFolder.open(root, options);
  await expect(failure).rejects.toMatchObject({ code: "ERR_TORCHTS_DATASET", file: expect.any(String) });
  await expect(failure).rejects.toThrow(text);
};

describe("opened at the wrong level", () => {
  test("train/ alone is the training part, not a class", async () => {
    await put(["train/a/1.png", "train/b/1.png", "train/a/2.png", "train/b/2.png"]);
    const data = await ImageFolder.open(root, { split: { val: 0.5 } });
    expect([data.classes, data.train.length, data.val?.length]).toEqual([["a", "b"], 2, 2]);
  });

  test("parts under other names", async () => {
    await put(["training_set/cats/1.png", "training_set/dogs/1.png", "test_set/cats/1.png"]);
    await refuses(
      /holds test_set, training_set, which look like the parts .* the classes cats, dogs in them; call the/,
    );
    const data = await ImageFolder.open(root, { useSplitFolders: false });
    expect(data.classes).toEqual(["test_set", "training_set"]);
  });

  test("val/ and test/ without train/", async () => {
    await put(["val/a/1.png", "val/b/1.png", "test/a/1.png", "test/b/1.png"]);
    await refuses(/look like the parts of a data set/);
  });

  test("one folder that holds the classes, however deep", async () => {
    await put(["archive/images/benign/1.png", "archive/images/malignant/1.png"]);
    await refuses(
      /has one class folder only, archive; open .*archive.images, which holds the folders benign, malignant/,
    );
    expect((await ImageFolder.open(root, { useSplitFolders: false })).classes).toEqual(["archive"]);
  });

  test("a class folder, of which the images lie in the root itself", async () => {
    await put(["1.png"]);
    await refuses(/no class folder in .*it holds images itself: open the folder above/);
  });

  test("images and masks", async () => {
    await put(["images/1.png", "masks/1.png"]);
    await refuses(/holds images and masks, which datasets\.SegmentationFolder\.open reads/);
  });

  test("one class with images opens; why it may be one only is told where it matters", async () => {
    await put(["benign/1.png", "benign/deep/2.png"]);
    const data = await ImageFolder.open(root);
    expect(data.train.length).toBe(2);
    expect(data.classes).toEqual(["benign"]);
  });

  test("nothing crashes on an empty folder", async () => {
    await mkdir(root);
    await refuses(/no class folder in/);
    await expect(SegmentationFolder.open(root)).rejects.toMatchObject({ code: "ERR_TORCHTS_DATASET" });
  });
});

describe.skipIf(isWindows)("what is no file", () => {
  test("a named pipe among the images is refused at once; one of another name is none of them", async () => {
    await put(["a/1.png", "b/1.png", "b/2.png"]);
    execFileSync("mkfifo", [path.join(root, "a", "notes.txt")]);
    expect((await ImageFolder.open(root)).samples).toHaveLength(3);
    execFileSync("mkfifo", [path.join(root, "a", "2.png")]);
    await refuses(/a.2\.png is no regular file; remove it/);
    await rm(path.join(root, "a", "2.png"));
    await symlink("/dev/zero", path.join(root, "b", "3.png"));
    await refuses(/b.3\.png is no regular file/);
  });

  test("links to files are followed, as torchvision does, wherever they lead", async () => {
    await put(["a/1.png", "b/1.png"]);
    await writeFile(path.join(base, "elsewhere.png"), "");
    await symlink(path.join(base, "elsewhere.png"), path.join(root, "a", "2.png"));
    expect((await ImageFolder.open(root)).samples).toHaveLength(3);
  });
});

describe.skipIf(process.platform !== "linux")("names that are no text", () => {
  test("a class folder whose name is in Latin-1 is refused with what to do", async () => {
    await put(["a/1.png", "b/1.png"]);
    await mkdir(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.of(0xe9)]));
    await refuses(
      /holds a folder whose name is not in UTF-8, "café" if it is Latin-1; rename it, as `convmv/,
    );
  });

  test("U+FFFD in a name of UTF-8 is a character like any other", async () => {
    await put(["a/\uFFFD.png", "b/1.png"]);
    expect((await ImageFolder.open(root)).samples).toHaveLength(2);
  });
});

test.skipIf(isWindows)("a folder that may not be read is named, whichever it is", async () => {
  await put(["a/1.png", "b/1.png", "b/deep/1.png"]);
  await chmod(base, 0o755);
  await chmod(path.join(root, "b", "deep"), 0o000);
  if (process.getuid?.() !== 0) {
    await refuses(/b.deep cannot be read: EACCES/);
    return;
  }
  // root may read everything, so somebody else opens it.
  const script = path.join(base, "open.mjs");
  const scan = path.resolve(import.meta.dirname, "../../dist/vision/datasets/scan.js");
  await writeFile(
    script,
    `import { findImages } from ${JSON.stringify(scan)};
     await findImages(${JSON.stringify(root)}, ["a", "b"], { extensions: [".png"], allowEmpty: false })
       .then(() => console.log("opened"), (error) => console.log(error.code, error.message));`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [script], { uid: 65534, cwd: "/" });
  expect(stdout).toMatch(/^ERR_TORCHTS_DATASET ImageFolder\.open: .*b.deep cannot be read: EACCES/);
});
