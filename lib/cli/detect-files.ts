/** What `torchts detect` writes: pictures and outlines of each image, annotations and tables of all. */

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { writeAtomically } from "../io/atomic-file.ts";
import { ArgumentError } from "../native/errors.ts";
import type { DecodingOptions } from "../vision/index.ts";
import type { DetectCliOptions } from "./detect.ts";
import { contours, models, readImage, tensor, writeImage } from "./library.ts";
import type { NamedSource } from "./named-sources.ts";
import { makeFolder } from "./out-folder.ts";

/** Writes what belongs to an image with it, and what belongs to all at the end, also of those before an error. */
export class Writer {
  readonly #out: string;
  readonly #options: DetectCliOptions;
  readonly #found: models.FoundObjects[] = [];

  constructor(out: string, options: DetectCliOptions) {
    this.#out = out;
    this.#options = options;
  }

  static async open(out: string, options: DetectCliOptions): Promise<Writer> {
    await makeFolder(out, "detect");
    return new Writer(out, options);
  }

  /** Takes what was found in an image; gives the files that were written. */
  async add(
    { file, within, name }: NamedSource,
    found: models.FoundObjects,
    image: DecodingOptions,
  ): Promise<string[]> {
    const { format, draw, spacing } = this.#options;
    if (spacing !== undefined && found.objects.some(({ mask }) => mask === null)) {
      throw new ArgumentError(
        "detect: --spacing is for measurements of masks, and this network finds boxes; leave it out",
        { operation: "detect" },
      );
    }
    const stem = path.join(this.#out, name);
    const files: string[] = [];
    const at = async (ending: string): Promise<string> => {
      files.push(`${stem}.${ending}`);
      await mkdir(path.dirname(stem), { recursive: true });
      return `${stem}.${ending}`;
    };
    if (draw) {
      await tensor.scope(async () => {
        const picture = await readImage(file, { ...image, mode: "RGB", depth: 8 });
        await writeImage(found.draw(picture, { outline: true }), await at("found.png"));
      });
    }
    if (format === "geojson") await found.writeGeoJSON(await at("geojson"));
    else this.#found.push(new models.FoundObjects({ ...found, path: within }));
    return files;
  }

  /** Writes the file of all images. */
  async finish(): Promise<void> {
    const { format, spacing } = this.#options;
    const found = this.#found;
    if (format === "coco") {
      const dataset = models.foundToCoco(found, { root: "." });
      await contours.writeCoco(path.join(this.#out, "annotations.json"), dataset);
    } else if (format === "csv") {
      await writeText(
        path.join(this.#out, "objects.csv"),
        models.foundToCsv(found, spacing ? { spacing } : {}),
      );
    } else if (format === "json") {
      await writeText(path.join(this.#out, "objects.json"), JSON.stringify(found));
    }
  }
}

async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, async (handle) => {
    await handle.writeFile(text);
  });
}
