/** The same as `measure` of scripts/fixtures/detection_networks.py: a network from a seed, its losses, gradients and detections. */

import { expect } from "vitest";
import {
  cat,
  type DetectionTarget,
  type DType,
  manualSeed,
  models,
  nn,
  optim,
  rand,
  randint,
  scope,
  stack,
  type Tensor,
  tensor,
  torch,
  zeros,
} from "../../../lib/index.ts";
import { expectClose } from "../../helpers/index.ts";
import { described } from "../zoo.ts";

/** Constants of scripts/fixtures/detection_networks.py. */
export const CLASSES = 5;
const SIZES = [
  [48, 64],
  [60, 40],
  [33, 32],
] as const;
const OBJECTS = [3, 5, 0];
const STEPS = 5;
const LEARNING_RATE = 1e-4;
const COMMON = {
  numClasses: CLASSES,
  minSize: 48,
  maxSize: 64,
  rpnPostNmsTopNTrain: 24,
  rpnPostNmsTopNTest: 10,
  boxBatchSizePerImage: 8,
  rpnBatchSizePerImage: 64,
  boxDetectionsPerImg: 4,
} satisfies models.FasterRCNNOptions;

/** Numbers of one network, by their names there. */
export type Measured = Record<string, Tensor>;

/** How near numbers must be. */
export interface Bounds {
  /** Of first parameters: their digests beside the norm. */
  readonly init: number;
  /** Of each loss. */
  readonly losses: number;
  /** Of each parameter's gradient: its digest beside the norm. */
  readonly gradients: number;
  /** Of boxes, in pixels. */
  readonly pixels: number;
  /** Of scores and masks. */
  readonly scores: number;
  /** Of the losses over the steps, and of what each parameter has moved in the end, as of gradients. */
  readonly steps: number;
}

function build(name: string): Promise<models.FasterRCNN> {
  if (name === "maskrcnn_mobilenet") return maskOverMobileNet();
  if (name === "fasterrcnn_resnet50_frozen") return overFrozen();
  return models.get(name as models.DetectionName, COMMON) as Promise<models.FasterRCNN>;
}

/** Faster R-CNN as it is with weights: three of the backbone's stages are trained, its normalisations stay. */
async function overFrozen(): Promise<models.FasterRCNN> {
  const model = await models.fasterrcnn_resnet50_fpn({ ...COMMON, backboneNorm: "frozen" });
  for (const [name, parameter] of model.backbone.namedParameters()) {
    if (/^body\.(conv1|layer1)\./.test(name)) parameter.requiresGrad_(false);
  }
  return model;
}

/** Mask R-CNN of its parts over the backbone of the mobile network. */
async function maskOverMobileNet(): Promise<models.MaskRCNN> {
  const { BackboneWithFPN, AnchorGenerator } = models.detection;
  const normLayer = (channels: number): nn.TensorModule => new nn.BatchNorm2d(channels);
  const { features } = await models.mobilenet_v3_large({ normLayer });
  const backbone = new BackboneWithFPN(features, { 13: "0", 16: "1" }, [160, 960], 256);
  const sizes = [32, 64, 128, 256, 512];
  const rpnAnchorGenerator = new AnchorGenerator([sizes, sizes, sizes], [0.5, 1, 2]);
  return new models.MaskRCNN(backbone, { ...COMMON, rpnAnchorGenerator });
}

function wake(model: models.FasterRCNN): void {
  const { cls_score, bbox_pred } = model.roi_heads.box_predictor as models.detection.FastRCNNPredictor;
  const head = model.rpn.head as models.detection.RPNHead;
  nn.init.normal_(cls_score.weight, { std: 0.1 });
  nn.init.normal_(bbox_pred.weight, { std: 0.05 });
  nn.init.normal_(head.cls_logits.weight, { std: 0.1 });
  nn.init.normal_(head.bbox_pred.weight, { std: 0.05 });
  for (const norm of model.modules()) {
    if (!(norm instanceof models.detection.FrozenBatchNorm2d)) continue;
    for (const value of [norm.weight, norm.bias, norm.running_mean, norm.running_var]) {
      const isScale = value === norm.weight || value === norm.running_var;
      nn.init.uniform_(value, isScale ? 0.5 : -0.1, isScale ? 1 : 0.1);
    }
  }
}

