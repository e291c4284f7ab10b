// Each check finds what was planted for it, in the very files, and says nothing of the same set without it.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Inspection, inspectData } from "../../../lib/train/index.ts";
import { datasets } from "../../../lib/vision/index.ts";
import { EDGE, encoded, type Made, madeSet } from "./made-set.ts";
import { type SmallDicom, smallDicom } from "./small-dicom.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "torchts-planted-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const made = madeSet(12, 1);
const groups = (file: string): string => /p\d+/.exec(path.basename(file))?.[0] ?? file;

let count = 0;
/** A folder with files below it. */
async function folderOf(files: Readonly<Record<string, Buffer | string>>): Promise<string> {
  const root = path.join(scratch, String(count++));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  }
  return root;
}

/** The pictures, each as `change` encodes it; those of another set in folders of their classes. */
async function setOf(
  change: (one: Made, at: number) => Promise<Buffer> | Buffer,
  { ending = ".png", classes }: { ending?: string; classes?: readonly Made[] } = {},
): Promise<string> {
  const files: Record<string, Buffer> = {};
  for (const [at, one] of (classes ?? made).entries()) {
    const name = `${path.basename(one.file, ".png")}${ending}`;
    files[classes === undefined ? name : `${one.label}/${name}`] = await change(one, at);
  }
  return folderOf(files);
}

const told = ({ findings }: Inspection): string[] =>
  findings.map(({ severity, check }) => `${severity} ${check}`);

/** What a check found: its title, and the names of the files with their remarks. */
function about({ findings }: Inspection, check: string) {
  return findings
    .filter((one) => one.check === check)
    .map(({ severity, title, files }) => ({
      severity,
      title,
      files: files.map(({ path: file }) => path.basename(file)).sort(),
      remarks: [...new Set(files.map(({ remark }) => remark))],
    }));
}

/** Names of files, without folder, of positions in the set. */
const named = (ending: string, ...at: number[]): string[] =>
  at.map((i) => path.basename((made[i] as Made).file).replace(".png", ending)).sort();

describe("DICOM", () => {
  const plain = ({ pixels }: Made): SmallDicom => ({
    ...{ width: EDGE, height: EDGE, pixels, spacing: [0.2, 0.2], thickness: 1, view: "PA" },
    ...{ manufacturer: "Acme", axes: [1, 0, 0, 0, 1, 0] },
  });

  test("files made alike are left in peace; what is mixed is named with the files that differ", async () => {
    const clean = await setOf((one) => smallDicom(plain(one)), { ending: ".dcm" });
    expect(told(await inspectData(clean, { groups }))).toEqual([]);
    const other: readonly Partial<SmallDicom>[] = [
      { photometric: "MONOCHROME1" },
      { modality: "CR" },
      { spacing: [0.5, 0.5] },
      { thickness: 5 },
      { axes: [1, 0, 0, 0, 0, -1] },
      { manufacturer: "Others" },
      { view: "AP" },
      { windows: [128, 90] },
      { windows: [] },
    ];
    const planted = await setOf((one, at) => smallDicom({ ...plain(one), ...other[at] }), {
      ending: ".dcm",
    });
    const found = await inspectData(planted, { groups });
    expect(new Set(told(found))).toEqual(new Set(["warning dicom", "note dicom"]));
    const entry = (severity: string, title: string | RegExp, at: number, remark?: string) => ({
      severity,
      title: typeof title === "string" ? title : expect.stringMatching(title),
      files: named(".dcm", at),
      remarks: [remark],
    });
    const all = about(found, "dicom");
    expect(all).toHaveLength(other.length);
    for (const one of [
      entry(
        "warning",
        "Photometric interpretations are mixed: MONOCHROME2 11, MONOCHROME1 1",
        0,
        "MONOCHROME1",
      ),
      entry("warning", "Modalities are mixed: DX 11, CR 1", 1, "CR"),
      entry("note", "Pixel spacings are mixed: 0.2 x 0.2 mm 11, 0.5 x 0.5 mm 1", 2, "0.5 x 0.5 mm"),
      entry("note", "Slice thicknesses are mixed: 1 mm 11, 5 mm 1", 3, "5 mm"),
      entry("warning", "Planes are mixed: axial 11, coronal 1", 4, "coronal"),
      entry("note", "Manufacturers are mixed: Acme 11, Others 1", 5, "Others"),
      entry("note", "View positions are mixed: PA 11, AP 1", 6, "AP"),
      entry("warning", /^1 of 12 DICOM files have several windows, of which the first/, 7, "2 windows"),
      entry("warning", /^1 of 12 DICOM files do not say which values are black and white/, 8),
    ])
      expect(all).toContainEqual(one);
    // With one window for all it matters no more what the files say of theirs.
    const windowed = await inspectData(planted, { groups, image: { window: [0, 255] } });
    expect(about(windowed, "dicom").map(({ title }) => title)).not.toContainEqual(
      expect.stringMatching(/window|black and white/),
    );
  });
});

