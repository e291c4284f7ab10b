/** Intermediate maps of a network by the paths of its layers, through hooks. */

import { boolean, kind, type Rest, signature, string } from "../../edge/index.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { Tensor } from "../../tensor/index.ts";
import { enough, handOver, layerAt, run, snapshot, watch } from "./layers.ts";

/** What the layers gave, by path. */
export type ExtractedMaps<P extends string> = { [Path in P]: Tensor };

/** Options of {@link extract}. */
export interface ExtractOptions {
  /**
   * End the forward as soon as each layer has given its output once, so that what lies beyond is not computed. False
   * by default: then the forward runs to its end, and of a layer that runs several times (a block's shared `relu`) the
   * last output counts, as with a hook in PyTorch; with true the first. In training mode the normalisations that are
   * not reached keep their statistics.
   */
  stop?: boolean;
}

const TAKES = signature<ExtractOptions>("models.extract", {
  takes: {
    model: moduleKind,
    paths: kind(
      'a list of paths, for example ["layer2", "layer4"]',
      (v) => Array.isArray(v) && v.length > 0 && v.every(string.accepts),
    ),
  },
  options: { stop: boolean },
});
const FORWARD = signature("models.extract(...).forward", { takes: { input: tensorKind } });

/** Gives a network's intermediate maps. */
export interface Extractor<P extends string> {
  readonly model: Module;
  readonly paths: readonly P[];
  /**
   * The outputs of the layers for an input, by path in the order of the paths. They are copies, so that an in-place
   * activation behind a layer does not change them; gradients flow through them. The mode of the network is left as
   * it is. Throws ArgumentError for a layer that this forward does not run, or that gives no tensor.
   */
  forward(input: Tensor, ...rest: []): ExtractedMaps<P>;
}

/**
 * Gives the outputs of layers inside a network, as hooks on them would. Hooks are on the network only during a
 * forward.
 *
 *     const { layer2, layer4 } = models.extract(model, ["layer2", "layer4"]).forward(images);
 *
 * @throws ArgumentError for a path that is none, naming those most like it
 */
export function extract<const P extends string>(
  model: Module,
  paths: readonly P[],
  ...rest: Rest<ExtractOptions>
): Extractor<P> {
  const { stop = false } = TAKES.read(rest);
  TAKES.check(model, paths);
  const wanted = [...paths];
  for (const path of wanted) layerAt("models.extract", model, path);
  return {
    model,
    paths: wanted,
    forward: (input, ...surplus) => {
      FORWARD.read(surplus);
      FORWARD.check(input);
      return maps(model, wanted, input, stop);
    },
  };
}

function maps<P extends string>(
  model: Module,
  paths: readonly P[],
  input: Tensor,
  stop: boolean,
): ExtractedMaps<P> {
  const found = new Map<P, Tensor>();
  try {
    watch(
      paths.map((path) => () => {
        // Looked up anew: a layer may have been replaced since.
        const layer = layerAt("models.extract", model, path);
        return layer.registerForwardHook((_, __, output: unknown) => {
          found.get(path)?.dispose();
          found.set(path, snapshot(tensorOf(path, layer, output)));
          if (stop && found.size === paths.length) enough();
        });
      }),
      () => release(run(model, input), input),
    );
    const unseen = paths.find((path) => !found.has(path));
    if (unseen !== undefined) {
      throw new ArgumentError(
        `models.extract: this forward did not run the layer ${JSON.stringify(unseen)}; auxiliary heads run only in ` +
          "training mode, and parts of an attention never as layers of their own",
      );
    }
  } catch (error) {
    for (const tensor of found.values()) tensor.dispose();
    throw error;
  }
  const entries = paths.map((path) => [path, handOver(found.get(path) as Tensor)]); // all are there
  return Object.fromEntries(entries) as ExtractedMaps<P>;
}

function tensorOf(path: string, layer: Module, output: unknown): Tensor {
  if (output instanceof Tensor) return output;
  throw new ArgumentError(
    `models.extract: the layer ${JSON.stringify(path)}, a ${layer.constructor.name}, does not give one tensor; take a ` +
      "layer before or after it",
  );
}

/** Frees what the forward gave at its end, of which nobody knows, unless it is the input itself. */
function release(output: unknown, input: Tensor): void {
  const parts = output instanceof Tensor ? [output] : Object.values((output ?? {}) as object);
  for (const part of parts) if (part instanceof Tensor && part !== input) part.dispose();
}
