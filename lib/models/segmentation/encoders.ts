/**
 * Classification networks as encoders: their features at each resolution, from the finest to the coarsest.
 *
 * Where a network's resolutions end is found by running a small image through it, so that any of the zoo whose features
 * are a chain of modules will do. Children keep their names.
 */

import { type Kind, kind, listed, nearestNames, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { noGrad, scope, type Tensor, zeros } from "../../tensor/index.ts";
import * as families from "../classification/families.ts";
import { factsOf } from "../facts.ts";
import { type BuildersOf, buildersOf, familiesIn } from "../family.ts";
import { moduleKind } from "../option-kinds.ts";
import type { PretrainedOptions } from "../weights/weights.ts";
import { collect } from "./base.ts";

/** Edge of the image that finds the resolutions: none of the zoo divides by more than 32. */
const PROBE = 64;

/** Features of one resolution. */
export interface EncoderLevel {
  /** The last child that gives it. */
  readonly layer: string;
  readonly channels: number;
  /** How many of the image's pixels one of its pixels spans, along an edge. */
  readonly reduction: number;
}

const PYRAMID = signature("models.PyramidEncoder", { takes: { network: moduleKind } });

/** Images (N, 3, H, W) -> features of each resolution, the finest first. */
export class PyramidEncoder extends nn.Module {
  readonly levels: readonly EncoderLevel[];

  /** Takes a ResNet, a RegNet or a network with `features` apart. Throws ArgumentError for others. */
  constructor(network: nn.Module, ...rest: []) {
    super();
    PYRAMID.read(rest);
    PYRAMID.check(network);
    for (const [name, module] of chainOf(network)) this.addModule(name, module);
    this.levels = levelsOf(this.#chain());
  }

  #chain(): [string, nn.TensorModule][] {
    return [...this.namedChildren()] as [string, nn.TensorModule][]; // chainOf gave them
  }

  override forward(x: Tensor): Tensor[] {
    const wanted = new Set(this.levels.map(({ layer }) => layer));
    return [...collect(x, this.#chain(), wanted).values()];
  }
}

/** Path of the last features of a network over a pyramid. */
export function lastOfEncoder({ encoder }: { encoder: PyramidEncoder }): string {
  return `encoder.${[...encoder.namedChildren()].at(-1)?.[0]}`;
}

/** The chain that a network declares, or its `features`. */
function chainOf(network: nn.Module): readonly (readonly [string, nn.TensorModule])[] {
  const { chain = "features" } = factsOf(network);
  if (typeof chain === "function") return chain(network);
  const features: unknown = Reflect.get(network, chain);
  if (features instanceof nn.Sequential) return [...features.entries()];
  throw new ArgumentError(
    `models.PyramidEncoder: expected a ResNet, a RegNet, a network with \`features\` or one whose \`chain\` was declared, ` +
      `got a ${network.constructor.name}`,
  );
}

function levelsOf(chain: readonly (readonly [string, nn.TensorModule])[]): EncoderLevel[] {
  const whole = new nn.ModuleList(chain.map(([, module]) => module));
  const shapes = scope(() =>
    noGrad(() =>
      inEvalMode(whole, () => {
        let x = zeros([1, channelsOf(chain), PROBE, PROBE]);
        return chain.map(([, module]) => {
          x = module.forward(x);
          return x.shape;
        });
      }),
    ),
  );
  return chain.flatMap(([layer], i) => {
    const [, channels = 0, , edge = 1] = shapes[i] ?? [];
    return shapes[i + 1]?.[3] === edge ? [] : [{ layer, channels, reduction: PROBE / edge }];
  });
}

/** Channels of the images that a chain takes. */
function channelsOf(chain: readonly (readonly [string, nn.TensorModule])[]): number {
  for (const [, module] of chain) {
    for (const layer of module.modules()) if (layer instanceof nn.Conv2d) return layer.in_channels;
  }
  return 3;
}

/** The families that are a chain up to their last map. */
type EncoderFamily = Extract<(typeof families)[keyof typeof families], { chain: unknown }>;

const ENCODERS: BuildersOf<EncoderFamily> = buildersOf(
  familiesIn(families).filter((one): one is EncoderFamily => "chain" in one),
);

/** Names of the classification networks that can be encoders. */
export type EncoderName = keyof typeof ENCODERS;

/** The option that names one of them. */
export const encoderName: Kind<EncoderName> = kind(
  `the name of a network with features at each resolution (${listed(Object.keys(ENCODERS))})`,
  (v) => typeof v === "string" && Object.hasOwn(ENCODERS, v),
  (v) => {
    const near = typeof v === "string" ? nearestNames(v, Object.keys(ENCODERS)) : [];
    return near.length === 0 ? "" : ` (did you mean ${near.join(" or ")}?)`;
  },
);

/** Builds a classification network for {@link PyramidEncoder}. */
export function buildEncoder(name: EncoderName, options: PretrainedOptions): Promise<nn.Module> {
  return ENCODERS[name](options);
}
