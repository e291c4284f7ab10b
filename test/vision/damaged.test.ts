// Damaged files: what Pillow reads is read with its pixels, what Pillow refuses is refused; scripts/fixtures/damaged.py.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FileFormatError } from "../../lib/native/errors.ts";
import { readImage } from "../../lib/vision/index.ts";
import { fixturePath } from "../helpers/index.ts";

interface Case {
  base: string;
  what: string;
  edits: [number, number, string][];
  pillow: [number, number, string] | null;
}
const { files, cases } = JSON.parse(readFileSync(fixturePath("damaged.json"), "utf8")) as {
  files: Record<string, string>;
  cases: Case[];
};

function damaged({ base, edits }: Case): Buffer {
  let data = Buffer.from(files[base] as string, "base64");
  for (const [at, gone, put] of edits) {
    data = Buffer.concat([data.subarray(0, at), Buffer.from(put, "hex"), data.subarray(at + gone)]);
  }
  return data;
}

/** "equal", "other" pixels, or which of the two read the file. */
async function compared(one: Case): Promise<"equal" | "other" | "neither" | "only Pillow" | "only we"> {
  const image = await readImage(damaged(one)).catch((error: unknown) => {
    expect(error).toBeInstanceOf(FileFormatError);
    return null;
  });
  if (image === null) return one.pillow === null ? "neither" : "only Pillow";
  const [, height, width] = image.shape;
  const digest = createHash("sha256")
    .update(image.permute([1, 2, 0]).bytes())
    .digest("hex");
  image.dispose();
  if (one.pillow === null) return "only we";
  return String([width, height, digest]) === String(one.pillow) ? "equal" : "other";
}

async function countsOf(kind: string) {
  const odd: string[] = [];
  const counts = { equal: 0, neither: 0 };
  for (const one of cases.filter(({ base }) => base.startsWith(`${kind}/`))) {
    const outcome = await compared(one);
    if (outcome === "equal" || outcome === "neither") counts[outcome]++;
    else odd.push(`${outcome}: ${one.what}`);
  }
  return { ...counts, odd: [...new Set(odd)].sort() };
}

describe("damaged files beside Pillow", () => {
  test("all 429 JPEGs that Pillow reads, of 498, with its pixels", { timeout: 120_000 }, async () => {
    // What stands between the first two markers is skipped as between all others; Pillow's own parser takes it for no JPEG.
    const between = [1, 3, 40].flatMap((count) =>
      ["e0", "ee"].map((marker) => `only we: ${count} extraneous bytes before marker ${marker}`),
    );
    expect(await countsOf("jpeg")).toEqual({ equal: 429, neither: 54, odd: between.sort() });
  });

  test("PNG: a checksum of pixels that is wrong is an error here, one of text is none", async () => {
    expect(await countsOf("png")).toEqual({
      equal: 12,
      neither: 19,
      odd: [
        "only Pillow: IDAT with a wrong checksum",
        "only Pillow: IHDR twice",
        "only Pillow: PLTE gone",
        "only Pillow: PLTE twice",
        "only we: text with a wrong checksum",
      ],
    });
  });

  test("WebP", async () => {
    expect(await countsOf("webp")).toEqual({ equal: 9, neither: 27, odd: [] });
  });

  test("TIFF: a header overwritten with zeros is an error here", async () => {
    expect(await countsOf("tiff")).toEqual({
      equal: 22,
      neither: 31,
      odd: ["only Pillow: 8 zeros in place at 0.02"],
    });
  });

  test("cut files are refused, whatever their kind", async () => {
    const cut = cases.filter(({ what }) => /(^| )cut( |$)|the last byte cut/.test(what));
    const outcomes = await Promise.all(
      cut.map(async (one) => `${await compared(one)} ${one.base}: ${one.what}`),
    );
    const read = outcomes.filter((text) => !text.startsWith("neither"));
    // Nothing of the picture is missing there.
    expect(read.filter((text) => !/the last byte cut|IEND cut/.test(text))).toEqual([]);
    expect(cut.length).toBeGreaterThan(60);
  });
});
