/** Networks whose objects are written in the pixels, so that what must be found is known of every image. */

import {
  cat,
  fromTypedArray,
  manualSeed,
  models,
  nn,
  ones,
  scope,
  stack,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/index.ts";
import type { Detections } from "../../lib/vision/detection-sample.ts";

/** An object of {@link draw}: an ellipse in its box, or all of it. */
export interface Drawn {
  /** x, y, width, height in whole pixels. */
  at: readonly [number, number, number, number];
  classId: number;
  /** Of 255. */
  score: number;
  round?: boolean;
}

/** An image uint8 (3, H, W): each object's number, class and score in the three channels of its pixels. */
export function draw(height: number, width: number, objects: readonly Drawn[]): Tensor {
  const pixels = new Uint8Array(3 * height * width);
  objects.forEach(({ at: [left, top, w, h], classId, score, round = false }, i) => {
    for (let y = top; y < top + h; y++) {
      for (let x = left; x < left + w; x++) {
        const [u, v] = [(2 * (x - left) + 1) / w - 1, (2 * (y - top) + 1) / h - 1];
        if (round && u * u + v * v > 1) continue;
        [i + 1, classId, score].forEach((value, c) => {
          pixels[(c * height + y) * width + x] = value;
        });
      }
    }
  });
  return fromTypedArray(pixels, [3, height, width]);
}

/** Finds what {@link draw} draws, each number one object; with `masks` its pixels too. */
export class Reader extends nn.Module {
  head = new nn.Linear(1, 2);
  calls: number[][][] = [];
  modes: boolean[] = [];
  readonly #masks: boolean;

  constructor(masks = true) {
    super();
    this.#masks = masks;
  }

  override forward(images: readonly Tensor[]): Detections[] {
    return this.detect(images);
  }

  detect(images: readonly Tensor[]): Detections[] {
    this.calls.push(images.map(({ shape }) => [...shape]));
    this.modes.push(this.training);
    return images.map((image) => scope(() => this.keep(this.#read(image))));
  }

  /** What is left of the detections. */
  protected keep(found: Detections): Detections {
    return found;
  }

  #read(image: Tensor): Detections {
    const [, height, width] = image.shape as [number, number, number];
    const bytes = image.mul(255).round().to("uint8");
    const [ids, classes, scores] = [0, 1, 2].map((c) => bytes.select(0, c).contiguous().bytes()) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const found = new Map<number, { box: [number, number, number, number]; at: number }>();
    ids.forEach((id, at) => {
      if (id === 0) return;
      const [x, y] = [at % width, Math.floor(at / width)];
      const [x1, y1, x2, y2] = found.get(id)?.box ?? [x, y, x + 1, y + 1];
      found.set(id, {
        at,
        box: [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x + 1), Math.max(y2, y + 1)],
      });
    });
    const all = [...found].sort(([, a], [, b]) => (scores[b.at] as number) - (scores[a.at] as number));
    if (all.length === 0) {
      const none = { boxes: zeros([0, 4]), labels: zeros([0], { dtype: "int64" }), scores: zeros([0]) };
      return this.#masks ? { ...none, masks: zeros([0, 1, height, width]) } : none;
    }
    const ofImage = image.select(0, 0).mul(255).round();
    return {
      boxes: tensor(all.map(([, { box }]) => box)).float(),
      labels: tensor(
        all.map(([, { at }]) => classes[at] as number),
        { dtype: "int64" },
      ),
      scores: tensor(all.map(([, { at }]) => (scores[at] as number) / 255)).float(),
      ...(this.#masks && { masks: stack(all.map(([id]) => ofImage.eq(id).float().mul(0.9))).unsqueeze(1) }),
    };
  }
}

/** A Reader with limits as torchvision's second stage has them, which it keeps to: surer than, at most so many. */
export class Limited extends Reader {
  roi_heads = Object.assign(new nn.Identity(), {
    score_thresh: 0.05,
    nms_thresh: 0.5,
    detections_per_img: 100,
  });
  seen: number[][] = [];

  protected override keep({ boxes, labels, scores, masks }: Detections): Detections {
    const { score_thresh, nms_thresh, detections_per_img } = this.roi_heads;
    this.seen.push([score_thresh, nms_thresh, detections_per_img]);
    const rows = scores.gt(score_thresh).nonzero().squeeze(1).slice(0, 0, detections_per_img);
    const of = (values: Tensor): Tensor => values.indexSelect(0, rows);
    return { boxes: of(boxes), labels: of(labels), scores: of(scores), ...(masks && { masks: of(masks) }) };
  }
}

/** Gives whatever it was made with. */
export class Fixed extends nn.Module {
  readonly #given: unknown;
  constructor(given: unknown) {
    super();
    this.#given = given;
  }
  override forward(images: readonly Tensor[]): Detections[] {
    return this.detect(images);
  }
  detect(images: readonly Tensor[]): Detections[] {
    return images.map(() => this.#given) as Detections[]; // whatever it is
  }
}

/** So many detections of one class, all over an image. */
export function many(count: number, height: number, width: number): Detections {
  return scope(() => {
    const corners = Array.from({ length: count }, (_, i) => [(7 * i) % (width - 8), (3 * i) % (height - 8)]);
    const low = tensor(corners).float();
    return {
      boxes: cat([low, low.add(8)], 1),
      labels: ones([count], { dtype: "int64" }),
      scores: tensor(Array.from({ length: count }, (_, i) => 1 - i / (2 * count))).float(),
    };
  });
}

/** Features of an eighth of the image. */
class TinyBackbone extends nn.Module {
  readonly out_channels = 8;
  layers = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { stride: 4, padding: 1 }),
    new nn.ReLU(),
    new nn.Conv2d(8, 8, 3, { stride: 2, padding: 1 }),
    new nn.ReLU(),
  );
  override forward(x: Tensor): Tensor {
    return this.layers.forward(x);
  }
}

/** A Mask R-CNN of a few layers with first values, for two classes. */
export function tinyMaskRCNN(options: models.FasterRCNNOptions = {}): models.MaskRCNN {
  const { AnchorGenerator, MaskRCNNHeads, MaskRCNNPredictor, MultiScaleRoIAlign } = models.detection;
  manualSeed(1);
  return new models.MaskRCNN(new TinyBackbone(), {
    minSize: 64,
    maxSize: 128,
    rpnAnchorGenerator: new AnchorGenerator([[16, 32]], [1]),
    boxRoiPool: new MultiScaleRoIAlign(["0"], 3, 2),
    rpnPostNmsTopNTest: 300,
    boxPredictor: new models.detection.FastRCNNPredictor(1024, 3),
    maskRoiPool: new MultiScaleRoIAlign(["0"], 4, 2),
    maskHead: new MaskRCNNHeads(8, [8], 1),
    maskPredictor: new MaskRCNNPredictor(8, 8, 3),
    ...options,
  });
}
