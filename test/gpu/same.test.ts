// What must give the CPU's numbers on a device: one line of the table for each.
import { expect } from "vitest";
import {
  autograd,
  boxes,
  checkpoint,
  type DetectionTarget,
  type Device,
  data,
  manualSeed,
  models,
  nn,
  noGrad,
  optim,
  randint,
  randn,
  rle,
  type Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import { roiAlign, roiPool } from "../../lib/vision/ops/index.ts";
import { DEVICE, gpu } from "./device.ts";

/** Of the largest value: a GPU's convolutions and products keep 10 bits of what they multiply (TF32). */
const TOLERANCE = 1e-2;

/** Gives numbers that do not depend on the device; what is random is drawn on the CPU. */
type Case = (device: Device) => Tensor | readonly Tensor[] | Promise<Tensor | readonly Tensor[]>;

const to =
  (device: Device) =>
  (t: Tensor): Tensor =>
    t.to(device);

/** What a module gives, its gradients, and its buffers as the pass leaves them. */
const passOf =
  <M extends nn.Module>(make: () => M, run: (model: M, at: (t: Tensor) => Tensor) => Tensor): Case =>
  (device) => {
    const model = make().to(device);
    const y = run(model, to(device));
    y.square().mean().backward();
    return [
      y.detach(),
      ...[...model.parameters()].map((p) => p.grad as Tensor),
      ...[...model.buffers()].filter((b) => b.isFloatingPoint()),
    ];
  };

/** A network after steps on batches of its own. */
const trained =
  (make: (params: Iterable<Tensor>) => optim.Optimizer, step: optim.StepOptions = {}): Case =>
  (device) => {
    const net = new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.BatchNorm2d(4), new nn.ReLU());
    net.to(device);
    const optimizer = make(net.parameters());
    for (let i = 0; i < 5; i++) {
      optimizer.zeroGrad();
      net
        .forward(randn([2, 3, 8, 8]).to(device))
        .square()
        .mean()
        .backward();
      optim.clipGradNorm_(net.parameters(), 1);
      optimizer.step(step);
    }
    return [...net.parameters()].map((p) => p.detach());
  };

