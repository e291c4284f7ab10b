// Files that are not what they should be, through every data set of images: each with its outcome. Nothing ends the process,
// timers go on meanwhile, and where broken files are to be left out, the epoch goes on without them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, inflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  DatasetError,
  datasets,
  FileFormatError,
  readImage,
  tensor,
  transforms,
  writeImage,
} from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";

const root = mkdtempSync(path.join(tmpdir(), "torchts-bad-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A picture of 12 x 10 with some structure. */
const pixels = Uint8Array.from({ length: 12 * 10 * 3 }, (_, i) => (i * 37) % 251);
const picture = () => sharp(pixels, { raw: { width: 12, height: 10, channels: 3 } });
const frames = Array.from({ length: 3 }, (_, i) =>
  Uint8Array.from({ length: 12 * 10 * 3 }, (_, j) => (i * 80 + j) % 256),
);

async function animated(as: "gif" | "webp"): Promise<Buffer> {
  const stacked = sharp(Buffer.concat(frames), {
    raw: { width: 12, height: 30, channels: 3, pageHeight: 10 },
  });
  return as === "gif"
    ? stacked.gif({ delay: [100, 100, 100] }).toBuffer()
    : stacked.webp({ lossless: true }).toBuffer();
}

/** PNG whose header says more pixels than anybody has. */
function bomb(png: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(width, 16);
  copy.writeUInt32BE(height, 20);
  copy.writeUInt32BE(crc32(copy.subarray(12, 29)), 29);
  return copy;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 0xff;
  return copy;
};

interface Case {
  what: string;
  /** Name of the file; its ending says what it pretends to be. */
  name: string;
  bytes: Buffer;
  /** "read", or why it is not. */
  outcome: "read" | RegExp;
}

const CASES: Case[] = [];
beforeAll(async () => {
  const [png, jpeg, webp, tiff] = await Promise.all([
    picture().png().toBuffer(),
    picture().jpeg({ quality: 90 }).toBuffer(),
    picture().webp({ lossless: true }).toBuffer(),
    picture().tiff({ compression: "deflate" }).toBuffer(),
  ]);
  const nifti = inflateSync(Buffer.from(fixtureJson<{ image: string }>("volumes").image, "base64"));
  const dicom = Buffer.from(fixtureJson<{ files: string[] }>("dicom-series").files[0] as string, "base64");
  const add = (what: string, name: string, bytes: Buffer | Uint8Array, outcome: Case["outcome"]) =>
    CASES.push({ what, name, bytes: Buffer.from(bytes), outcome });
  add("zero bytes", "zero.png", Buffer.alloc(0), /the file is empty/);
  add("text called an image", "text.jpg", Buffer.from("<html>not found</html>"), /cannot read .*text\.jpg/);
  add(
    "random bytes",
    "noise.png",
    Uint8Array.from({ length: 500 }, (_, i) => (i * 7919) % 256),
    /cannot read .*noise\.png/,
  );
  add("PNG, corrupt", "corrupt.png", flipped(png, png.length - 30), /cannot read .*corrupt\.png/);
  add("PNG, truncated", "cut.png", png.subarray(0, png.length / 2), /cannot read .*cut\.png/);
  add("JPEG, truncated", "cut.jpg", jpeg.subarray(0, jpeg.length / 2), /cannot read .*cut\.jpg/);
  add("JPEG, its header alone", "head.jpg", jpeg.subarray(0, 20), /cannot read .*head\.jpg/);
  add("WebP, truncated", "cut.webp", webp.subarray(0, webp.length / 2), /cannot read .*cut\.webp/);
  add("TIFF, truncated", "cut.tif", tiff.subarray(0, tiff.length / 2), /cannot read .*cut\.tif/);
  add(
    "TIFF, its directory outside",
    "dir.tif",
    Buffer.concat([tiff.subarray(0, 4), Buffer.from([255, 255, 255, 127]), tiff.subarray(8)]),
    /cannot read .*dir\.tif/,
  );
  const tiled = await picture()
    .tiff({ compression: "deflate", tile: true, tileWidth: 16, tileHeight: 16 })
    .toBuffer();
  const pattern = tiled.indexOf(Buffer.from([0x78]), 8);
  add(
    "TIFF in tiles, one damaged",
    "tile.tif",
    Buffer.concat([tiled.subarray(0, pattern + 2), Buffer.alloc(20, 0xaa), tiled.subarray(pattern + 22)]),
    /cannot read .*tile\.tif/,
  );
  add("TIFF in tiles, whole", "tiles.tif", tiled, "read");
  add("DICOM, truncated", "cut.dcm", dicom.subarray(0, -5), /truncated/);
  add(
    "NIfTI, a volume",
    "volume.nii",
    nifti,
    /a volume of 5 axial slices; say which, as page: 2, or open it as datasets\.Volumes/,
  );
  add(
    "NIfTI, packed and truncated",
    "cut.nii.gz",
    gzipSync(nifti).subarray(0, 500),
    /damaged, cut off|truncated/,
  );
  add(
    "gzip of nothing known",
    "other.nii.gz",
    gzipSync(Buffer.from("nothing")),
    /cannot read .*other\.nii\.gz/,
  );
  add(
    "SVG called PNG",
    "drawing.png",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'),
    /SVG is a drawing/,
  );
  add(
    "GIF of three frames",
    "three-gif.png",
    await animated("gif"),
    /it has 3 frames; say which one, as page: 0/,
  );
  add(
    "WebP of three frames",
    "three.webp",
    await animated("webp"),
    /it has 3 frames; say which one, as page: 0/,
  );
  add("a header of 900 megapixels", "bomb.png", bomb(png, 30000, 30000), /exceed the limit of 268435456/);
  add(
    "a header of more pixels than memory",
    "huge.png",
    bomb(png, 2 ** 30, 2 ** 30),
    /cannot read .*huge\.png/,
  );
  add("JPEG called PNG", "really-jpeg.png", jpeg, "read");
  add("PNG called JPEG", "really-png.jpg", png, "read");
  add("DICOM called PNG", "really-dicom.png", dicom, /window/);
  add("as it should be", "good.png", png, "read");
});

/** Data of one good image and the bad one; the bad one's position. */
type Opened = {
  part: { length: number; paths: string[]; get(index: number): Promise<unknown> };
  loader: AsyncIterable<{ indices: number[] }>;
};

const keep = { transform: new transforms.Resize([8, 8]) };
const KINDS: Record<string, (folder: string, one: Case) => Promise<Opened>> = {
  ImageFolder: async (folder, one) => {
    mkdirSync(path.join(folder, "a"), { recursive: true });
    await writeImage(tensor([[[1, 2, 3]]]).to("uint8"), path.join(folder, "a", "0-good.png"));
    writeFileSync(path.join(folder, "a", one.name), one.bytes);
    const data = await datasets.ImageFolder.open(folder, {
      ...keep,
      onError: "skip",
      useSplitFolders: false,
    });
    return { part: data.train, loader: data.loader("train", { batchSize: 1 }) };
  },
  SegmentationFolder: async (folder, one) => {
    for (const inner of ["images", "masks"]) mkdirSync(path.join(folder, inner), { recursive: true });
    const size = { width: 12, height: 10, channels: 3 as const, background: "black" };
    const mask = await sharp({ create: size }).toColourspace("b-w").png().toBuffer();
    writeFileSync(path.join(folder, "images", "0-good.png"), await picture().png().toBuffer());
    writeFileSync(path.join(folder, "images", one.name), one.bytes);
    const stem = one.name.slice(0, one.name.length - path.extname(one.name).length);
    for (const name of ["0-good", stem]) writeFileSync(path.join(folder, "masks", `${name}.png`), mask);
    const transform = new transforms.SegmentationPreset({ size: [8, 8] });
    const data = await datasets.SegmentationFolder.open(folder, { transform, onError: "skip" });
    return { part: data.train, loader: data.loader("train", { batchSize: 1 }) };
  },
  detectionFromCsv: async (folder, one) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "0-good.png"), await picture().png().toBuffer());
    writeFileSync(path.join(folder, one.name), one.bytes);
    const rows = ["0-good.png", one.name].map((name) => `${name},1,1,3,3,cell`);
    writeFileSync(path.join(folder, "boxes.csv"), `image,x1,y1,x2,y2,label\n${rows.join("\n")}\n`);
    const data = await datasets.detectionFromCsv(
      path.join(folder, "boxes.csv"),
      {},
      { ...keep, onError: "skip" },
    );
    return { part: data.train, loader: data.loader("train", { batchSize: 1 }) };
  },
};

