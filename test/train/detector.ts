/** A small network that finds squares, and images with squares: what trains in a second, whatever networks `models` has. */
import {
  cat,
  manualSeed,
  models,
  nn,
  noGrad,
  rand,
  stack,
  type Tensor,
  tensor,
  type train,
  zeros,
} from "../../lib/index.ts";
import type { Detections, DetectionTarget } from "../../lib/vision/detection-sample.ts";

const STRIDE = 8;

/** Says of each cell of 8 pixels whether an object's centre lies in it, of which class, and how far its edges are. */
export class CellDetector extends nn.Module {
  readonly body = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { stride: 2, padding: 1 }),
    new nn.ReLU(),
    new nn.Conv2d(8, 16, 3, { stride: 2, padding: 1 }),
    new nn.BatchNorm2d(16),
    new nn.ReLU(),
    new nn.Conv2d(16, 16, 3, { stride: 2, padding: 1 }),
    new nn.ReLU(),
  );
  readonly head: nn.Conv2d;
  readonly classes: number;
  readonly lossNames = ["loss_classifier", "loss_box_reg"];
  /** Passes of the body. */
  passes = 0;

  constructor(classes: number) {
    super();
    this.classes = classes;
    this.head = new nn.Conv2d(16, classes + 1 + 4, 1);
  }

  override forward(images: readonly Tensor[], targets?: readonly DetectionTarget[]): unknown {
    return targets === undefined ? this.detect(images) : this.losses(images, targets);
  }

  /** (1, outputs, h, w) of each image. */
  cells(images: readonly Tensor[]): Tensor[] {
    this.passes++;
    return images.map((image) => this.head.forward(this.body.forward(image.unsqueeze(0))));
  }

  losses(images: readonly Tensor[], targets: readonly DetectionTarget[]) {
    return this.#losses(this.cells(images), targets);
  }

  #losses(cells: readonly Tensor[], targets: readonly DetectionTarget[]) {
    const each = cells.map((cell, at) => this.#lossesOf(cell, targets[at] as DetectionTarget));
    const mean = (values: Tensor[]): Tensor => stack(values).mean();
    return {
      loss_classifier: mean(each.map(([classifier]) => classifier)),
      loss_box_reg: mean(each.map(([, boxes]) => boxes)),
    };
  }

  #lossesOf(cell: Tensor, { boxes, labels }: DetectionTarget): [classifier: Tensor, boxes: Tensor] {
    const [, , height = 0, width = 0] = cell.shape;
    const logits = cell.narrow(1, 0, this.classes + 1);
    const sides = cell
      .narrow(1, this.classes + 1, 4)
      .squeeze(0)
      .flatten(1); // (4, cells)
    const wanted = zeros([height * width], { dtype: "int64", device: cell.device });
    const places: number[] = [];
    for (const [at, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]] of (boxes.toArray() as number[][]).entries()) {
      const column = Math.min(width - 1, Math.floor((x1 + x2) / 2 / STRIDE));
      const row = Math.min(height - 1, Math.floor((y1 + y2) / 2 / STRIDE));
      const place = row * width + column;
      wanted.narrow(0, place, 1).copy_(labels.narrow(0, at, 1));
      places.push(place);
    }
    const classifier = nn.functional.crossEntropy(
      logits.reshape([1, this.classes + 1, -1]),
      wanted.unsqueeze(0),
      {
        weight: tensor([0.2, ...Array(this.classes).fill(1)], { dtype: "float32", device: cell.device }),
      },
    );
    if (places.length === 0) return [classifier, sides.sum().mul(0)];
    const index = tensor(places, { dtype: "int64", device: cell.device });
    const centres = this.#centres(places, width).to(cell.device);
    const expected = boxes.float().div(STRIDE).sub(centres);
    return [classifier, sides.t().index(index).sub(expected).abs().mean().mul(0.5)];
  }

  /** (N, 4): the centres of cells, twice. */
  #centres(places: readonly number[], width: number): Tensor {
    const at = places.flatMap((place) => {
      const [x, y] = [(place % width) + 0.5, Math.floor(place / width) + 0.5];
      return [x, y, x, y];
    });
    return tensor(at, { dtype: "float32" }).reshape([-1, 4]);
  }

  detect(images: readonly Tensor[]): Detections[] {
    return noGrad(() => {
      const training = this.training;
      this.eval();
      try {
        return this.cells(images).map((cell) => this.#found(cell));
      } finally {
        this.train(training);
      }
    });
  }

  #found(cell: Tensor): Detections {
    const flat = cell.squeeze(0).flatten(1); // (outputs, cells)
    const { values, indices } = flat
      .narrow(0, 0, this.classes + 1)
      .softmax(0)
      .max(0) as never as {
      values: Tensor;
      indices: Tensor;
    };
    const at = indices.gt(0).nonzero().squeeze(1);
    const boxes = flat
      .narrow(0, this.classes + 1, 4)
      .t()
      .index(at)
      .add(
        this.#centres(Array.from(at.data() as BigInt64Array, Number), cell.shape[3] as number).to(
          cell.device,
        ),
      )
      .mul(STRIDE);
    const far = cat([boxes.narrow(1, 0, 2), boxes.narrow(1, 0, 2).maximum(boxes.narrow(1, 2, 2))], 1);
    return { boxes: far, labels: indices.index(at), scores: values.index(at) };
  }
}