const CASES: Record<string, Case> = {
  "convolution, normalisation and pooling": passOf(
    () =>
      new nn.Sequential(
        new nn.Conv2d(3, 8, 3, { padding: 1, groups: 1 }),
        new nn.BatchNorm2d(8),
        new nn.ReLU(),
        new nn.Conv2d(8, 8, 3, { groups: 8 }),
        new nn.GroupNorm(2, 8),
        new nn.MaxPool2d(2),
        new nn.ConvTranspose2d(8, 4, 2, { stride: 2 }),
        new nn.AdaptiveAvgPool2d(2),
      ),
    (net, at) => net.forward(at(randn([2, 3, 12, 12]))),
  ),
  attention: passOf(
    () => new nn.MultiheadAttention(16, 4, { batchFirst: true }),
    (net, at) => {
      const x = at(randn([2, 5, 16]));
      return net.forward(x, x, x)[0];
    },
  ),
  "embedding and layer normalisation": passOf(
    () => new nn.Sequential(new nn.Embedding(10, 8), new nn.LayerNorm(8), new nn.Linear(8, 3)),
    (net, at) => net.forward(at(randint(10, [4, 6]))),
  ),
  "pooling's places and back": passOf(
    () => new nn.Conv2d(2, 4, 3, { padding: 1 }),
    (net, at) => {
      const y = net.forward(at(randn([1, 2, 8, 8])));
      const { output, indices } = nn.functional.maxPool2dWithIndices(y, 2);
      return nn.functional.maxUnpool2d(output, indices, 2);
    },
  ),
  "resizing, bilinear and nearest": passOf(
    () => new nn.Conv2d(2, 4, 3),
    (net, at) => {
      const y = net.forward(at(randn([1, 2, 8, 8])));
      const wide = nn.functional.interpolate(y, { size: [11, 13], mode: "bilinear", alignCorners: false });
      return nn.functional.interpolate(wide, { scaleFactor: 2, mode: "nearest" });
    },
  ),
  "cross entropy over pixels that are ignored": (device) => {
    const logits = randn([2, 3, 6, 6]).to(device).requiresGrad_();
    const labels = randint(3, [2, 6, 6]);
    labels.narrow(1, 0, 2).fill_(255);
    const loss = nn.functional.crossEntropy(logits, labels.to(device), { ignoreIndex: 255 });
    loss.backward();
    return [loss.detach(), logits.grad as Tensor];
  },
  "a checkpointed block": passOf(
    () => new nn.Linear(6, 6),
    (net, at) => checkpoint((x: Tensor) => net.forward(x).tanh(), [at(randn([4, 6]))]),
  ),
  "second derivatives": (device) => {
    const x = randn([5]).to(device).requiresGrad_();
    const [g] = autograd.grad(x.pow(3).sum(), x, { createGraph: true });
    const [h] = autograd.grad((g as Tensor).square().sum(), x);
    return h as Tensor;
  },
  "SGD with momentum": trained((p) => new optim.SGD(p, { lr: 0.1, momentum: 0.9, nesterov: true })),
  Adam: trained((p) => new optim.Adam(p, { lr: 0.01, amsgrad: true })),
  AdamW: trained((p) => new optim.AdamW(p, { lr: 0.01 })),
  RMSprop: trained((p) => new optim.RMSprop(p, { lr: 0.01, momentum: 0.5 })),
  Adagrad: trained((p) => new optim.Adagrad(p, { lr: 0.01 })),
  NAdam: trained((p) => new optim.NAdam(p, { lr: 0.01 })),
  RAdam: trained((p) => new optim.RAdam(p, { lr: 0.01 })),
  Adamax: trained((p) => new optim.Adamax(p, { lr: 0.01 })),
  Adadelta: trained((p) => new optim.Adadelta(p, { lr: 0.5 })),
  ASGD: trained((p) => new optim.ASGD(p, { lr: 0.05 })),
  Rprop: trained((p) => new optim.Rprop(p, { lr: 0.01 })),
  Adafactor: trained((p) => new optim.Adafactor(p, { lr: 0.01 })),
  Lion: trained((p) => new optim.Lion(p, { lr: 0.001 })),
  LAMB: trained((p) => new optim.LAMB(p, { lr: 0.01 })),
  "Muon, on matrices": (device) => {
    const net = new nn.Sequential(new nn.Linear(6, 5, { bias: false }), new nn.Linear(5, 4, { bias: false }));
    net.to(device);
    const optimizer = new optim.Muon(net.parameters(), { lr: 0.01 });
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      net
        .forward(randn([8, 6]).to(device))
        .square()
        .mean()
        .backward();
      optimizer.step();
    }
    return [...net.parameters()].map((one) => one.detach());
  },
  "LBFGS, with a closure": (device) => {
    const net = new nn.Linear(4, 2).to(device);
    const x = randn([8, 4]).to(device);
    const optimizer = new optim.LBFGS(net.parameters(), { lr: 0.5, lineSearchFn: "strong_wolfe" });
    for (let i = 0; i < 2; i++) {
      optimizer.step(() => {
        optimizer.zeroGrad();
        const loss = net.forward(x).sub(1).square().mean();
        loss.backward();
        return loss;
      });
    }
    return [...net.parameters()].map((one) => one.detach());
  },
  "adaptive clipping and an average of the weights": (device) => {
    const net = new nn.Sequential(new nn.Linear(5, 4), new nn.BatchNorm1d(4), new nn.Linear(4, 2)).to(device);
    const average = new optim.swaUtils.AveragedModel(net);
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      net
        .forward(randn([6, 5]).to(device))
        .square()
        .sum()
        .backward();
      optim.adaptiveClipGrad_(net.parameters(), 0.05);
      optimizer.step();
      average.updateParameters(net);
    }
    return [...average.parameters()].map((one) => one.detach());
  },
  "volumes: convolution, normalisation and pooling": passOf(
    () =>
      new nn.Sequential(
        new nn.Conv3d(2, 4, 3, { padding: 1, paddingMode: "replicate" }),
        new nn.BatchNorm3d(4),
        new nn.PReLU(),
        new nn.MaxPool3d(2),
        new nn.ConvTranspose3d(4, 2, 2, { stride: 2 }),
        new nn.InstanceNorm3d(2, { affine: true }),
        new nn.AdaptiveAvgPool3d(2),
      ),
    (net, at) => net.forward(at(randn([2, 2, 6, 6, 6]))),
  ),
  "signals: convolution, normalisation and padding": passOf(
    () =>
      new nn.Sequential(
        new nn.ReflectionPad1d(2),
        new nn.Conv1d(3, 4, 3),
        new nn.RMSNorm(10),
        new nn.Mish(),
        new nn.LPPool1d(2, 2),
        new nn.GLU(1),
      ),
    (net, at) => net.forward(at(randn([2, 3, 8]))),
  ),
  "a Transformer layer": passOf(
    () => new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16, dropout: 0, batchFirst: true }),
    (net, at) => net.forward(at(randn([2, 5, 8]))),
  ),
  "an LSTM, two layers in both directions": passOf(
    () => new nn.LSTM(3, 4, { numLayers: 2, bidirectional: true, batchFirst: true }),
    (net, at) => {
      const [output, [, cells]] = net.forward(at(randn([2, 5, 3])));
      return output.add(cells.sum());
    },
  ),
  "an LSTM without biases, projected": passOf(
    () => new nn.LSTM(3, 4, { bias: false, projSize: 2 }),
    (net, at) => net.forward(at(randn([5, 2, 3])))[0],
  ),
  "a GRU and an Elman network": passOf(
    () => new nn.ModuleList([new nn.GRU(3, 4, { numLayers: 2 }), new nn.RNN(4, 2)]),
    (net, at) => {
      const [gru, rnn] = [...net] as [nn.GRU, nn.RNN];
      return rnn.forward(gru.forward(at(randn([5, 2, 3])))[0])[0];
    },
  ),
  "losses of margins, likelihoods and shares of classes": (device) => {
    const [a, b] = [randn([6, 4]).to(device).requiresGrad_(), randn([6, 4]).to(device)];
    const labels = randint(4, [6]);
    const shares = nn.functional.oneHot(labels, 4).float().mul(0.8).add(0.05).to(device);
    const losses = [
      new nn.TripletMarginLoss().forward(a, b, a.detach().neg()),
      new nn.MultiMarginLoss().forward(a, labels.to(device)),
      new nn.MultiLabelSoftMarginLoss().forward(a, shares.round()),
      new nn.GaussianNLLLoss().forward(a, b, b.square().add(0.1)),
      new nn.FocalCrossEntropyLoss().forward(a, labels.to(device)),
      nn.functional.crossEntropy(a, shares),
    ];
    const [first, ...rest] = losses as [Tensor, ...Tensor[]];
    rest.reduce((sum, one) => sum.add(one), first).backward();
    return [...losses.map((one) => one.detach()), a.grad as Tensor];
  },
  "a learning rate in a tensor of the CPU": trained((p) => new optim.AdamW(p, { lr: tensor(0.01) })),
  "gradients scaled by a tensor of the CPU": trained((p) => new optim.AdamW(p, { lr: 0.01 }), {
    gradScale: tensor([4], { dtype: "float64" }),
    foundInf: tensor(0, { dtype: "int64" }),
  }),
  "a step with an infinity, said by the CPU": trained((p) => new optim.SGD(p, { lr: 0.1 }), {
    gradScale: tensor(4),
    foundInf: tensor(1),
  }),
  "batches of a loader": async (device) => {
    const rows = new data.TensorDataset(randn([10, 3]).to(device), randint(4, [10]).to(device));
    const sums: Tensor[] = [];
    for await (const { images, labels } of data.tensorLoader(rows, {
      batchSize: 4,
      shuffle: true,
      seed: 3,
    })) {
      sums.push(images.sum(1).mul(labels).sum());
    }
    return sums;
  },
  "indexing, sorting and masks": (device) => {
    const x = randn([6, 7]).to(device);
    const { values } = torch.sort(x, { dim: 1 });
    const chosen = x.index([2, 0, 5]);
    const masked = x.maskedFill(x.lt(0), 0);
    const written = x.clone();
    written.narrow(0, 1, 2).fill_(3);
    return [values, chosen, masked, written, x.argmax(1).float(), torch.cat([x, x.flip([0])])];
  },
  "non-maximum suppression of several blocks and groups": (device) => {
    const near = randint(60, [1500, 2]).float();
    const all = torch.cat([near, near.add(randint(30, [1500, 2])).add(1)], 1).to(device);
    const scores = randint(50, [1500]).float().to(device);
    const groups = randint(3, [1500]).to(device);
    return [boxes.nms(all, scores, 0.4).float(), boxes.batchedNms(all, scores, groups, 0.4).float()];
  },
  "features of regions, sampled and largest": (device) => {
    const corners = randint(20, [40, 2]).float();
    const rois = torch
      .cat([randint(2, [40, 1]).float(), corners, corners.add(randint(25, [40, 2]))], 1)
      .to(device);
    const x = randn([2, 3, 12, 14]).to(device).requiresGrad_();
    const regions = [
      roiAlign(x, rois, 3, { spatialScale: 0.5, samplingRatio: 2, aligned: true }),
      roiAlign(x, rois, [2, 3], { spatialScale: 0.5 }),
      roiPool(x, rois, 2, { spatialScale: 0.5 }),
    ];
    for (const one of regions) one.square().sum().backward();
    return [...regions.map((one) => one.detach()), x.grad as Tensor];
  },
  "a network's features by Grad-CAM": async (device) => {
    const model = (await models.resnet18({ weights: null })).eval().to(device);
    return models.gradCam(model, randn([3, 32, 32]), { target: 3 }).heat;
  },
  "losses and gradients of detection in two stages, with masks": async (device) => {
    const model = await maskRcnn(device);
    const sizes = [[60, 72] as const, [64, 48] as const, [48, 50] as const];
    const images = sizes.map(([h, w]) => torch.rand([3, h, w]).double().to(device));
    const targets = objectsOf(sizes).map(({ boxes, labels, masks }) => ({
      boxes: boxes.to(device),
      labels: labels.to(device),
      masks: (masks as Tensor).to(device),
    }));
    const losses = Object.values(model.losses(images, targets));
    losses.reduce((sum, loss) => sum.add(loss)).backward();
    return [...losses.map((loss) => loss.detach()), ...[...model.parameters()].map((p) => p.grad as Tensor)];
  },
  "objects that a network of two stages finds": async (device) => {
    const model = await maskRcnn(device);
    const images = [randint(256, [3, 60, 72]).to("uint8"), randint(256, [3, 64, 48]).to("uint8")];
    const transform = (image: Tensor): Tensor => image.double().div(255);
    const found = await models.detect(model, images, { transform, batchSize: 2 });
    return found.flatMap(({ objects }) => {
      expect(objects.length).toBeGreaterThan(0);
      const columns = objects.map(({ score, box: { x1, y1, x2, y2 }, classId, mask }) => ({
        scores: score,
        boxes: [x1, y1, x2, y2],
        labels: classId,
        areas: Number(rle.area(mask as rle.Rle)),
      }));
      return (["scores", "boxes", "labels", "areas"] as const).map((key) =>
        tensor(columns.map((one) => one[key]) as number[]),
      );
    });
  },
  "ResNet in channels-last layout": async (device) => {
    const model = (await models.resnet18({ weights: null })).eval();
    model.to(device).to({ memoryFormat: "channels_last" });
    const images = randn([2, 3, 32, 32]).to(device).to({ memoryFormat: "channels_last" });
    return noGrad(() => model.forward(images));
  },
};