describe("EXIF", () => {
  const photo = async (one: Made): Promise<Sharp> =>
    sharp(await encoded(one.pixels, "jpeg"))
      .toColourspace("b-w")
      .jpeg({ quality: 90 });

  test("pictures that ask to be turned", async () => {
    const turned = await setOf(
      async (one, at) => {
        const image = await photo(one);
        return (at === 2 || at === 5 ? image.withMetadata({ orientation: 6 }) : image).toBuffer();
      },
      { ending: ".jpg" },
    );
    expect(about(await inspectData(turned, { groups }), "orientation")).toEqual([
      {
        severity: "note",
        title: "2 of 12 images ask to be turned (EXIF orientation)",
        files: named(".jpg", 2, 5),
        remarks: ["orientation 6"],
      },
    ]);
  });

  test("a device that wrote one class, and the same device for both", async () => {
    const classes = madeSet(24, 1);
    const by = (of: (one: Made) => boolean): Promise<string> =>
      setOf(
        async (one) => {
          // Both have a block of one length: only what it says differs.
          const image = (await photo(one)).withExif({ IFD0: { Make: of(one) ? "Acme" : "Bold" } });
          return image.toBuffer();
        },
        { ending: ".jpg", classes },
      );
    const found = await inspectData(await by(({ label }) => label === "long"), { groups });
    expect(told(found)).toEqual(["error shortcuts"]);
    expect(found.findings[0]?.title).toMatch(/^From EXIF alone is told: .*AUC 1\.00/);
    expect(told(await inspectData(await by(() => true), { groups }))).toEqual([]);
  });
});

test("16 bits among 8, other channels, over-exposed, too large: each named, the clean set is not", async () => {
  expect(told(await inspectData(await setOf((one) => encoded(one.pixels)), { groups }))).toEqual([]);
  const planted = await setOf(async (one, at) => {
    const png = await encoded(one.pixels);
    if (at === 0) {
      const deep = Uint16Array.from(one.pixels, (value) => 257 * value);
      return sharp(deep, { raw: { width: EDGE, height: EDGE, channels: 1 } })
        .toColourspace("grey16")
        .png()
        .toBuffer();
    }
    if (at === 1) return sharp(png).toColourspace("srgb").png().toBuffer();
    if (at === 2) return sharp(png).toColourspace("srgb").ensureAlpha().png().toBuffer();
    if (at === 3) return encoded(one.pixels.map((value) => (value > 90 ? 255 : value)));
    if (at === 4) return claiming(png, 20_000, 6000);
    return png;
  });
  const found = await inspectData(planted, { groups });
  expect(new Set(told(found))).toEqual(
    new Set(["warning depth", "warning saturated", "warning large", "note channels"]),
  );
  const depth = {
    severity: "warning",
    title: "1 image of more than 8 bits loses its lower bits",
    files: named(".png", 0),
    remarks: ["16 bits"],
  };
  expect(about(found, "depth")).toEqual([depth]);
  expect(about(found, "channels")).toEqual([
    {
      severity: "note",
      title: "Channels are mixed: gray 10, gray kept as RGB 1, gray kept as RGB with alpha 1",
      files: named(".png", 1, 2),
      remarks: ["gray kept as RGB", "gray kept as RGB with alpha"],
    },
  ]);
  expect(about(found, "saturated")).toMatchObject([
    {
      title: "1 image mostly cut off to white or black, unlike the others",
      files: named(".png", 3),
      remarks: [expect.stringMatching(/^\d+ % white, 0 % black$/)],
    },
  ]);
  expect(about(found, "large")).toEqual([
    {
      severity: "warning",
      title: "1 image of more than 100 megapixels",
      files: named(".png", 4),
      remarks: ["20000 x 6000"],
    },
  ]);
  // Whoever says which values are black and white has chosen what is lost.
  const chosen = await inspectData(planted, { groups, image: { depth: "native" } });
  expect(about(chosen, "depth")).toEqual([]);
});

