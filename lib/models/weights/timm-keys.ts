/**
 * timm's names for the parameters of networks that both libraries have, as ours, which are torchvision's.
 *
 * One table per family: patterns of keys in order, the first that matches counts, a key that none matches stays as it
 * is. Whether the tensors then fit is `loadStateDict`'s to check. timm's architectures:
 * https://github.com/huggingface/pytorch-image-models/tree/main/timm/models
 */

import type { Tensor } from "../../tensor/index.ts";

/** A pattern and what becomes of it: a text with $1, or a function of the groups. */
type Rule = readonly [RegExp, string | ((...groups: string[]) => string)];

/** How one family's state dict becomes ours. */
interface Mapping {
  readonly rules: readonly Rule[];
  /** The tensor of one of our keys in our shape, where only that differs. */
  readonly shape?: (key: string, tensor: Tensor) => Tensor;
}

/** ResNet and what timm took over from torchvision unchanged; and the networks whose names here are timm's. */
const SAME: Mapping = { rules: [] };

/** timm computes the first two linear layers as convolutions over the 7 x 7 map. */
const VGG: Mapping = {
  rules: [
    [/^pre_logits\.fc1\.(\w+)$/, "classifier.0.$1"],
    [/^pre_logits\.fc2\.(\w+)$/, "classifier.3.$1"],
    [/^head\.fc\.(\w+)$/, "classifier.6.$1"],
  ],
  // (4096, 512, 7, 7) -> (4096, 25088), in the order in which flatten takes the map
  shape: (key, tensor) => (key.startsWith("classifier.") && tensor.ndim === 4 ? tensor.flatten(1) : tensor),
};

const VIT: Mapping = {
  rules: [
    [/^cls_token$/, "class_token"],
    [/^pos_embed$/, "encoder.pos_embedding"],
    [/^patch_embed\.proj\.(\w+)$/, "conv_proj.$1"],
    [/^blocks\.(\d+)\.norm([12])\.(\w+)$/, "encoder.layers.encoder_layer_$1.ln_$2.$3"],
    [/^blocks\.(\d+)\.attn\.qkv\.(\w+)$/, "encoder.layers.encoder_layer_$1.self_attention.in_proj_$2"],
    [/^blocks\.(\d+)\.attn\.proj\.(\w+)$/, "encoder.layers.encoder_layer_$1.self_attention.out_proj.$2"],
    [/^blocks\.(\d+)\.mlp\.fc1\.(\w+)$/, "encoder.layers.encoder_layer_$1.mlp.0.$2"],
    [/^blocks\.(\d+)\.mlp\.fc2\.(\w+)$/, "encoder.layers.encoder_layer_$1.mlp.3.$2"],
    [/^norm\.(\w+)$/, "encoder.ln.$1"],
    [/^head\.(\w+)$/, "heads.head.$1"],
  ],
};

/** The stem and the downsamplings are stages of their own here: 0, 2, 4, 6; the blocks are 1, 3, 5, 7. */
const CONVNEXT: Mapping = {
  rules: [
    [/^stem\.([01])\.(\w+)$/, "features.0.$1.$2"],
    [
      /^stages\.(\d)\.downsample\.([01])\.(\w+)$/,
      (stage, part, rest) => `features.${2 * +stage}.${part}.${rest}`,
    ],
    [
      /^stages\.(\d)\.blocks\.(\d+)\.(conv_dw|norm|mlp\.fc1|mlp\.fc2|gamma)\b\.?(\w*)$/,
      (stage, block, layer, rest) => {
        const place = { conv_dw: "block.0", norm: "block.2", "mlp.fc1": "block.3", "mlp.fc2": "block.5" }[
          layer
        ];
        const inside = place === undefined ? "layer_scale" : `${place}.${rest}`;
        return `features.${2 * +stage + 1}.${block}.${inside}`;
      },
    ],
    [/^head\.norm\.(\w+)$/, "classifier.0.$1"],
    [/^head\.fc\.(\w+)$/, "classifier.2.$1"],
  ],
  // (C) -> (C, 1, 1)
  shape: (key, tensor) =>
    key.endsWith(".layer_scale") && tensor.ndim === 1 ? tensor.view([-1, 1, 1]) : tensor,
};

/** Inverted residuals: timm counts stages and blocks in them, torchvision's MobileNetV2 only blocks. */
const MOBILENETV2_STAGES = [1, 2, 3, 4, 3, 3, 1];

const MOBILENETV2: Mapping = {
  rules: [
    [/^conv_stem\.(\w+)$/, "features.0.0.$1"],
    [/^bn1\.(\w+)$/, "features.0.1.$1"],
    [
      /^blocks\.0\.0\.(\w+)\.(\w+)$/,
      (layer, rest) =>
        `features.1.conv.${{ conv_dw: "0.0", bn1: "0.1", conv_pw: "1", bn2: "2" }[layer]}.${rest}`,
    ],
    [
      /^blocks\.(\d)\.(\d)\.(\w+)\.(\w+)$/,
      (stage, block, layer, rest) => {
        const before = MOBILENETV2_STAGES.slice(0, +stage).reduce((sum, blocks) => sum + blocks, 1);
        const parts = { conv_pw: "0.0", bn1: "0.1", conv_dw: "1.0", bn2: "1.1", conv_pwl: "2", bn3: "3" };
        return `features.${before + +block}.conv.${parts[layer as keyof typeof parts]}.${rest}`;
      },
    ],
    [/^conv_head\.(\w+)$/, "features.18.0.$1"],
    [/^bn2\.(\w+)$/, "features.18.1.$1"],
    [/^classifier\.(\w+)$/, "classifier.1.$1"],
  ],
};

