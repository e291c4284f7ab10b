/** Whether the image decoder (sharp over libvips) is there and really decodes; for `torchts doctor`. */
import type { Check } from "../native/diagnose.ts";

/** Loads sharp, and encodes and decodes a small image in each of the common formats; throws nothing. */
export async function checkDecoder(): Promise<Check> {
  try {
    const { default: sharp } = await import("sharp");
    const { sharp: version, vips } = sharp.versions;
    const pixels = Buffer.from(Array.from({ length: 48 }, (_, i) => 5 * i));
    const image = () => sharp(pixels, { raw: { width: 4, height: 4, channels: 3 } });
    const png = await sharp(await image().png().toBuffer())
      .raw()
      .toBuffer();
    if (!png.equals(pixels)) throw new Error("a PNG image came back with other pixels");
    for (const encoded of [await image().jpeg().toBuffer(), await image().webp().toBuffer()]) {
      const { info } = await sharp(encoded).raw().toBuffer({ resolveWithObject: true });
      if (info.width !== 4 || info.height !== 4)
        throw new Error(`an image came back ${info.width} x ${info.height}`);
    }
    return {
      id: "images",
      status: "ok",
      found: `sharp ${version ?? "?"}, libvips ${vips}: decodes PNG, JPEG, WebP`,
      data: { sharp: version, vips },
    };
  } catch (error) {
    return {
      id: "images",
      status: "error",
      found: "the image decoder does not work",
      problem: (error as Error).message,
      fix: `npm install --include=optional --os=${process.platform} --cpu=${process.arch} sharp`,
    };
  }
}
