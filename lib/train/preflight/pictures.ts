/** Small pictures of the files that findings name, for the page. */

import { Limit } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { loadSharp } from "../../vision/formats/libvips.ts";
import { finishPixels } from "../../vision/raw-image.ts";
import { MOST_PIXELS } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { decodeAsTrained, fileBytes, pixelsOfPart, type Source } from "./subject.ts";

const EDGE = 128;
const QUALITY = 72;

/** Gives the first files of each finding a picture, each file once; those that cannot be read get none. */
export async function addPictures(
  findings: readonly Finding[],
  source: Source,
  {
    each,
    atOnce,
    operation,
    signal,
  }: { each: number; atOnce: number; operation: string; signal?: AbortSignal },
): Promise<void> {
  const subjects = new Map(source.subjects.map((subject) => [`${subject.part}:${subject.path}`, subject]));
  const made = new Map<string, Promise<string | undefined>>();
  const limit = new Limit(atOnce);
  const pictureOf = (key: string): Promise<string | undefined> => {
    const subject = subjects.get(key);
    const there = made.get(key);
    if (there !== undefined || subject === undefined) return there ?? Promise.resolve(undefined);
    const picture = limit.run(async () => {
      throwIfAborted(signal, operation);
      try {
        const bytes = await fileBytes(subject, signal);
        const part = source.parts[subject.part];
        const decoded = bytes === null ? null : await decodeAsTrained(bytes, source.decoding, MOST_PIXELS);
        const image = decoded ?? (part === undefined ? null : await pixelsOfPart(part, subject, signal));
        if (image === null || !(image.data instanceof Uint8Array)) return undefined;
        const { width, height, data } = finishPixels(image, {
          mode: "RGB",
          depth: 8,
          windows: { ranges: [], named: undefined },
        });
        const sharp = await loadSharp();
        const small = await sharp(data as Uint8Array, { raw: { width, height, channels: 3 } })
          .resize(EDGE, EDGE, { fit: "inside", withoutEnlargement: true })
          .jpeg({ quality: QUALITY })
          .toBuffer();
        return `data:image/jpeg;base64,${small.toString("base64")}`;
      } catch {
        throwIfAborted(signal, operation);
        return undefined;
      }
    });
    made.set(key, picture);
    return picture;
  };
  for (const { files } of findings) {
    for (const file of files.slice(0, each)) {
      const picture = await pictureOf(`${file.part}:${file.path}`);
      if (picture !== undefined) file.picture = picture;
    }
  }
}
