/** Where a photograph of the fundus shows the eye: a bright field on the dark that the camera's stop leaves. */

import { number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { cat, fromBytes, isFloatingPoint, scope, type Tensor } from "../../tensor/index.ts";
import { tensorKind } from "../arguments.ts";
import { labelRegions } from "../regions/label.ts";

/** Options of {@link fieldOfView}. */
export interface FieldOfViewOptions {
  /** What is brighter in one of the channels is field, in the values of the image. Default: found in the corners. */
  threshold?: number;
}

const NAME = "medical.fieldOfView";
const TAKES = signature<FieldOfViewOptions>(NAME, {
  takes: { image: tensorKind },
  options: { threshold: number },
  positional: ["threshold"],
});

/** Edge of the blocks in the corners, as a share of the image's shorter edge. */
const CORNER = 1 / 32;
/** Standard deviations above the mean of the corners at which the field begins. */
const DEVIATIONS = 4;
/** Share of the way to a channel's brightest pixel that a glow beside the field reaches. */
const GLOW = 1 / 10;
/** Corners as bright as this share of what an image can have are no surround. */
const DARK = 1 / 8;

/**
 * The field of view of a fundus photograph: pixels that are brighter in one of the channels than the four corners are, by four standard
 * deviations of these and by a tenth of the way to the channel's brightest pixel, which a glow beside the field does not reach; of them the
 * largest connected part, with its holes filled. Dark vessels and a dark fovea are so within it.
 *
 * Source: after Gagnon, Lalonde, Beaulieu & Boucher, Procedure to detect anatomical structures in optical fundus images, Proc. SPIE 4322
 * (2001), https://doi.org/10.1117/12.430999.
 *
 * @param image (C, H, W) of one channel or three: bytes, or floats from 0 to 1
 * @returns (H, W) bool; the caller's to free. All false where nothing is brighter than the corners
 * @throws ShapeError for another shape; ArgumentError for another dtype, and where the corners are bright and no threshold is given
 *
 * @example
 * using image = await readImage("fundus.jpg");
 * using field = medical.fieldOfView(image);
 * const dice = metrics.dice(found.logicalAnd(field), truth.logicalAnd(field)); // of the field alone
 */
export function fieldOfView(image: Tensor, ...rest: Rest<FieldOfViewOptions, [threshold: number]>): Tensor {
  const { threshold } = TAKES.read(rest);
  TAKES.check(image);
  const [channels = 0, height = 0, width = 0] = image.shape;
  if (image.ndim !== 3 || (channels !== 1 && channels !== 3) || height === 0 || width === 0) {
    throw new ShapeError(`${NAME}: expected an image (1, H, W) or (3, H, W), got [${image.shape}].`, {
      operation: NAME,
    });
  }
  if (image.dtype !== "uint8" && !isFloatingPoint(image.dtype)) {
    throw TAKES.error(`expected an image of bytes, or of floats from 0 to 1, got ${image.dtype}.`);
  }
  const data = scope(() => {
    const pixels = image.detach();
    const bright = (threshold === undefined ? pixels.gt(limitsOf(pixels)) : pixels.gt(threshold)).any(0);
    return Uint8Array.from(bright.to({ device: "cpu", dtype: "uint8" }).contiguous().bytes());
  });
  return scope(() =>
    fromBytes(filled(largest({ data, height, width })), "uint8", [height, width]).to("bool"),
  );
}

/** (C, 1, 1): above which a pixel is of the field. */
function limitsOf(image: Tensor): Tensor {
  const [channels = 1, height = 1, width = 1] = image.shape;
  const edge = Math.max(1, Math.floor(Math.min(height, width) * CORNER));
  const [top, bottom] = [0, height - edge];
  const blocks = [top, bottom].flatMap((y) =>
    [0, width - edge].map((x) => image.narrow(1, y, edge).narrow(2, x, edge).reshape([channels, -1])),
  );
  const corners = cat(blocks, { dim: 1 }).double();
  const mean = corners.mean([1]);
  const most = image.dtype === "uint8" ? 255 : 1;
  const brightest = Number(mean.max().item());
  if (brightest > DARK * most) {
    throw new ArgumentError(
      `${NAME}: the corners of the image are not dark (mean ${brightest.toPrecision(3)} of ${most}), so they do not say where the field ` +
        "ends; give threshold, or take the whole image",
      { operation: NAME },
    );
  }
  const deviation = corners.sub(mean.unsqueeze(1)).square().mean([1]).sqrt();
  const peak = image.reshape([channels, -1]).amax([1]).double();
  const above = deviation.mul(DEVIATIONS).maximum(peak.sub(mean).mul(GLOW));
  const limits = mean.add(above).reshape([channels, 1, 1]);
  // A byte above a limit is above its whole part, and bytes compare without copies of the image in another dtype.
  return image.dtype === "uint8" ? limits.floor().clamp({ max: 255 }).to("uint8") : limits.to(image.dtype);
}

interface Bytes {
  data: Uint8Array;
  height: number;
  width: number;
}

/** The largest connected part, the first of several. */
function largest(mask: Bytes): Bytes {
  const { data: labels, count } = labelRegions(mask);
  const sizes = new Float64Array(count + 1);
  for (let i = 0; i < labels.length; i++)
    sizes[labels[i] as number] = (sizes[labels[i] as number] as number) + 1;
  let most = 1;
  for (let label = 2; label <= count; label++) {
    if ((sizes[label] as number) > (sizes[most] as number)) most = label;
  }
  const data = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) data[i] = labels[i] === most ? 1 : 0;
  return { ...mask, data };
}

/** The mask and what of the rest does not reach the edge of the image. */
function filled({ data, height, width }: Bytes): Uint8Array {
  const outside = labelRegions({ data: data.map((value) => 1 - value), height, width }, { connectivity: 4 });
  const open = new Set<number>();
  for (let x = 0; x < width; x++)
    open.add(outside.data[x] as number).add(outside.data.at(x - width) as number);
  for (let y = 0; y < height; y++) {
    open.add(outside.data[y * width] as number).add(outside.data[(y + 1) * width - 1] as number);
  }
  const out = new Uint8Array(data.length);
  for (let at = 0; at < out.length; at++) {
    out[at] = data[at] === 1 || !open.has(outside.data[at] as number) ? 1 : 0;
  }
  return out;
}
