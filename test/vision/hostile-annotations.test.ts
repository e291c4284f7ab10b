// A thousand annotation files that somebody made to break us: typed errors or data, never a crash, a hang or all the memory.

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { TorchtsError } from "../../lib/native/errors.ts";
import { scope } from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";

const SEED = 20;
const EACH = 250;
const [WIDTH, HEIGHT] = [16, 12];
/** What one file may take, also on a machine that has other work to do. */
const MOST_MS = 5000;
/** Growth of the process over all files of one kind. */
const MOST_BYTES = 400 * 2 ** 20;
let root: string;
let images: string;
let map: Buffer;
let picture: Buffer;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-hostile-"));
  images = path.join(root, "images");
  await mkdir(images);
  picture = await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  for (const name of ["a.png", "b.png"]) await writeFile(path.join(images, name), picture);
  await writeFile(path.join(root, "secret.txt"), "not to be read");
  await symlink(path.join(root, "secret.txt"), path.join(images, "link.png"));
  const values = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i % 7 === 0 ? (i % 5) + 1 : 0)),
  );
  map = await sharp(values, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .png()
    .toBuffer();
});
afterAll(() => rm(root, { recursive: true, force: true }));

function pick<T>(rng: Rng, from: readonly T[]): T {
  return from[rng.int(0, from.length)] as T;
}

const nested = (depth: number, [open, close]: readonly [string, string], middle = "") =>
  open.repeat(depth) + middle + close.repeat(depth);

/** Values in the place of others, as JSON's text. */
const VALUES = [
  "null",
  "true",
  "-1",
  "0",
  "1e308",
  "-1e308",
  "1e999",
  "NaN",
  "9007199254740993",
  "0.1",
  '""',
  '"NaN"',
  '"../secret.txt"',
  '"/etc/passwd"',
  '"link.png"',
  '"a\\u0000b.png"',
  '"__proto__"',
  '"\\ud800"',
  "[]",
  "{}",
  '{"__proto__": {"id": 1}}',
  '{"size": [12, 16], "counts": [1e18, 5]}',
  '{"size": [1e9, 1e9], "counts": [1e18]}',
  '{"size": [12, 16], "counts": "\\u00ff~~~~~~~~"}',
  '{"size": [12, 16], "counts": [-1, 193]}',
  '{"size": [12, 16], "counts": [96, "96"]}',
  "[[1, 2, 3]]",
  "[[0, 0, 1e7, 0, 1e7, 1e7]]",
  "[[0, 0, 9e5, 0, 9e5, 9e5]]",
  '[["a", 1, 2, 3, 4, 5]]',
  "[1, 2, 1e308, 1e308]",
  "[1, 2, -3, -4]",
  nested(5000, ["[", "]"]),
  nested(5000, ['{"a":', "}"], "1"),
  `"${"x".repeat(20_000)}"`,
];

/** Breaks a text or a file somewhere: cut, changed, repeated. */
function broken(rng: Rng, bytes: Buffer): Buffer {
  const at = rng.int(0, bytes.length);
  switch (rng.int(0, 4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1: {
      const changed = Buffer.from(bytes);
      for (let i = 0; i < 1 + rng.int(0, 8); i++) changed[rng.int(0, changed.length)] = rng.int(0, 256);
      return changed;
    }
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(0, rng.int(0, bytes.length)),
        bytes.subarray(at),
      ]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([rng.int(0, 256)]), bytes.subarray(at)]);
  }
}