describe.each(Object.keys(KINDS))("%s", (kind) => {
  test("each bad file has its outcome, and the epoch goes on without it", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const wrong: string[] = [];
    for (const [i, one] of CASES.entries()) {
      const folder = path.join(root, kind, `${i}`);
      const opened = await (KINDS[kind] as (typeof KINDS)[string])(folder, one).catch(
        (error: Error) => error,
      );
      const at =
        "part" in opened ? opened.part.paths.findIndex((file) => path.basename(file) === one.name) : -1;
      if ("part" in opened) expect([opened.part.length, at >= 0], one.what).toEqual([2, true]);
      // Boxes are compared with the sizes of their images at once, so that data of tables of boxes does not open.
      const outcome =
        "part" in opened
          ? await opened.part.get(at).then(
              () => "read" as const,
              (error: Error) => error,
            )
          : opened;
      const isTyped =
        outcome === "read" || outcome instanceof FileFormatError || outcome instanceof DatasetError;
      const isRight =
        one.outcome === "read" ? outcome === "read" : outcome !== "read" && one.outcome.test(outcome.message);
      if (!isTyped || !isRight)
        wrong.push(`${one.what}: ${outcome === "read" ? outcome : `${outcome.name}: ${outcome.message}`}`);
      if (!("part" in opened)) {
        if (kind !== "detectionFromCsv") wrong.push(`${one.what}: did not open`);
        continue;
      }
      let seen = 0;
      for await (const { indices } of opened.loader) seen += indices.length;
      if (seen !== (outcome === "read" ? 2 : 1)) wrong.push(`${one.what}: ${seen} samples of an epoch`);
    }
    clearInterval(timer);
    expect(wrong).toEqual([]);
    expect(ticks).toBeGreaterThan(CASES.length);
  });
});