const EFFICIENTNET: Mapping = {
  rules: [
    [/^conv_stem\.(\w+)$/, "features.0.0.$1"],
    [/^bn1\.(\w+)$/, "features.0.1.$1"],
    [
      /^blocks\.(\d)\.(\d+)\.([\w.]+)\.(\w+)$/,
      (stage, block, layer, rest) => {
        // The first stage's blocks do not widen, so they lack the first convolution.
        const narrow = { conv_dw: "0.0", bn1: "0.1", "se.conv_reduce": "1.fc1", "se.conv_expand": "1.fc2" };
        const first = { ...narrow, conv_pw: "2.0", bn2: "2.1" };
        const wide = { conv_pw: "0.0", bn1: "0.1", conv_dw: "1.0", bn2: "1.1", conv_pwl: "3.0", bn3: "3.1" };
        const later = { ...wide, "se.conv_reduce": "2.fc1", "se.conv_expand": "2.fc2" };
        const parts: Record<string, string> = stage === "0" ? first : later;
        return `features.${+stage + 1}.${block}.block.${parts[layer]}.${rest}`;
      },
    ],
    [/^conv_head\.(\w+)$/, "features.8.0.$1"],
    [/^bn2\.(\w+)$/, "features.8.1.$1"],
    [/^classifier\.(\w+)$/, "classifier.1.$1"],
  ],
};

/** timm's architectures: the builder that makes the same network, and how the names differ. */
const ARCHITECTURES: Readonly<Record<string, readonly [builder: string, mapping: Mapping]>> = {
  ...same("resnet18", "resnet34", "resnet50", "resnet101", "resnet152"),
  ...same("resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2"),
  ...same("densenet121", "densenet161", "densenet169", "densenet201"),
  ...same("inception_v3", "googlenet"),
  ...same("inception_v4", "inception_resnet_v2", "resnetv2_50", "resnetv2_101"),
  vgg11: ["vgg11", VGG],
  vgg11_bn: ["vgg11_bn", VGG],
  vgg13: ["vgg13", VGG],
  vgg13_bn: ["vgg13_bn", VGG],
  vgg16: ["vgg16", VGG],
  vgg16_bn: ["vgg16_bn", VGG],
  vgg19: ["vgg19", VGG],
  vgg19_bn: ["vgg19_bn", VGG],
  vit_base_patch16_224: ["vit_b_16", VIT],
  vit_base_patch16_384: ["vit_b_16", VIT],
  vit_base_patch32_224: ["vit_b_32", VIT],
  vit_base_patch32_384: ["vit_b_32", VIT],
  vit_large_patch16_224: ["vit_l_16", VIT],
  vit_large_patch16_384: ["vit_l_16", VIT],
  vit_large_patch32_224: ["vit_l_32", VIT],
  vit_large_patch32_384: ["vit_l_32", VIT],
  vit_huge_patch14_224: ["vit_h_14", VIT],
  convnext_tiny: ["convnext_tiny", CONVNEXT],
  convnext_small: ["convnext_small", CONVNEXT],
  convnext_base: ["convnext_base", CONVNEXT],
  convnext_large: ["convnext_large", CONVNEXT],
  mobilenetv2_100: ["mobilenet_v2", MOBILENETV2],
  // From b5 on torchvision's BatchNorm has another eps; timm's tf_ variants pad differently.
  efficientnet_b0: ["efficientnet_b0", EFFICIENTNET],
  efficientnet_b1: ["efficientnet_b1", EFFICIENTNET],
  efficientnet_b2: ["efficientnet_b2", EFFICIENTNET],
  efficientnet_b3: ["efficientnet_b3", EFFICIENTNET],
  efficientnet_b4: ["efficientnet_b4", EFFICIENTNET],
};

function same(...names: string[]): Record<string, readonly [string, Mapping]> {
  return Object.fromEntries(names.map((name) => [name, [name, SAME] as const]));
}

/** Name of the builder that makes an architecture of timm's (`vit_base_patch16_224`), null where none does. */
export function builderOfTimm(architecture: string): string | null {
  const [name = ""] = architecture.split("."); // what follows the dot says how it was trained
  return Object.hasOwn(ARCHITECTURES, name) ? (ARCHITECTURES[name]?.[0] ?? null) : null;
}

/**
 * A state dict of timm's under our names, in the same order; the tensors are the given ones or views of them. Keys
 * that are ours already stay.
 */
export function mapTimmKeys(builder: string, dict: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const mapping = Object.values(ARCHITECTURES).find(([name]) => name === builder)?.[1] ?? SAME;
  const mapped = new Map<string, Tensor>();
  for (const [key, tensor] of dict) {
    const ours = rename(mapping.rules, key);
    mapped.set(ours, mapping.shape?.(ours, tensor) ?? tensor);
  }
  return mapped;
}

function rename(rules: readonly Rule[], key: string): string {
  for (const [pattern, to] of rules) {
    const found = pattern.exec(key);
    if (found === null) continue;
    return typeof to === "string" ? key.replace(pattern, to) : to(...found.slice(1));
  }
  return key;
}