/** A whole annotation file, in pieces between which values may be exchanged. */
function cocoText(rng: Rng): Buffer {
  const image = (id: number, name: string) =>
    `{"id": ${id}, "file_name": "${name}", "width": ${WIDTH}, "height": ${HEIGHT}}`;
  const segmentation = pick(rng, [
    "[[1, 1, 8, 1, 8, 9, 1, 9]]",
    `{"size": [${HEIGHT}, ${WIDTH}], "counts": [20, 30, ${WIDTH * HEIGHT - 50}]}`,
    `{"size": [${HEIGHT}, ${WIDTH}], "counts": "d0n0b4"}`,
  ]);
  const text =
    `{"images": [${image(1, "a.png")}, ${image(2, "b.png")}], "categories": [{"id": 1, "name": "cell"}], "annotations": [` +
    `{"id": 7, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 56, "bbox": [1, 1, 7, 8], "segmentation": ${segmentation}}]}`;
  const kind = rng.int(0, 5);
  if (kind === 0) return broken(rng, Buffer.from(text));
  if (kind === 1) return Buffer.from(pick(rng, [...VALUES, nested(200_000, ["[", "]"]), text.repeat(2)]));
  // The value of some key becomes another.
  const keys = [...text.matchAll(/"\w+": ("[^"]*"|-?[\d.]+|\[\[?[^[\]]*\]?\])/g)];
  const { index, 0: found } = pick(rng, keys);
  const key = found.slice(0, found.indexOf(":"));
  const replaced = pick(rng, [
    `${key}: ${pick(rng, VALUES)}`,
    `"_": 0`,
    `${found}, ${key}: ${pick(rng, VALUES)}`,
  ]);
  return Buffer.from(text.slice(0, index) + replaced + text.slice(index + found.length));
}

const BOMB = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join("");
const HOSTILE_XML = [
  `<!DOCTYPE a [<!ENTITY e0 "lol">${BOMB}]><annotation><object><name>&e12;</name></object></annotation>`,
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotation><object><name>&x;</name></object></annotation>',
  '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><annotation/>',
  nested(60_000, ["<object>", "</object>"]),
  nested(1500, ["<object>", "</object>"]),
  `<annotation>${"<object/>".repeat(20_000)}</annotation>`,
  `<annotation ${Array.from({ length: 5000 }, (_, i) => `a${i}="1"`).join(" ")}/>`,
  `<annotation><!-- ${"-".repeat(10_000)} --></annotation>`,
  "<annotation><![CDATA[",
  `<annotation>&#x110000;</annotation>`,
  "",
  "<?xml version='1.0' encoding='UTF-16'?><annotation/>",
];

function vocText(rng: Rng): Buffer {
  const number = (usual: number) =>
    rng.bernoulli(0.8)
      ? String(usual)
      : pick(rng, [
          "NaN",
          "-1",
          "1e308",
          "1e999",
          "",
          "0x10",
          "٣",
          "1,5",
          "9".repeat(400),
          "<b/>",
          "Infinity",
          "-0",
        ]);
  const name = rng.bernoulli(0.8)
    ? "cell"
    : pick(rng, ["", "__proto__", "../a", "&lt;", "x".repeat(50_000), "<i>a</i>"]);
  const box = `<bndbox><xmin>${number(1)}</xmin><ymin>${number(2)}</ymin><xmax>${number(9)}</xmax><ymax>${number(8)}</ymax></bndbox>`;
  const text =
    `<annotation><filename>../../secret.txt</filename><size><width>${number(WIDTH)}</width><height>${number(HEIGHT)}</height></size>` +
    `<object><name>${name}</name><difficult>${number(0)}</difficult>${rng.bernoulli(0.9) ? box : ""}</object></annotation>`;
  const kind = rng.int(0, 4);
  if (kind === 0) return broken(rng, Buffer.from(text));
  if (kind === 1) return Buffer.from(pick(rng, HOSTILE_XML), rng.bernoulli(0.2) ? "utf16le" : "utf8");
  return Buffer.from(text);
}

function csvText(rng: Rng): Buffer {
  const cell = (usual: string) =>
    rng.bernoulli(0.85)
      ? usual
      : pick(rng, [
          "",
          "NaN",
          "1e999",
          "-5",
          '"',
          '"a""b"',
          "../secret.txt",
          "/etc/passwd",
          "link.png",
          "a\0b.png",
          "x".repeat(50_000),
          "=1+1",
          "\r",
          "١",
        ]);
  const row = () => ["a.png", "cell", "1", "2", "9", "8"].map(cell).join(",");
  const header = rng.bernoulli(0.9)
    ? "image,label,x1,y1,x2,y2"
    : pick(rng, [
        "",
        "image",
        "image,image,x1,y1,x2,y2",
        "__proto__,constructor",
        ",".repeat(20_000),
        "image,label,x1,y1,x2,y2,split",
      ]);
  const text = [header, ...Array.from({ length: rng.int(0, 5) }, row)].join(
    pick(rng, ["\n", "\r\n", "\n\n"]),
  );
  return rng.bernoulli(0.3) && text.length > 0 ? broken(rng, Buffer.from(text)) : Buffer.from(text);
}

/** A PNG's head that says another size. */
function resized(bytes: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  return changed;
}

async function mapBytes(rng: Rng): Promise<Buffer> {
  const kind = rng.int(0, 7);
  if (kind < 3) return broken(rng, map);
  if (kind === 6) {
    // Nearly as many objects as pixels.
    const noise = Uint16Array.from({ length: WIDTH * HEIGHT }, () => rng.int(0, 65_536));
    return sharp(noise, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toBuffer();
  }
  if (kind === 3) {
    return resized(
      map,
      pick(rng, [0, 1, 15, 65_535, 2 ** 31 - 1, 2 ** 32 - 1]),
      pick(rng, [0, 12, 65_535, 2 ** 31 - 1]),
    );
  }
  if (kind === 4) {
    const noise = Buffer.from(Array.from({ length: 3 * WIDTH * HEIGHT }, () => rng.int(0, 256)));
    return sharp(noise, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .toFormat(pick(rng, ["png", "jpeg", "webp", "tiff"] as const))
      .toBuffer();
  }
  return Buffer.from(
    pick(rng, ["", "P5\n16 12\n255\n", "P5\n99999 99999\n65535\nx", "GIF89a", "BM", "\x89PNG\r\n\x1a\n"]),
    "latin1",
  );
}

interface Kind {
  bytes(rng: Rng): Buffer | Promise<Buffer>;
  /** Where file number i is written, and how it is opened. */
  file(i: number): string;
  open(file: string, rng: Rng): Promise<datasets.DetectionFiles>;
}

const KINDS: Record<string, Kind> = {
  coco: {
    bytes: cocoText,
    file: (i) => path.join(root, `${i}.json`),
    open: (file, rng) =>
      datasets.CocoDetection.open(file, images, {
        masks: rng.bernoulli(0.7),
        badBoxes: pick(rng, ["throw", "skip", "clip"] as const),
        missing: pick(rng, ["throw", "skip"] as const),
      }),
  },
  voc: {
    bytes: vocText,
    file: (i) => path.join(root, `voc${i}`, "a.xml"),
    open: async (file, rng) => {
      const folder = path.dirname(file);
      await writeFile(path.join(folder, "a.png"), picture);
      if (rng.bernoulli(0.3)) {
        await mkdir(path.join(folder, "ImageSets", "Main"), { recursive: true });
        const names = pick(rng, ["a", "../a", "/etc/passwd", "a\na", "a\0", "", "x".repeat(10_000), "a 1"]);
        await writeFile(path.join(folder, "ImageSets", "Main", "train.txt"), names);
      }
      return datasets.VocDetection.open(folder, {
        badBoxes: pick(rng, ["throw", "skip", "clip"] as const),
        unknown: pick(rng, ["throw", "skip"] as const),
        ...(rng.bernoulli(0.5) && { classes: ["cell"] }),
      });
    },
  },
  csv: {
    bytes: csvText,
    file: (i) => path.join(images, `${i}.csv`),
    open: (file, rng) =>
      datasets.detectionFromCsv(file, {}, { badBoxes: pick(rng, ["throw", "skip", "clip"] as const) }),
  },
  maps: {
    bytes: mapBytes,
    file: (i) => path.join(root, `maps${i}`, "a_mask.png"),
    open: async (file, rng) => {
      const folder = path.dirname(file);
      await writeFile(path.join(folder, "a.png"), picture);
      return datasets.InstanceMasks.open(folder, {
        ...(rng.bernoulli(0.5) && { components: rng.bernoulli(0.5) }),
        masks: rng.bernoulli(0.8),
      });
    },
  },
};

test.each(Object.keys(KINDS))(
  `${EACH} files: %s`,
  async (name) => {
    const kind = KINDS[name] as Kind;
    const before = process.memoryUsage.rss();
    const seen = { refused: 0, read: 0 };
    for (let i = 0; i < EACH; i++) {
      const rng = Rng.derive(SEED, i, name.length);
      const file = kind.file(i);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, await kind.bytes(rng));
      const started = performance.now();
      try {
        const data = await kind.open(file, rng);
        await scope(async () => {
          for (let at = 0; at < data.train.length; at++) {
            const { image, target } = await data.train.read(at);
            datasets.collateDetection([{ image: image.clone(), target, index: at, path: file }], [at]);
            // Only images of the folder were opened.
            expect(data.train.paths[at]).not.toMatch(/secret|passwd|link/);
          }
        });
        seen.read++;
      } catch (error) {
        const what = `seed ${SEED}, ${name} ${i}: ${(error as Error).stack?.slice(0, 600)}`;
        expect(error instanceof TorchtsError, what).toBe(true);
        expect((error as Error).message.length, what).toBeLessThan(4000);
        seen.refused++;
      }
      expect(performance.now() - started, `seed ${SEED}, ${name} ${i}`).toBeLessThan(MOST_MS);
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_BYTES);
    // Some files must survive, else nothing behind the first check was tried.
    expect(seen.refused).toBeGreaterThan(EACH / 4);
    expect(seen.read).toBeGreaterThan(EACH / 20);
  },
  60_000,
);
