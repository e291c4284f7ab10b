/**
 * Copies of modules that share their parameters: what an optimised network is made of.
 *
 * A copy is an object of the same class with the same properties; its constructor does not run. What becomes of its
 * children is the caller's decision.
 */

import { MNASNet } from "../../models/classification/mnasnet.ts";
import * as nn from "../../nn/index.ts";
import type { DType, Tensor } from "../../tensor/index.ts";

type ModuleClass = abstract new (...args: never) => nn.Module;

/** Classes whose private members no forward reads. */
const PLAIN = new Set<unknown>([nn.Sequential, MNASNet]);

const withPrivates = new WeakMap<object, boolean>();

// A private member belongs to the object that the class's constructor made, and a copy is not that object. The
// language cannot be asked for them, only the text of the class; compilers to older languages leave helpers there.
function hasPrivates(moduleClass: object): boolean {
  let found = withPrivates.get(moduleClass);
  if (found === undefined) {
    found = /#[\p{ID_Start}$_]|_(?:_private|classPrivate)/u.test(
      Function.prototype.toString.call(moduleClass),
    );
    withPrivates.set(moduleClass, found);
  }
  return found;
}

/** Whether a copy of the module computes what the module does: none of its classes has private members. */
export function isCopyable(module: nn.Module): boolean {
  let prototype: object = Object.getPrototypeOf(module);
  while (prototype !== nn.Module.prototype) {
    const moduleClass = prototype.constructor;
    if (!PLAIN.has(moduleClass) && hasPrivates(moduleClass)) return false;
    prototype = Object.getPrototypeOf(prototype);
  }
  return true;
}

/** An object of a module class whose constructor did not run. */
export function bare<M extends nn.Module>(moduleClass: ModuleClass): M {
  // Module's constructor takes no arguments and needs the class only to find its forward.
  return Reflect.construct(nn.Module, [], moduleClass) as M;
}

/** A tensor of a module as another floating dtype; itself where that is its own, or it holds integers. */
function asDtype(tensor: Tensor, dtype: DType | null): Tensor {
  if (dtype === null || tensor.dtype === dtype || !tensor.dtype.includes("float")) return tensor;
  const converted = tensor.detach().to(dtype);
  return tensor instanceof nn.Parameter ? new nn.Parameter(converted, { requiresGrad: false }) : converted;
}

/**
 * A copy in evaluation mode, as an object of `moduleClass`. Tensors are shared, or converted to `dtype`; `child` says
 * what stands for each submodule. Hooks are not copied.
 */
export function copyModule(
  module: nn.Module,
  moduleClass: ModuleClass,
  dtype: DType | null,
  child: (name: string, module: nn.Module) => nn.Module,
): nn.Module {
  const copy = bare(moduleClass);
  const buffers = new Map(module.namedBuffers("", { recurse: false }));
  for (const [name, value] of Object.entries(module) as [string, unknown][]) {
    if (name === "training") continue;
    const buffer = buffers.get(name);
    if (value instanceof nn.Module) copy.addModule(name, child(name, value));
    else if (value instanceof nn.Parameter)
      copy.registerParameter(name, asDtype(value, dtype) as nn.Parameter);
    else if (buffer !== undefined) copy.registerBuffer(name, asDtype(buffer, dtype));
    else Object.defineProperty(copy, name, { value, writable: true, enumerable: true, configurable: true });
  }
  copy.training = false;
  return copy;
}
