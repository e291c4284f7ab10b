/**
 * ShuffleNet V2 in four widths, as torchvision has it
 * (https://docs.pytorch.org/vision/stable/models/shufflenetv2.html): with the same seed a fresh network has the same
 * parameters.
 *
 * "ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design", https://arxiv.org/abs/1807.11164.
 */

import { type Kinds, listOf, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count } from "../option-kinds.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** Interleaves the channels of `groups` groups: a a b b -> a b a b. */
function channelShuffle(x: Tensor, groups: number): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number]; // a convolution made it
  return x
    .view([n, groups, c / groups, h, w])
    .transpose(1, 2) // (N, groups, C / groups, H, W) -> (N, C / groups, groups, H, W)
    .contiguous()
    .view([n, c, h, w]);
}

/** Half of the channels, or with a stride a copy of all, go through convolutions; then both halves are shuffled. */
class InvertedResidual extends nn.Module {
  stride: number;
  branch1: nn.Sequential;
  branch2: nn.Sequential;

  constructor(inp: number, oup: number, stride: number) {
    super();
    const half = Math.floor(oup / 2);
    if (stride === 1 && inp !== 2 * half) {
      throw new ArgumentError(
        `ShuffleNetV2: expected as many channels after a block of stride 1 as before, an even number, got ${inp} and ${oup}`,
      );
    }
    this.stride = stride;
    this.branch1 = new nn.Sequential(
      stride === 1
        ? []
        : [
            depthwise(inp, stride),
            new nn.BatchNorm2d(inp),
            new nn.Conv2d(inp, half, 1, { bias: false }),
            new nn.BatchNorm2d(half),
            new nn.ReLU({ inplace: true }),
          ],
    );
    this.branch2 = new nn.Sequential(
      new nn.Conv2d(stride === 1 ? half : inp, half, 1, { bias: false }),
      new nn.BatchNorm2d(half),
      new nn.ReLU({ inplace: true }),
      depthwise(half, stride),
      new nn.BatchNorm2d(half),
      new nn.Conv2d(half, half, 1, { bias: false }),
      new nn.BatchNorm2d(half),
      new nn.ReLU({ inplace: true }),
    );
  }

  /** (N, inp, H, W) -> (N, oup, H / stride, W / stride) */
  override forward(x: Tensor): Tensor {
    const [kept, changed] =
      this.stride === 1 ? (x.chunk(2, 1) as [Tensor, Tensor]) : [this.branch1.forward(x), x];
    return channelShuffle(torch.cat([kept, this.branch2.forward(changed)], 1), 2);
  }
}

function depthwise(channels: number, stride: number): nn.Conv2d {
  return new nn.Conv2d(channels, channels, 3, { stride, padding: 1, bias: false, groups: channels });
}

/** The network's shape, apart from its stages. */
export interface ShuffleNetV2Config {
  /** Outputs; 1000 by default. */
  numClasses?: number;
}

const KINDS: Kinds<ShuffleNetV2Config> = { numClasses: count };
const NETWORK = signature<ShuffleNetV2Config>("models.ShuffleNetV2", {
  takes: { repeats: listOf(count, 3), channels: listOf(count, 5) },
  options: KINDS,
});
const TAKES = builderTakes<ShuffleNetV2Options>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface ShuffleNetV2 {
  get conv1(): nn.Sequential;
  set conv1(module: nn.TensorModule);
  get maxpool(): nn.MaxPool2d;
  set maxpool(module: nn.TensorModule);
  get stage2(): nn.Sequential;
  set stage2(module: nn.TensorModule);
  get stage3(): nn.Sequential;
  set stage3(module: nn.TensorModule);
  get stage4(): nn.Sequential;
  set stage4(module: nn.TensorModule);
  get conv5(): nn.Sequential;
  set conv5(module: nn.TensorModule);
  get fc(): nn.Linear;
  set fc(module: nn.TensorModule);
}