/** The same, which gives losses and detections of one pass. */
export class OnePassDetector extends CellDetector {
  evaluate(images: readonly Tensor[], targets: readonly DetectionTarget[]) {
    return { losses: this.losses(images, targets), detections: this.detect(images) };
  }
}

models.declare(CellDetector, { heads: "head" });

/** Features of one resolution, an 8th of the image's. */
class Backbone extends nn.Module {
  readonly out_channels = 16;
  readonly conv1 = new nn.Conv2d(3, 8, 3, { stride: 2, padding: 1 });
  readonly conv2 = new nn.Conv2d(8, 16, 3, { stride: 2, padding: 1 });
  readonly conv3 = new nn.Conv2d(16, 16, 3, { stride: 2, padding: 1 });

  override forward(x: Tensor): Tensor {
    return this.conv3.forward(this.conv2.forward(this.conv1.forward(x).relu()).relu()).relu();
  }
}

/** Faster R-CNN over it, with the first values of scripts/fixtures/detection_training.py, in float64. */
export function smallRcnn(classes = 4): models.detection.FasterRCNN {
  const { AnchorGenerator, FasterRCNN, FastRCNNPredictor, MultiScaleRoIAlign, TwoMLPHead } = models.detection;
  manualSeed(0);
  const backbone = new Backbone();
  const boxHead = new TwoMLPHead(16 * 5 * 5, 32);
  const boxPredictor = new FastRCNNPredictor(32, classes + 1);
  const model = new FasterRCNN(backbone, {
    rpnAnchorGenerator: new AnchorGenerator([[8, 16, 32]], [0.5, 1, 2]),
    boxRoiPool: new MultiScaleRoIAlign(["0"], 5, 2),
    boxHead,
    boxPredictor,
    minSize: 64,
    maxSize: 80,
    rpnPostNmsTopNTrain: 30,
    rpnPostNmsTopNTest: 16,
    boxBatchSizePerImage: 8,
    rpnBatchSizePerImage: 64,
    boxDetectionsPerImg: 10,
  });
  model.to({ dtype: "float64" });
  return model;
}

/** An image of noise with a bright square, or without any. */
export function squares(count: number, { empty = false } = {}) {
  return Array.from({ length: count }, (_, at) => {
    const image = rand([3, 32 + 24 * (at % 2), 40]).mul(0.3);
    if (empty || at % 4 === 3) {
      return {
        image,
        target: { boxes: zeros([0, 4]), labels: zeros([0], { dtype: "int64" }) },
        path: `${at}.png`,
      };
    }
    const [x, y, side] = [2 + ((5 * at) % 16), 3 + ((7 * at) % 12), 10 + (at % 3)];
    const label = 1 + (at % 2);
    image.narrow(0, label, 1).narrow(1, y, side).narrow(2, x, side).fill_(1);
    const boxes = tensor([[x, y, x + side, y + side]], { dtype: "float32" });
    return { image, target: { boxes, labels: tensor([label], { dtype: "int64" }) }, path: `${at}.png` };
  });
}

/** A data set of such images. */
export class Squares {
  readonly samples: ReturnType<typeof squares>;
  /** For the overlap guard and batches of like aspect ratio. */
  readonly sizes: { width: number; height: number }[];

  constructor(samples: ReturnType<typeof squares>) {
    this.samples = samples;
    this.sizes = samples.map(({ image }) => ({
      width: image.shape[2] as number,
      height: image.shape[1] as number,
    }));
  }

  get length(): number {
    return this.samples.length;
  }

  async get(index: number) {
    const { image, target, path } = this.samples[index] as ReturnType<typeof squares>[number];
    const copy = Object.fromEntries(Object.entries(target).map(([name, one]) => [name, one.clone()]));
    return { image: image.clone(), target: copy as typeof target, index, path };
  }
}

/** Squares to train and validate on. */
export function squareData(count = 12): train.DetectionLoaderData & { val: Squares; train: Squares } {
  return {
    train: new Squares(squares(count)),
    val: new Squares(squares(4)),
    classes: ["green", "blue"],
    task: { name: "detection" },
  };
}
