/**
 * Networks for images with another number of channels: grey ones, or RGB with a fourth.
 *
 * The first convolution's filters are reduced or repeated as timm's `adapt_input_conv` does
 * (https://timm.fast.ai/models#how-is-timm-able-to-use-pretrained-weights-and-handle-images-that-are-not-3-channel-rgb-images).
 */

import { oneOf, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { noGrad, scope, type Tensor } from "../tensor/index.ts";
import { IMAGENET_MEAN, IMAGENET_STD } from "../vision/transforms/index.ts";
import { factsOf } from "./facts.ts";
import { submodule } from "./head-paths.ts";
import { count, moduleKind } from "./option-kinds.ts";
import { noteOptions } from "./origin.ts";

/** How filters for other channels come from the old ones; see {@link adaptInput}. */
export type AdaptMethod = "sum" | "mean";

/** Options of {@link adaptInput}. */
export interface AdaptInputOptions {
  /** Default "sum". */
  method?: AdaptMethod;
}

const TAKES = signature<AdaptInputOptions>("models.adaptInput", {
  takes: { model: moduleKind, channels: count },
  options: { method: oneOf("sum", "mean") },
});

/**
 * Makes a network take images (N, channels, H, W), keeping what its first convolution knows.
 *
 * - `"sum"`, as timm: for one channel the sum of the filters, so that a grey image gives what its three equal channels
 *   gave; for more the old filters over and over, scaled by old / new, so that the response keeps its size.
 * - `"mean"`: the mean of the filters for every channel.
 *
 * Inception v3 and GoogLeNet then no longer recentre their input (`transform_input`): normalise to mean 0.5 and
 * standard deviation 0.5 yourself; Inception v2 no longer turns RGB to BGR (`bgr_input`): its filters are turned round. The
 * transforms of the weights are for three channels too. A detector, which normalises images itself, does so for the new channels.
 *
 *     const model = models.adaptInput(await models.resnet18({ weights: "DEFAULT" }), 1);
 *     const same = await models.resnet18({ weights: "DEFAULT", inChannels: 1 });
 *
 * @returns the same network
 * @throws ArgumentError for a network without a convolution over all its channels, and a count below one
 */
export function adaptInput<M extends nn.Module>(
  model: M,
  channels: number,
  ...rest: Rest<AdaptInputOptions>
): M {
  const { method = "sum" } = TAKES.read(rest);
  TAKES.check(model, channels);
  replaceInput(model, channels, (old, fresh) => {
    fresh.copy_(scope(() => adaptFilters(old, channels, method)));
  });
  return model;
}

/** {@link adaptInput} for a network without pretrained values: fresh filters, spread as the old ones. */
export function freshInput(model: nn.Module, channels: number): void {
  replaceInput(model, channels, (old, fresh) => {
    const std = Number(scope(() => old.std().item()));
    if (Number.isFinite(std)) nn.init.normal_(fresh, { std }); // those of nn.skipInit need no values here either
  });
}

/** Path of the network's first convolution. Throws ArgumentError where there is none. */
export function inputPath(operation: string, model: nn.Module): string {
  const found = firstOf(model, (module) => module instanceof nn.Conv2d);
  if (found !== undefined) return found[0];
  throw new ArgumentError(`${operation}: ${model.constructor.name} has no convolution`, { operation });
}

/** Channels of the images a network takes, by its first convolution, fused or not; null where it has none. */
export function inputChannels(model: nn.Module): number | null {
  const module = firstOf(model, isConvolution)?.[1];
  return module !== undefined && isConvolution(module) ? module.in_channels : null;
}

/**
 * The first module of a kind in the place where the network was declared to have its first convolution, or in what was
 * put there; else the first of all.
 */
function firstOf(model: nn.Module, is: (module: nn.Module) => boolean): [string, nn.Module] | undefined {
  const names = factsOf(model).firstConv?.split(".") ?? [];
  for (let depth = names.length; depth >= 0; depth--) {
    const place = names.slice(0, depth).join(".");
    for (const [path, module] of submodule(model, place)?.namedModules(place) ?? []) {
      if (is(module)) return [path, module];
    }
  }
  return undefined;
}

/** Whether it is a convolution, of nn or one that was fused with what follows it, whose class is above this floor. */
function isConvolution(module: nn.Module): module is nn.Module & { in_channels: number } {
  if (module instanceof nn.Conv2d) return true;
  return typeof Reflect.get(module, "in_channels") === "number" && Reflect.has(module, "kernel_size");
}

/** Means and standard deviations of colours; where a network has other channels than those, their averages for all. */
export function channelStatistics(
  model: nn.Module,
  { mean = IMAGENET_MEAN, std = IMAGENET_STD }: { mean?: readonly number[]; std?: readonly number[] } = {},
): { mean: readonly number[]; std: readonly number[] } {
  const channels = inputChannels(model);
  if (channels === null || channels === mean.length) return { mean, std };
  const average = (values: readonly number[]) => [values.reduce((a, b) => a + b, 0) / values.length];
  return { mean: average(mean), std: average(std) };
}

/** (O, I, H, W) -> (O, channels, H, W). */
function adaptFilters(weight: Tensor, channels: number, method: AdaptMethod): Tensor {
  const before = weight.shape[1] as number;
  if (method === "mean") return weight.mean({ dim: 1, keepdim: true }).expand([-1, channels, -1, -1]);
  if (channels === 1) return weight.sum({ dim: 1, keepdim: true });
  const repeated = weight.repeat([1, Math.ceil(channels / before), 1, 1]).narrow(1, 0, channels);
  return repeated.mul(before / channels);
}

/** Puts a first convolution for `channels` in place, whose filters `fill` writes; nothing where it has as many. */
function replaceInput(model: nn.Module, channels: number, fill: (old: Tensor, fresh: Tensor) => void): void {
  const path = inputPath(TAKES.name, model);
  const old = model.getSubmodule(path) as nn.Conv2d; // inputPath found it
  if (path === "") refuse("the network is itself the convolution; make a new one");
  if (old.groups !== 1) refuse(`${path} is a convolution in ${old.groups} groups; assign it yourself`);
  if (old.in_channels === channels) return;

  const { out_channels, kernel_size, stride, padding, dilation, padding_mode, weight } = old;
  const { device, dtype } = weight;
  const { preprocessing } = factsOf(model);
  const isSwitchedOn = preprocessing !== undefined && Reflect.get(model, preprocessing.property) === true;
  const isReversed = isSwitchedOn && preprocessing.isReversed;
  const options = {
    stride,
    padding,
    dilation,
    paddingMode: padding_mode,
    bias: old.bias !== null,
    device,
    dtype,
  };
  const fresh = nn.skipInit(() => new nn.Conv2d(channels, out_channels, kernel_size, options));
  noGrad(() => {
    fill(isReversed ? weight.detach().flip([1]) : weight.detach(), fresh.weight);
    if (old.bias !== null) fresh.bias?.copy_(old.bias);
  });
  fresh.weight.requiresGrad = weight.requiresGrad;
  if (old.bias !== null && fresh.bias !== null) fresh.bias.requiresGrad = old.bias.requiresGrad;
  const dot = path.lastIndexOf(".");
  model
    .getSubmodule(path.slice(0, Math.max(0, dot)))
    .addModule(path.slice(dot + 1), fresh.train(old.training));

  adaptStatistics(model, channels);
  noteOptions(model, { inChannels: channels });
  if (isSwitchedOn) {
    Reflect.set(model, preprocessing.property, false);
    noteOptions(model, { [preprocessing.option]: false });
  }
}

/** Of a network that normalises images itself: the colours' average for one channel, the colours over and over for more. */
function adaptStatistics(model: nn.Module, channels: number): void {
  const { statistics } = factsOf(model);
  const part = statistics === undefined ? undefined : submodule(model, statistics);
  if (part === undefined) return;
  for (const name of ["image_mean", "image_std"]) {
    const old = Reflect.get(part, name) as readonly number[]; // as declared
    if (old.length === channels) continue;
    const average = old.reduce((a, b) => a + b, 0) / old.length;
    const at = (i: number): number => old[i % old.length] as number;
    Reflect.set(part, name, channels === 1 ? [average] : Array.from({ length: channels }, (_, i) => at(i)));
  }
}

function refuse(text: string): never {
  throw new ArgumentError(`models.adaptInput: ${text}`, { operation: "models.adaptInput" });
}
