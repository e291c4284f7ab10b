/** The blocks of Inception v3, named by the figures of its paper as torchvision names them. */

import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { through } from "../through.ts";
import { BasicConv2d, branches } from "./inception-parts.ts";

/** 3x3 means without change of size; it has no parameters and so no place in the state dict. */
function averaged(x: Tensor): Tensor {
  return torch.avgPool2d(x, 3, 1, 1);
}

/** Figure 5: (N, C, H, W) -> (N, 224 + poolFeatures, H, W). */
export class InceptionA extends nn.Module {
  branch1x1: BasicConv2d;
  branch5x5_1: BasicConv2d;
  branch5x5_2: BasicConv2d;
  branch3x3dbl_1: BasicConv2d;
  branch3x3dbl_2: BasicConv2d;
  branch3x3dbl_3: BasicConv2d;
  branch_pool: BasicConv2d;

  constructor(channels: number, poolFeatures: number) {
    super();
    this.branch1x1 = new BasicConv2d(channels, 64, 1);
    this.branch5x5_1 = new BasicConv2d(channels, 48, 1);
    this.branch5x5_2 = new BasicConv2d(48, 64, 5, { padding: 2 });
    this.branch3x3dbl_1 = new BasicConv2d(channels, 64, 1);
    this.branch3x3dbl_2 = new BasicConv2d(64, 96, 3, { padding: 1 });
    this.branch3x3dbl_3 = new BasicConv2d(96, 96, 3, { padding: 1 });
    this.branch_pool = new BasicConv2d(channels, poolFeatures, 1);
  }

  override forward(x: Tensor): Tensor {
    const convolved = branches(
      x,
      [this.branch1x1],
      [this.branch5x5_1, this.branch5x5_2],
      [this.branch3x3dbl_1, this.branch3x3dbl_2, this.branch3x3dbl_3],
    );
    return torch.cat([convolved, this.branch_pool.forward(averaged(x))], 1);
  }
}

/** Halves height and width: (N, C, H, W) -> (N, 480 + C, H', W'). */
export class InceptionB extends nn.Module {
  branch3x3: BasicConv2d;
  branch3x3dbl_1: BasicConv2d;
  branch3x3dbl_2: BasicConv2d;
  branch3x3dbl_3: BasicConv2d;

  constructor(channels: number) {
    super();
    this.branch3x3 = new BasicConv2d(channels, 384, 3, { stride: 2 });
    this.branch3x3dbl_1 = new BasicConv2d(channels, 64, 1);
    this.branch3x3dbl_2 = new BasicConv2d(64, 96, 3, { padding: 1 });
    this.branch3x3dbl_3 = new BasicConv2d(96, 96, 3, { stride: 2 });
  }

  override forward(x: Tensor): Tensor {
    const convolved = branches(
      x,
      [this.branch3x3],
      [this.branch3x3dbl_1, this.branch3x3dbl_2, this.branch3x3dbl_3],
    );
    return torch.cat([convolved, torch.maxPool2d(x, 3, 2)], 1);
  }
}

/** Figure 6, with 7x7 convolutions split into 1x7 and 7x1: (N, C, H, W) -> (N, 768, H, W). */
export class InceptionC extends nn.Module {
  branch1x1: BasicConv2d;
  branch7x7_1: BasicConv2d;
  branch7x7_2: BasicConv2d;
  branch7x7_3: BasicConv2d;
  branch7x7dbl_1: BasicConv2d;
  branch7x7dbl_2: BasicConv2d;
  branch7x7dbl_3: BasicConv2d;
  branch7x7dbl_4: BasicConv2d;
  branch7x7dbl_5: BasicConv2d;
  branch_pool: BasicConv2d;

  /** `width` is that of the channels inside the branches. */
  constructor(channels: number, width: number) {
    super();
    this.branch1x1 = new BasicConv2d(channels, 192, 1);
    this.branch7x7_1 = new BasicConv2d(channels, width, 1);
    this.branch7x7_2 = flat(width, width, 7);
    this.branch7x7_3 = tall(width, 192, 7);
    this.branch7x7dbl_1 = new BasicConv2d(channels, width, 1);
    this.branch7x7dbl_2 = tall(width, width, 7);
    this.branch7x7dbl_3 = flat(width, width, 7);
    this.branch7x7dbl_4 = tall(width, width, 7);
    this.branch7x7dbl_5 = flat(width, 192, 7);
    this.branch_pool = new BasicConv2d(channels, 192, 1);
  }

  override forward(x: Tensor): Tensor {
    const convolved = branches(
      x,
      [this.branch1x1],
      [this.branch7x7_1, this.branch7x7_2, this.branch7x7_3],
      [
        this.branch7x7dbl_1,
        this.branch7x7dbl_2,
        this.branch7x7dbl_3,
        this.branch7x7dbl_4,
        this.branch7x7dbl_5,
      ],
    );
    return torch.cat([convolved, this.branch_pool.forward(averaged(x))], 1);
  }
}