/** Draws again in float64 what is random, as wide as it is: other processors draw float32 a little differently. */
function redraw(model: nn.Module): void {
  for (const value of model.parameters()) {
    const spread = value.numel() > 1 ? Number(value.detach().std().item()) : 0;
    if (!(spread > 0)) continue;
    const bound = Number((Math.sqrt(3) * spread).toPrecision(3));
    nn.init.uniform_(value, -bound, bound);
  }
}

function targetsOf(dtype: DType, masks: boolean): DetectionTarget[] {
  return SIZES.map(([height, width], at) => {
    const count = OBJECTS[at] as number;
    const low = rand([count, 2]).mul(tensor([width * 0.5, height * 0.5]));
    const side = rand([count, 2])
      .mul(tensor([width * 0.4, height * 0.4]))
      .add(4);
    const boxes = cat([low, low.add(side)], 1).to(dtype);
    const labels = randint(1, CLASSES, [count], { dtype: "int64" });
    if (!masks) return { boxes, labels };
    const y = torch.arange(height).reshape([1, -1, 1]).add(0.5);
    const x = torch.arange(width).reshape([1, 1, -1]).add(0.5);
    const [centre, radius] = [low.add(side.div(2)), side.div(2)].map((of) => of.reshape([-1, 2, 1, 1])) as [
      Tensor,
      Tensor,
    ];
    const along = (axis: number, values: Tensor): Tensor =>
      values.sub(centre.select(1, axis)).div(radius.select(1, axis)).pow(2);
    return { boxes, labels, masks: along(0, x).add(along(1, y)).le(1).to("uint8") };
  });
}

/** Names of the builders that are torchvision's. */
export const BUILDERS = [
  "fasterrcnn_mobilenet_v3_large_320_fpn",
  "fasterrcnn_mobilenet_v3_large_fpn",
  "fasterrcnn_resnet50_fpn",
  "fasterrcnn_resnet50_fpn_v2",
  "maskrcnn_resnet50_fpn",
  "maskrcnn_resnet50_fpn_v2",
] as const;

/** Values of the largest layer: 256 features of 7 x 7 pixels to 1024. */
const LARGEST = 256 * 7 * 7 * 1024;
/** A direction in which each value of a tensor counts with another weight. */
const WAVE = torch.arange(LARGEST, { dtype: "float64" }).sin();

/** Norm, first value and product with a fixed direction (S, 3) of each tensor. */
function digests(values: Iterable<Tensor>): Tensor {
  const rows = [...values].map((value) =>
    scope(() => {
      const flat = value.detach().double().reshape([-1]);
      const direction = WAVE.narrow(0, 0, flat.numel());
      return stack([torch.linalgVectorNorm(flat), flat.select(0, 0), flat.dot(direction)]);
    }),
  );
  return stack(rows);
}

function lossesOf(found: Record<string, Tensor>): Tensor {
  return stack(Object.values(found).map((loss) => loss.detach().double()));
}

function total(found: Record<string, Tensor>): Tensor {
  return Object.values(found).reduce((sum, loss) => sum.add(loss));
}

interface MeasureOptions {
  dtype?: DType;
  /** Whether it takes the steps of SGD too. */
  steps?: boolean;
  /** Whether what is random is drawn again, so that every processor begins with the same. */
  anew?: boolean;
}