test("frames and pages are read where they are asked for", async () => {
  for (const kind of ["gif", "webp"] as const) {
    const bytes = await animated(kind);
    const read = await readImage(bytes, { page: 2 });
    expect(read.shape).toEqual([3, 10, 12]);
    if (kind === "webp")
      expect([...read.permute([1, 2, 0]).contiguous().data()]).toEqual([...(frames[2] as Uint8Array)]);
    await expect(readImage(bytes, { page: 3 })).rejects.toThrow(/it has no page 3: it has the pages 0 to 2/);
  }
});

test("100 megapixels are read, a timer running, or refused where fewer are allowed", async () => {
  const edge = 10_000;
  const file = path.join(root, "large.png");
  await sharp({ create: { width: edge, height: edge, channels: 3, background: "#808080" } })
    .toColourspace("b-w")
    .png({ compressionLevel: 1 })
    .toFile(file);
  await expect(readImage(file, { maxPixels: 5e7 })).rejects.toThrow(/pixels exceed the limit of 50000000/);
  let [last, longest] = [performance.now(), 0];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const image = await readImage(file, { mode: "L" });
  clearInterval(timer);
  expect([image.shape, Number(image.select(1, 4999).select(1, 77).item())]).toEqual([[1, edge, edge], 128]);
  image.dispose();
  expect(longest).toBeLessThan(2000);
});