/**
 * A ShuffleNet V2: images (N, 3, H, W) -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.fc = new nn.Linear(model.fc.in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class ShuffleNetV2 extends nn.Module {
  /**
   * `repeats` are the blocks of the three stages, `channels` the widths after conv1, the stages and conv5. Throws
   * ArgumentError for sizes it cannot have.
   */
  constructor(
    repeats: readonly [number, number, number],
    channels: readonly [number, number, number, number, number],
    ...rest: Rest<ShuffleNetV2Config>
  ) {
    super();
    const { numClasses = 1000 } = NETWORK.read(rest);
    NETWORK.check(repeats, channels);
    this.conv1 = new nn.Sequential(
      new nn.Conv2d(3, channels[0], 3, { stride: 2, padding: 1, bias: false }),
      new nn.BatchNorm2d(channels[0]),
      new nn.ReLU({ inplace: true }),
    );
    this.maxpool = new nn.MaxPool2d(3, { stride: 2, padding: 1 });
    this.stage2 = makeStage(channels[0], channels[1], repeats[0]);
    this.stage3 = makeStage(channels[1], channels[2], repeats[1]);
    this.stage4 = makeStage(channels[2], channels[3], repeats[2]);
    this.conv5 = new nn.Sequential(
      new nn.Conv2d(channels[3], channels[4], 1, { bias: false }),
      new nn.BatchNorm2d(channels[4]),
      new nn.ReLU({ inplace: true }),
    );
    this.fc = new nn.Linear(channels[4], numClasses);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const features = through(x, this.conv1, this.maxpool, this.stage2, this.stage3, this.stage4, this.conv5);
    return this.fc.forward(features.mean([2, 3])); // (N, C, H, W) -> (N, C)
  }
}

function makeStage(inp: number, oup: number, blocks: number): nn.Sequential {
  const made = [new InvertedResidual(inp, oup, 2)];
  for (let i = 1; i < blocks; i++) made.push(new InvertedResidual(oup, oup, 1));
  return new nn.Sequential(made);
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.fc = new nn.Linear(model.fc.in_features, 4)`.
 */
export interface ShuffleNetV2Options extends PretrainedOptions, ShuffleNetV2Config {}

/**
 * ShuffleNet V2 of half width: 1.4 million parameters. See ShuffleNetV2Options and PretrainedOptions for what it
 * takes and throws.
 */
export function shufflenet_v2_x0_5(...rest: Rest<ShuffleNetV2Options>): Promise<ShuffleNetV2> {
  const channels = [24, 48, 96, 192, 1024] as const;
  return build(TAKES, "shufflenet_v2_x0_5", rest, (config) => new ShuffleNetV2([4, 8, 4], channels, config));
}

/** ShuffleNet V2: 2.3 million parameters. See shufflenet_v2_x0_5. */
export function shufflenet_v2_x1_0(...rest: Rest<ShuffleNetV2Options>): Promise<ShuffleNetV2> {
  const channels = [24, 116, 232, 464, 1024] as const;
  return build(TAKES, "shufflenet_v2_x1_0", rest, (config) => new ShuffleNetV2([4, 8, 4], channels, config));
}

/** ShuffleNet V2 of one and a half times the width: 3.5 million parameters. See shufflenet_v2_x0_5. */
export function shufflenet_v2_x1_5(...rest: Rest<ShuffleNetV2Options>): Promise<ShuffleNetV2> {
  const channels = [24, 176, 352, 704, 1024] as const;
  return build(TAKES, "shufflenet_v2_x1_5", rest, (config) => new ShuffleNetV2([4, 8, 4], channels, config));
}

/** ShuffleNet V2 of double width: 7.4 million parameters. See shufflenet_v2_x0_5. */
export function shufflenet_v2_x2_0(...rest: Rest<ShuffleNetV2Options>): Promise<ShuffleNetV2> {
  const channels = [24, 244, 488, 976, 2048] as const;
  return build(TAKES, "shufflenet_v2_x2_0", rest, (config) => new ShuffleNetV2([4, 8, 4], channels, config));
}

/** The family for the registry, and what others have to know of it. */
export const shufflenetv2Family = family(ShuffleNetV2, {
  builders: {
    shufflenet_v2_x0_5,
    shufflenet_v2_x1_0,
    shufflenet_v2_x1_5,
    shufflenet_v2_x2_0,
  },
  task: "classification",
  heads: "fc",
  firstConv: "conv1.0",
  stages: [
    { name: "conv1", paths: ["conv1"] },
    { name: "stage2", paths: ["stage2"] },
    { name: "stage3", paths: ["stage3"] },
    { name: "stage4", paths: ["stage4"] },
    { name: "conv5", paths: ["conv5"] },
    { name: "head", paths: ["fc"] },
  ],
  gradCam: "conv5",
});