/** Halves height and width: (N, C, H, W) -> (N, 512 + C, H', W'). */
export class InceptionD extends nn.Module {
  branch3x3_1: BasicConv2d;
  branch3x3_2: BasicConv2d;
  branch7x7x3_1: BasicConv2d;
  branch7x7x3_2: BasicConv2d;
  branch7x7x3_3: BasicConv2d;
  branch7x7x3_4: BasicConv2d;

  constructor(channels: number) {
    super();
    this.branch3x3_1 = new BasicConv2d(channels, 192, 1);
    this.branch3x3_2 = new BasicConv2d(192, 320, 3, { stride: 2 });
    this.branch7x7x3_1 = new BasicConv2d(channels, 192, 1);
    this.branch7x7x3_2 = flat(192, 192, 7);
    this.branch7x7x3_3 = tall(192, 192, 7);
    this.branch7x7x3_4 = new BasicConv2d(192, 192, 3, { stride: 2 });
  }

  override forward(x: Tensor): Tensor {
    const convolved = branches(
      x,
      [this.branch3x3_1, this.branch3x3_2],
      [this.branch7x7x3_1, this.branch7x7x3_2, this.branch7x7x3_3, this.branch7x7x3_4],
    );
    return torch.cat([convolved, torch.maxPool2d(x, 3, 2)], 1);
  }
}

/** Figure 7, whose branches fork once more: (N, C, H, W) -> (N, 2048, H, W). */
export class InceptionE extends nn.Module {
  branch1x1: BasicConv2d;
  branch3x3_1: BasicConv2d;
  branch3x3_2a: BasicConv2d;
  branch3x3_2b: BasicConv2d;
  branch3x3dbl_1: BasicConv2d;
  branch3x3dbl_2: BasicConv2d;
  branch3x3dbl_3a: BasicConv2d;
  branch3x3dbl_3b: BasicConv2d;
  branch_pool: BasicConv2d;

  constructor(channels: number) {
    super();
    this.branch1x1 = new BasicConv2d(channels, 320, 1);
    this.branch3x3_1 = new BasicConv2d(channels, 384, 1);
    this.branch3x3_2a = flat(384, 384, 3);
    this.branch3x3_2b = tall(384, 384, 3);
    this.branch3x3dbl_1 = new BasicConv2d(channels, 448, 1);
    this.branch3x3dbl_2 = new BasicConv2d(448, 384, 3, { padding: 1 });
    this.branch3x3dbl_3a = flat(384, 384, 3);
    this.branch3x3dbl_3b = tall(384, 384, 3);
    this.branch_pool = new BasicConv2d(channels, 192, 1);
  }

  override forward(x: Tensor): Tensor {
    const once = this.branch3x3_1.forward(x);
    const twice = through(x, this.branch3x3dbl_1, this.branch3x3dbl_2);
    return torch.cat(
      [
        this.branch1x1.forward(x),
        branches(once, [this.branch3x3_2a], [this.branch3x3_2b]),
        branches(twice, [this.branch3x3dbl_3a], [this.branch3x3dbl_3b]),
        this.branch_pool.forward(averaged(x)),
      ],
      1,
    );
  }
}

/** The auxiliary head: (N, C, 17, 17) -> (N, numClasses). Smaller features than that are too small for it. */
export class InceptionAux extends nn.Module {
  conv0: BasicConv2d;
  conv1: BasicConv2d;
  fc: nn.Linear;

  constructor(channels: number, numClasses: number) {
    super();
    this.conv0 = new BasicConv2d(channels, 128, 1);
    this.conv1 = new BasicConv2d(128, 768, 5);
    this.fc = new nn.Linear(768, numClasses);
  }

  override forward(x: Tensor): Tensor {
    const pooled = torch.avgPool2d(x, 5, 3); // (N, C, 5, 5)
    const convolved = through(pooled, this.conv0, this.conv1); // (N, 128, 5, 5) -> (N, 768, 1, 1)
    return this.fc.forward(torch.adaptiveAvgPool2d(convolved, [1, 1]).flatten(1));
  }
}

/** A convolution of one row. */
function flat(inChannels: number, outChannels: number, length: number): BasicConv2d {
  return new BasicConv2d(inChannels, outChannels, [1, length], { padding: [0, (length - 1) / 2] });
}

/** A convolution of one column. */
function tall(inChannels: number, outChannels: number, length: number): BasicConv2d {
  return new BasicConv2d(inChannels, outChannels, [length, 1], { padding: [(length - 1) / 2, 0] });
}
