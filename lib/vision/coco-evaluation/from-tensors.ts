/** Targets and detections as tensors to the objects of an image. */
import { describe } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, Tensor } from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../detection-sample.ts";
import { type PackedRuns, packRuns, runsArea, runsAt } from "../masks/packed-runs.ts";
import { encodePlanesLater } from "../rle/planes.ts";
import type { FoundObjects, ImageObjects, TrueObjects } from "./objects.ts";

/** How tensors are read. */
export interface Reading {
  /** How many classes there are: labels are from 1 to that. */
  classes: number;
  /** The probability above which a pixel is of a found mask; null where masks are not looked at. */
  maskThreshold: number | null;
  /** Named in errors. */
  operation: string;
}

/**
 * The true objects of an image. All tensors are read, or held, before this returns its promise.
 *
 * @throws ShapeError, ArgumentError for what is no target of these classes
 */
export async function readTarget(
  target: DetectionTarget,
  where: string,
  reading: Reading,
): Promise<TrueObjects> {
  const { masks, area, iscrowd } = target;
  const refuse = refusing(`${where}: target`, reading);
  const common = readCommon(target, masks, 0, refuse, reading);
  const count = target.labels.shape[0] as number; // as checked
  const ofEach = (name: string, tensor: Tensor | undefined): Promise<Float64Array> | undefined => {
    if (tensor === undefined) return undefined;
    if (!(tensor instanceof Tensor)) refuse(`${name} must be a tensor, got ${describe(tensor)}`);
    if (tensor.ndim !== 1 || tensor.shape[0] !== count) {
      refuse(`expected ${name} (${count}), of each label one, got [${tensor.shape}]`, true);
    }
    return numbersOf(tensor);
  };
  const [areas, crowds] = [ofEach("area", area), ofEach("iscrowd", iscrowd)];
  const { classes, boxes, packed } = await common;
  const given = await areas;
  given?.forEach((value) => {
    if (!(value >= 0)) refuse(`area is of numbers from 0, got ${value}`);
  });
  const crowd = (await crowds) ?? new Float64Array(count);
  return {
    classes,
    boxes,
    areas: given ?? areasOf(boxes, packed),
    masks: packed,
    crowd: Uint8Array.from(crowd, (value) => (value === 0 ? 0 : 1)),
  };
}

/** As {@link readTarget}, what a network found. */
export async function readDetections(
  found: Detections,
  where: string,
  reading: Reading,
): Promise<FoundObjects> {
  const refuse = refusing(`${where}: detections`, reading);
  const common = readCommon(found, found.masks, reading.maskThreshold ?? 0, refuse, reading);
  const count = found.labels.shape[0] as number; // as checked
  if (!(found.scores instanceof Tensor)) refuse(`scores must be a tensor, got ${describe(found.scores)}`);
  if (found.scores.ndim !== 1 || found.scores.shape[0] !== count) {
    refuse(`expected scores (${count}), of each label one, got [${found.scores.shape}]`, true);
  }
  const reads = numbersOf(found.scores);
  const { classes, boxes, packed } = await common;
  const scores = await reads;
  const odd = scores.find((score) => !Number.isFinite(score));
  if (odd !== undefined) refuse(`scores are finite numbers, got ${odd}`);
  return { classes, boxes, scores, areas: areasOf(boxes, packed), masks: packed };
}

type Refuse = (text: string, ofShape?: boolean) => never;

function refusing(where: string, { operation }: Reading): Refuse {
  return (text, ofShape = false) => {
    const Thrown = ofShape ? ShapeError : ArgumentError;
    throw new Thrown(`${operation}: ${where}: ${text}.`, { operation });
  };
}

