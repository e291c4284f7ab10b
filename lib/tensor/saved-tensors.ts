/**
 * What the graph saves for its backward pass, packed otherwise: elsewhere (`saveOnCpu`), smaller, or not at all
 * (checkpoint.ts). As `torch.autograd.graph.saved_tensors_hooks`.
 */

import { callable, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { dropCallback, registerCallback } from "./callbacks.ts";
import type { Device } from "./device.ts";
import { checkSync, noGrad } from "./grad-mode.ts";
import { keep } from "./scope.ts";
import { Tensor } from "./tensor.ts";

const HOOKS = signature("autograd.savedTensorsHooks", {
  takes: { pack: callable(), unpack: callable(), fn: callable() },
});

const SAVE_ON_CPU = signature("autograd.saveOnCpu", { takes: { fn: callable() } });

/**
 * Runs `fn`; every tensor that the graph saves meanwhile goes through `pack`, and what that returned goes through
 * `unpack` when the backward pass needs the tensor. A tensor that `pack` returns is kept; tensors inside other values
 * must be kept by `pack` itself. `fn` must be synchronous.
 *
 * @example
 * savedTensorsHooks((t) => t.half(), (t) => t.float(), () => model.forward(x));
 */
export function savedTensorsHooks<P, T>(
  pack: (tensor: Tensor) => P,
  unpack: (packed: P) => Tensor,
  fn: () => T,
  ...rest: []
): T {
  HOOKS.read(rest);
  HOOKS.check(pack, unpack, fn);
  const packer = registerCallback(packOne<P>, { pack, unpack });
  native().pushPacker(packer);
  try {
    return checkSync("savedTensorsHooks", fn());
  } finally {
    native().popPacker();
    dropCallback(packer);
  }
}

interface Packing<P> {
  pack: (tensor: Tensor) => P;
  unpack: (packed: P) => Tensor;
}

function packOne<P>({ pack, unpack }: Packing<P>, [tensor]: readonly (Tensor | null)[]): number {
  const packed = noGrad(() => pack(tensor as Tensor));
  if (packed instanceof Tensor) keep(packed);
  return registerCallback(unpackOne<P>, { unpack, packed });
}

function unpackOne<P>({ unpack, packed }: { unpack: (packed: P) => Tensor; packed: P }): readonly Tensor[] {
  return [unpack(packed)];
}

/** Runs `fn`; what the graph saves meanwhile waits in main memory and comes back to its device when needed. */
export function saveOnCpu<T>(fn: () => T, ...rest: []): T {
  SAVE_ON_CPU.read(rest);
  SAVE_ON_CPU.check(fn);
  return savedTensorsHooks(
    (tensor): { copy: Tensor; device: Device } => ({
      copy: keep(tensor.to("cpu", { copy: true })),
      device: tensor.device,
    }),
    ({ copy, device }) => copy.to(device),
    fn,
  );
}