/** Mask R-CNN in float64, which knows no TF32: of boxes that nearly tie the same ones stay everywhere. */
async function maskRcnn(device: Device): Promise<models.MaskRCNN> {
  const model = await models.maskrcnn({
    backbone: "mobilenet_v3_small",
    numClasses: 3,
    minSize: 64,
    maxSize: 96,
    rpnPostNmsTopNTrain: 20,
    rpnPostNmsTopNTest: 12,
    boxDetectionsPerImg: 6,
    // Everything is learnt from, whatever is drawn.
    rpnBatchSizePerImage: 100_000,
    rpnPositiveFraction: 1,
    boxBatchSizePerImage: 100_000,
    boxPositiveFraction: 1,
  });
  const { cls_score, bbox_pred } = model.roi_heads.box_predictor as models.detection.FastRCNNPredictor;
  for (const { weight } of [cls_score, bbox_pred]) nn.init.normal_(weight, { std: 0.1 });
  return model.to({ dtype: "float64", device });
}

/** Objects of two images, the last of them without any. */
function objectsOf(sizes: readonly (readonly [height: number, width: number])[]): DetectionTarget[] {
  return sizes.map(([height, width], at) => {
    const count = at === sizes.length - 1 ? 0 : 3;
    const low = torch.rand([count, 2]).mul(30);
    const boxes = torch.cat([low, low.add(torch.rand([count, 2]).mul(20)).add(4)], 1);
    const masks = torch.rand([count, height, width]).gt(0.5).to("uint8");
    return { boxes: boxes.double(), labels: randint(1, 3, [count]), masks };
  });
}

for (const [name, run] of Object.entries(CASES)) {
  gpu(name, async () => {
    const results = async (device: Device): Promise<readonly Tensor[]> => {
      manualSeed(11);
      const given = await run(device);
      return Array.isArray(given) ? given : [given as Tensor];
    };
    const [expected, actual] = [await results("cpu"), await results(DEVICE)];
    expect(actual.length).toBe(expected.length);
    for (const [i, one] of actual.entries()) {
      const other = expected[i] as Tensor;
      expect(one.device).toBe(one.device === "cpu" ? "cpu" : DEVICE);
      expect(one.shape).toEqual(other.shape);
      const scale = Math.max(1e-3, Number(other.abs().max().item()));
      expect(Number(one.cpu().sub(other).abs().max().item()) / scale, `result ${i}`).toBeLessThan(TOLERANCE);
    }
  });
}