/** Boxes, labels and masks. What is wrong with a shape is thrown at once, what is wrong with a value later. */
function readCommon(
  { boxes, labels }: { boxes: Tensor; labels: Tensor },
  masks: Tensor | undefined,
  threshold: number,
  refuse: Refuse,
  { classes, maskThreshold }: Reading,
): Promise<{ classes: Int32Array; boxes: Float64Array; packed: PackedRuns | null }> {
  for (const [name, tensor] of Object.entries({ boxes, labels })) {
    if (!(tensor instanceof Tensor)) refuse(`${name} must be a tensor, got ${describe(tensor)}`);
  }
  if (labels.ndim !== 1) refuse(`expected labels (N), got [${labels.shape}]`, true);
  const [count = 0] = labels.shape;
  if (boxes.ndim !== 2 || boxes.shape[0] !== count || boxes.shape[1] !== 4) {
    refuse(`expected boxes (${count}, 4), of each label one, got [${boxes.shape}]`, true);
  }
  const runs = maskThreshold === null ? null : readMasks(masks, count, threshold, refuse);
  const [edges, numbers] = [boxes.dataAsync(), numbersOf(labels)];
  const read = async () => {
    const places = Int32Array.from(await numbers, (label) => {
      if (Number.isInteger(label) && label >= 1 && label <= classes) return label - 1;
      return refuse(`labels are from 1 to ${classes} (0 is the background), got ${label}`);
    });
    return { classes: places, boxes: sidesOf(await edges, refuse), packed: await runs };
  };
  return read();
}

function readMasks(
  masks: Tensor | undefined,
  count: number,
  threshold: number,
  refuse: Refuse,
): Promise<PackedRuns> {
  if (masks === undefined) refuse("masks are missing, which are to be compared");
  if (!(masks instanceof Tensor)) refuse(`masks must be a tensor, got ${describe(masks)}`);
  const { shape } = masks;
  const isChannel = shape.length === 4 && shape[1] === 1;
  const [height = 0, width = 0] = shape.slice(-2);
  if ((shape.length !== 3 && !isChannel) || shape[0] !== count) {
    refuse(`expected masks (${count}, H, W) or (${count}, 1, H, W), of each label one, got [${shape}]`, true);
  }
  return encodePlanesLater(masks, isFloatingPoint(masks.dtype) ? threshold : 0).then((all) =>
    packRuns(all, height, width),
  );
}

/** x1, y1, x2, y2 to x, y, width, height, subtracted in the tensor's own precision as PyTorch would. */
function sidesOf(edges: ArrayLike<number | bigint>, refuse: Refuse): Float64Array {
  const round = edges instanceof Float32Array ? Math.fround : (value: number): number => value;
  const sides = new Float64Array(edges.length);
  for (let i = 0; i < edges.length; i += 4) {
    for (let j = 0; j < 4; j++) sides[i + j] = Number(edges[i + j]);
    const [x1, y1, x2, y2] = sides.subarray(i, i + 4) as unknown as [number, number, number, number];
    if (![x1, y1, x2, y2].every(Number.isFinite))
      refuse(`boxes are finite numbers, got [${[x1, y1, x2, y2]}]`);
    if (x2 < x1 || y2 < y1)
      refuse(`boxes are x1, y1, x2, y2 with x2 >= x1 and y2 >= y1, got [${[x1, y1, x2, y2]}]`);
    sides[i + 2] = round(x2 - x1);
    sides[i + 3] = round(y2 - y1);
  }
  return sides;
}

/** Pixels of the masks, or of the boxes where there are none. */
export function areasOf(boxes: Float64Array, masks: PackedRuns | null): Float64Array {
  return Float64Array.from({ length: boxes.length / 4 }, (_, i) =>
    masks === null ? (boxes[4 * i + 2] as number) * (boxes[4 * i + 3] as number) : runsArea(runsAt(masks, i)),
  );
}

/** An image without its masks; objects are as large as the data says, else as their boxes. */
export function boxesAlone({ found, truth }: ImageObjects, hasAreas: boolean): ImageObjects {
  return {
    found: { ...found, areas: areasOf(found.boxes, null), masks: null },
    truth: { ...truth, areas: hasAreas ? truth.areas : areasOf(truth.boxes, null), masks: null },
  };
}

async function numbersOf(tensor: Tensor): Promise<Float64Array> {
  return Float64Array.from((await tensor.dataAsync()) as ArrayLike<number | bigint>, Number);
}