/** Inside a scope. */
export async function measure(
  name: string,
  seed: number,
  { dtype = "float64", steps = true, anew = false }: MeasureOptions = {},
): Promise<{ keys: string[]; names: string[]; numbers: Measured; printed: string }> {
  const out: Measured = {};
  manualSeed(seed);
  const model = await build(name);
  const [keys, printed] = [described(model), String(model)];
  const floating = [...model.stateDict().values()].filter((value) => value.dtype === "float32");
  out.init = digests(floating);
  manualSeed(seed + 1);
  model.to(dtype);
  if (anew) redraw(model);
  wake(model);
  for (const module of model.modules()) if (module instanceof nn.BatchNorm2d) module.momentum = null;
  const images = SIZES.map(([height, width]) => rand([3, height, width]).to(dtype));
  const targets = targetsOf(dtype, model.hasMasks);

  model.train();
  manualSeed(seed + 2);
  const learnt = [...model.namedParameters()].filter(([, { requiresGrad }]) => requiresGrad);
  const parameters = learnt.map(([, parameter]) => parameter);
  const optimizer = new optim.SGD(parameters, {
    lr: LEARNING_RATE,
    momentum: 0.9,
    weightDecay: 0.01,
  });
  const found = model.forward(images, targets) as models.detection.RCNNLosses;
  out.losses = lossesOf(found);
  total(found).backward();
  out.grad = digests(parameters.map((parameter) => parameter.grad as Tensor));

  model.eval();
  for (const [at, one] of model.detect(images).entries()) {
    Object.assign(out, {
      [`boxes${at}`]: one.boxes,
      [`labels${at}`]: one.labels,
      [`scores${at}`]: one.scores,
    });
    if (one.masks === undefined) continue;
    const all = one.masks.double();
    const columns = [all.sum([1, 2, 3]), all.mul(all).sum([1, 2, 3])];
    out[`masks${at}`] =
      all.shape[0] === 0 ? zeros([0, 3], { dtype: "float64" }) : stack([...columns, all.amax([1, 2, 3])], 1);
  }

  if (steps) {
    const before = parameters.map((parameter) => parameter.detach().clone());
    model.train();
    optimizer.step();
    const trajectory: Tensor[] = [];
    for (let step = 1; step < STEPS; step++) {
      const losses = model.losses(images, targets);
      trajectory.push(lossesOf(losses));
      optimizer.zeroGrad();
      total(losses).backward();
      optimizer.step();
    }
    out.steps = stack(trajectory);
    out.moved = digests(parameters.map((after, at) => after.detach().sub(before[at] as Tensor)));
  }
  return { keys, printed, names: learnt.map(([path]) => path), numbers: out };
}

/** Largest error of rows of digests, beside the wanted norm; what is zero but for rounding is beside the median's. */
function digestError(found: Tensor, wanted: Tensor): { error: number; row: number } {
  const [own, theirs] = [found.toArray(), wanted.toArray()] as [number[][], number[][]];
  const norms = theirs.map(([norm]) => norm as number).sort((a, b) => a - b);
  const least = 1e-3 * (norms[Math.floor(norms.length / 2)] as number);
  const errors = theirs.map((wantedRow, row) => {
    const scale = Math.max(wantedRow[0] as number, least);
    return Math.max(...wantedRow.map((value, at) => Math.abs((own[row]?.[at] as number) - value))) / scale;
  });
  const error = Math.max(...errors);
  return { error, row: errors.indexOf(error) };
}

/** Expects the same numbers, the detections in the same order. */
export function expectNumbers(
  names: readonly string[],
  found: Measured,
  wanted: Measured,
  bounds: Bounds,
): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [key, numbers] of Object.entries(wanted)) {
    const own = found[key] as Tensor;
    expect(own.shape, key).toEqual(numbers.shape);
    const largest = (): number =>
      numbers.numel() === 0 ? 0 : Number(own.double().sub(numbers.double()).abs().max().item());
    if (key === "init" || key === "grad" || key === "moved") {
      const { error, row } = digestError(own, numbers);
      const bound = { init: bounds.init, grad: bounds.gradients, moved: bounds.steps }[key];
      expect(error, `${key} of ${key === "init" ? row : names[row]}`).toBeLessThanOrEqual(bound);
    } else if (key === "losses") expectClose(own, numbers, bounds.losses, key);
    else if (key === "steps") expectClose(own, numbers, bounds.steps, key);
    else if (key.startsWith("labels")) expect(own.toArray(), key).toEqual(numbers.toArray());
    else if (key.startsWith("boxes")) expect(largest(), `${key}, pixels`).toBeLessThanOrEqual(bounds.pixels);
    else if (key.startsWith("scores")) expect(largest(), key).toBeLessThanOrEqual(bounds.scores);
    else expectClose(own, numbers, bounds.scores, key);
  }
}
