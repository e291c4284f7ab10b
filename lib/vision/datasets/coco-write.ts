/** Writing detection data as an annotation file in COCO's format, which pycocotools and this library read. */

import { isAbsolute, relative, sep } from "node:path";
import { abortSignal, instance, type Rest, signature, string } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope } from "../../tensor/index.ts";
import { encodeRle } from "./coco-masks.ts";
import { DetectionSplit } from "./detection-files.ts";

const OPERATION = "datasets.writeCocoDetection";
const TAKES = signature<{ signal?: AbortSignal }>(OPERATION, {
  takes: { split: instance(DetectionSplit), file: string, imagesDir: string },
  options: { signal: abortSignal },
});

/**
 * Writes the objects of a part of detection data, whole or not at all: boxes, areas, crowds and, where the data has masks, run
 * lengths. Images and objects are numbered from 1, as pycocotools takes an id of 0 for none; categories are the classes in
 * their order.
 *
 * @param imagesDir the folder that file names are relative to, as `CocoDetection.open` takes it
 * @throws ArgumentError for an image that does not lie in that folder, and what reading its objects throws
 */
export async function writeCocoDetection(
  split: DetectionSplit,
  file: string,
  imagesDir: string,
  ...rest: Rest<{ signal?: AbortSignal }>
): Promise<void> {
  const { signal } = TAKES.read(rest);
  TAKES.check(split, file, imagesDir);
  const images = split.samples.map(({ path, size: { width, height } }, i) => ({
    id: i + 1,
    file_name: nameIn(imagesDir, path),
    width,
    height,
  }));
  const categories = split.task.classes.map((name, i) => ({ id: i + 1, name }));
  await writeAtomically(file, async (handle) => {
    await handle.write(
      `{"images":${JSON.stringify(images)},\n"categories":${JSON.stringify(categories)},\n"annotations":[`,
    );
    let id = 0;
    for (let i = 0; i < split.length; i++) {
      throwIfAborted(signal, OPERATION);
      const annotations = await scope(async () => annotationsOf(await split.readTarget(i, { signal })));
      for (const annotation of annotations) {
        const line = JSON.stringify({ id: ++id, image_id: i + 1, ...annotation });
        await handle.write(`${id === 1 ? "\n" : ",\n"}${line}`);
      }
    }
    await handle.write("\n]}\n");
  });
}

function nameIn(imagesDir: string, path: string): string {
  const name = relative(imagesDir, path);
  if (name === ".." || name.startsWith(`..${sep}`) || isAbsolute(name)) {
    throw new ArgumentError(`${OPERATION}: ${path} does not lie in the folder ${imagesDir}`, {
      operation: OPERATION,
      file: path,
    });
  }
  return name.replaceAll(sep, "/");
}

/** The objects of a target, without the numbers of objects and image. */
function annotationsOf({
  boxes,
  labels,
  area,
  iscrowd,
  masks,
}: Awaited<ReturnType<DetectionSplit["readTarget"]>>) {
  const corners = boxes.toArray() as [number, number, number, number][];
  const [classes, areas, crowds] = [labels, area, iscrowd].map((t) => t?.toArray() as number[] | undefined);
  return corners.map(([x1, y1, x2, y2], i) => ({
    category_id: classes?.[i],
    bbox: [x1, y1, x2 - x1, y2 - y1],
    area: areas?.[i],
    iscrowd: crowds?.[i],
    ...(masks !== undefined && { segmentation: encodeRle(masks.select(0, i)) }),
  }));
}