/** A PNG whose head says another size than it holds: 120 megapixels in a few bytes. */
function claiming(png: Buffer, width: number, height: number): Buffer {
  const out = Buffer.from(png);
  out.writeUInt32BE(width, 16);
  out.writeUInt32BE(height, 20);
  let sum = 0xffffffff;
  for (const byte of out.subarray(12, 29)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  out.writeUInt32BE((sum ^ 0xffffffff) >>> 0, 29);
  return out;
}

describe("boxes", () => {
  type Stated = readonly [x1: number, y1: number, x2: number, y2: number];
  const usual: Stated = [20, 20, 60, 50];

  async function voc(of: (at: number) => readonly Stated[]): Promise<string> {
    const files: Record<string, Buffer | string> = {};
    for (const [at, { pixels }] of made.entries()) {
      const boxes = of(at).map(
        ([x1, y1, x2, y2]) =>
          `<object><name>cell</name><bndbox><xmin>${x1}</xmin><ymin>${y1}</ymin><xmax>${x2}</xmax><ymax>${y2}</ymax></bndbox></object>`,
      );
      files[`JPEGImages/${at}.jpg`] = await encoded(pixels, "jpeg");
      files[`Annotations/${at}.xml`] =
        `<annotation><filename>${at}.jpg</filename><size><width>${EDGE}</width><height>${EDGE}</height><depth>1</depth></size>${boxes.join("")}</annotation>`;
    }
    return folderOf(files);
  }

  test("of the whole image, narrow, stated twice, none, and those that cannot be used", async () => {
    expect(told(await inspectData(await voc(() => [usual])))).toEqual([]);
    const odd: Readonly<Record<number, readonly Stated[]>> = {
      0: [[1, 1, EDGE, EDGE]], // as Pascal VOC counts
      1: [usual, [21, 20, 60, 50]],
      2: [usual, [30, 70, 31, 90]],
      3: [],
      4: [usual, [70, 70, 60, 80]],
      5: [usual, [80, 80, 120, 130]],
      6: [usual, [70, 70, 70, 80]],
      7: [usual, [60, 60, 80, 80]],
    };
    const root = await voc((at) => odd[at] ?? [usual]);
    const found = await inspectData(root);
    expect(about(found, "boxes")).toEqual([
      {
        severity: "warning",
        title: "1 image with a box of the whole image",
        files: ["0.jpg"],
        remarks: ["line 1"],
      },
      {
        severity: "warning",
        title: "1 image with a box of one class twice",
        files: ["1.jpg"],
        remarks: ["line 1"],
      },
      {
        severity: "note",
        title: "1 image with boxes narrower than 3 pixels",
        files: ["2.jpg"],
        remarks: ["line 1"],
      },
      { severity: "note", title: "1 image of 12 without a box", files: ["3.jpg"], remarks: [undefined] },
    ]);
    expect(about(found, "left-out")).toMatchObject([
      {
        files: ["4.jpg", "5.jpg", "6.jpg"],
        remarks: [
          expect.stringMatching(/corners are exchanged/),
          expect.stringMatching(/reaches 34 pixels beyond the image of 96 x 96/),
          expect.stringMatching(/width|no area|empty/),
        ],
      },
    ]);
    // Boxes that reach out are not wrong where they are to be cut.
    const cut = await inspectData(await datasets.VocDetection.open(root, { badBoxes: "clip" }));
    expect(about(cut, "left-out")[0]?.files).toEqual(["4.jpg", "6.jpg"]);
  });

  test("most images without one are a warning; objects that cannot be read an error", async () => {
    const empty = await inspectData(await voc((at) => (at < 4 ? [usual] : [])));
    expect(about(empty, "boxes").map(({ severity, title }) => [severity, title])).toEqual([
      ["warning", "8 images of 12 without a box"],
    ]);
    const data = await datasets.VocDetection.open(await voc(() => [usual]));
    const { train } = data;
    const broken = {
      length: train.length,
      samples: train.samples,
      get: (index: number) => train.get(index),
      objects: async (index: number) => {
        if (index === 1) throw new Error("its map is of 20 x 20 pixels");
        return train.objects(index);
      },
    };
    const found = await inspectData({ task: { name: "detection" }, classes: data.classes, train: broken });
    expect(about(found, "boxes")).toMatchObject([
      {
        severity: "error",
        title: "1 image with boxes that cannot be used",
        remarks: ["its map is of 20 x 20 pixels"],
      },
    ]);
  });
});

describe("masks", () => {
  const disc = Uint8Array.from({ length: EDGE * EDGE }, (_, at) => {
    const [y, x] = [Math.floor(at / EDGE), at % EDGE];
    return (y - 48) ** 2 + (x - 40) ** 2 < 300 ? 255 : 0;
  });
  const gray = (pixels: Uint8Array, edge = EDGE): Promise<Buffer> =>
    sharp(pixels, { raw: { width: edge, height: edge, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
  async function pairs(
    mask: (at: number) => Promise<Buffer>,
    image = (one: Made) => encoded(one.pixels),
  ): Promise<string> {
    const files: Record<string, Buffer> = {};
    for (const [at, one] of made.entries()) {
      files[`images/${at}.png`] = await image(one);
      files[`masks/${at}.png`] = await mask(at);
    }
    return folderOf(files);
  }

  test("empty, of the whole image, of odd values, of another size", async () => {
    expect(told(await inspectData(await pairs(() => gray(disc))))).toEqual([]);
    const size = EDGE * EDGE;
    const odd: Readonly<Record<number, () => Promise<Buffer>>> = {
      0: () => gray(new Uint8Array(size)),
      1: () => gray(new Uint8Array(size).fill(255)),
      2: () => gray(disc.map((value, at) => (value === 0 ? 0 : at % 2 === 0 ? 77 : 255))),
      3: () => gray(new Uint8Array(400).fill(255), 20),
    };
    const found = await inspectData(await pairs((at) => (odd[at] ?? (() => gray(disc)))()));
    expect(new Set(told(found))).toEqual(new Set(["error masks", "warning masks", "note masks"]));
    expect(about(found, "masks")).toEqual([
      {
        severity: "error",
        title: "2 masks cannot be used",
        files: ["2.png", "3.png"],
        remarks: [
          expect.stringMatching(/has the value 77 at x \d+, y \d+/),
          expect.stringMatching(/another size: .* is 20 x 20 pixels .*, the image 96 x 96/),
        ],
      },
      {
        severity: "warning",
        title: "1 mask covers the whole image",
        files: ["1.png"],
        remarks: [undefined],
      },
      { severity: "note", title: "1 mask of 10 is empty", files: ["0.png"], remarks: [undefined] },
    ]);
  });

  test("most of them empty are a warning, and so is an image that asks to be turned", async () => {
    const empty = await inspectData(await pairs((at) => gray(at < 3 ? disc : new Uint8Array(EDGE * EDGE))));
    expect(about(empty, "masks").map(({ severity, title }) => [severity, title])).toEqual([
      ["warning", "9 masks of 12 are empty"],
    ]);
    const turned = await pairs(
      () => gray(disc),
      async ({ pixels }) =>
        sharp(await encoded(pixels))
          .toColourspace("b-w")
          .withMetadata({ orientation: 6 })
          .png()
          .toBuffer(),
    );
    expect(about(await inspectData(turned), "orientation")).toMatchObject([
      { severity: "warning", title: "All 12 images ask to be turned (EXIF orientation)" },
    ]);
  });
});
