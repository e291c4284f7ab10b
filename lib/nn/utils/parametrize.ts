/**
 * Parameters that are computed of others, as `torch.nn.utils.parametrize`.
 *
 * The parameter becomes an accessor of the module, and what it is computed of stands in `module.parametrizations`, with
 * PyTorch's keys. The module's class becomes a subclass `ParametrizedLinear`, by whose name it is printed.
 */
import { boolean, describe, instance, type Rest, signature, string } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { type HookHandle, keep, noGrad, Tensor } from "../../tensor/index.ts";
import { ModuleDict } from "../container.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";

/** Computes a parameter of one or several tensors. */
export interface Parametrization extends Module {
  forward(...originals: Tensor[]): Tensor;
  /** What `forward` gives a value of: where it is missing, the value itself is the original. */
  rightInverse?(value: Tensor): Tensor | readonly Tensor[];
}

/** The parametrizations of one parameter, and the tensors they compute it of: `original`, or `original0` and so on. */
export class ParametrizationList extends Module {
  /** Throws ArgumentError: the library makes them. */
  constructor(parametrization: Parametrization, value: Tensor, ...rest: []) {
    MADE.read(rest);
    MADE.check(parametrization, value);
    super();
    const inverse = noGrad(() => parametrization.rightInverse?.(value) ?? value);
    const originals = inverse instanceof Tensor ? [inverse] : [...inverse];
    const isParameter = value instanceof Parameter;
    originals.forEach((original, i) => {
      const name = inverse instanceof Tensor ? "original" : `original${i}`;
      // One that is the parameter itself stays that object, so an optimizer made before goes on with it.
      const own = original === value ? value : keep(original.detach());
      if (isParameter)
        this.registerParameter(name, own instanceof Parameter ? own : new Parameter(own, value.requiresGrad));
      else this.registerBuffer(name, own);
    });
    this.addModule("0", parametrization);
  }

  /** The tensors that the parameter is computed of. */
  originals(...rest: []): Tensor[] {
    ORIGINALS.read(rest);
    return [...this.namedParameters({ recurse: false }), ...this.namedBuffers({ recurse: false })].map(
      ([, one]) => one,
    );
  }

  /** Adds one that takes what those before it give. */
  append(parametrization: Parametrization, ...rest: []): void {
    APPEND.read(rest);
    APPEND.check(parametrization);
    this.addModule(String([...this.children()].length), parametrization);
  }

  /** The parameter as it is now. */
  override forward(): Tensor {
    const [first, ...others] = [...this.children()] as Parametrization[];
    let value = (first as Parametrization).forward(...this.originals());
    for (const next of others) value = next.forward(value);
    return value;
  }

  /** Sets the originals so that the parameter becomes `value`. Throws ArgumentError where one has no inverse. */
  assign(value: Tensor, ...rest: []): void {
    ASSIGN.read(rest);
    ASSIGN.check(value);
    noGrad(() => {
      let target: Tensor | readonly Tensor[] = value;
      for (const one of [...this.children()].reverse() as Parametrization[]) {
        if (one.rightInverse === undefined) {
          throw ASSIGN.error(`${one.constructor.name} has no rightInverse, so a value cannot be assigned.`);
        }
        target = one.rightInverse(target as Tensor); // of several only the first, which comes last
      }
      const values = target instanceof Tensor ? [target] : target;
      this.originals().forEach((original, i) => {
        original.copy_(values[i] as Tensor);
      });
    });
  }
}

const moduleKind = instance(Module);
const tensorKind = instance(Tensor);
const MADE = signature("nn.utils.parametrize.ParametrizationList", {
  takes: { parametrization: moduleKind, value: tensorKind },
});
const ORIGINALS = signature("ParametrizationList.originals");
const APPEND = signature("ParametrizationList.append", { takes: { parametrization: moduleKind } });
const ASSIGN = signature("ParametrizationList.assign", { takes: { value: tensorKind } });

/** Options of `registerParametrization`. */
export interface RegisterParametrizationOptions {
  /** Takes one whose result has another shape or dtype than the parameter; false by default. */
  unsafe?: boolean;
}

const REGISTER = signature<RegisterParametrizationOptions>("nn.utils.parametrize.registerParametrization", {
  takes: { module: moduleKind, name: string, parametrization: moduleKind },
  options: { unsafe: boolean },
});
const REMOVE = signature<{ leaveParametrized?: boolean }>("nn.utils.parametrize.removeParametrizations", {
  takes: { module: moduleKind, name: string },
  options: { leaveParametrized: boolean },
  positional: ["leaveParametrized"],
});
const IS = signature<{ name?: string }>("nn.utils.parametrize.isParametrized", {
  takes: { module: moduleKind },
  options: { name: string },
  positional: ["name"],
});

/** What a module was before its first parametrization. */
const before = new WeakMap<Module, { prototype: object; hook: HookHandle }>();

function listsOf(module: Module): ModuleDict<ParametrizationList> | undefined {
  return before.has(module) ? (module as unknown as Held).parametrizations : undefined;
}

interface Held {
  parametrizations: ModuleDict<ParametrizationList>;
}

/**
 * Lets `parametrization` compute the parameter or buffer `name` of a module, each time it is read.
 *
 * @throws ArgumentError for a name that there is not, ShapeError where the result has another shape
 */
export function registerParametrization<M extends Module>(
  module: M,
  name: string,
  parametrization: Parametrization,
  ...rest: Rest<RegisterParametrizationOptions>
): M {
  const { unsafe = false } = REGISTER.read(rest);
  REGISTER.check(module, name, parametrization);
  parametrization.train(module.training);
  const present = listsOf(module);
  if (present?.has(name)) {
    present.get(name).append(parametrization);
    return module;
  }
  const value = Object.hasOwn(module, name)
    ? (module as unknown as Record<string, unknown>)[name]
    : undefined;
  if (!(value instanceof Tensor)) {
    throw REGISTER.error(
      `${module.constructor.name} has no parameter or buffer "${name}", it is ${describe(value)}.`,
    );
  }
  const list = new ParametrizationList(parametrization, value);
  if (!unsafe) checkResult(list, value);
  if (present === undefined) makeParametrized(module);
  const { parametrizations } = module as unknown as Held;
  Object.defineProperty(module, name, {
    get: () => list.forward(),
    set: (next: Tensor) => list.assign(next),
    enumerable: false,
    configurable: true,
  });
  parametrizations.set(name, list);
  return module;
}

function checkResult(list: ParametrizationList, value: Tensor): void {
  const result = noGrad(() => list.forward());
  const [{ shape, dtype }] = [result];
  if (result !== value) result.dispose();
  if (shape.join() === value.shape.join() && dtype === value.dtype) return;
  throw new ShapeError(
    `${REGISTER.name}: the parametrization gives ${dtype} [${shape}] for a parameter ${value.dtype} [${value.shape}]; ` +
      "unsafe: true takes it.",
    { operation: REGISTER.name },
  );
}

function makeParametrized(module: Module): void {
  const prototype: object = Object.getPrototypeOf(module);
  const Base = module.constructor as new () => object; // no object is made with it
  const Parametrized = class extends Base {};
  Object.defineProperty(Parametrized, "name", { value: `Parametrized${Base.name}` });
  Object.setPrototypeOf(module, Parametrized.prototype);
  // A layer's own forward makes no tensors and so has no scope; with a hook it has one, which frees the parameter.
  before.set(module, { prototype, hook: module.registerForwardPreHook(() => {}) });
  module.addModule("parametrizations", new ModuleDict<ParametrizationList>());
}

/** Whether a module has parametrizations, or one of the parameter `name`. */
export function isParametrized(module: Module, ...rest: Rest<{ name?: string }, [name: string]>): boolean {
  const { name } = IS.read(rest);
  IS.check(module);
  const lists = listsOf(module);
  return lists !== undefined && (name === undefined || lists.has(name));
}

/**
 * Makes a parametrized parameter a parameter again: with its value as it is now, or with `leaveParametrized: false` with the
 * original, which must be one tensor. An optimizer has to be told of it where there were several originals.
 *
 * @throws ArgumentError where it has no parametrization, or several originals are to be left
 */
export function removeParametrizations<M extends Module>(
  module: M,
  name: string,
  ...rest: Rest<{ leaveParametrized?: boolean }, [leaveParametrized: boolean]>
): M {
  const { leaveParametrized = true } = REMOVE.read(rest);
  REMOVE.check(module, name);
  const lists = listsOf(module);
  if (lists === undefined || !lists.has(name)) {
    throw REMOVE.error(`${module.constructor.name} has no parametrization of "${name}".`);
  }
  const list = lists.get(name);
  const originals = list.originals();
  const [first] = originals as [Tensor];
  if (originals.length > 1 && !leaveParametrized) {
    throw REMOVE.error(
      `"${name}" is computed of ${originals.length} tensors, so none can be left in its place.`,
    );
  }
  let left = first;
  if (leaveParametrized) {
    const value = list.forward();
    if (originals.length === 1) noGrad(() => first.copy_(value.detach()));
    else left = value.requiresGrad ? new Parameter(value) : keep(value.detach());
  }
  Reflect.deleteProperty(module, name);
  lists.delete(name);
  if (left instanceof Parameter) module.registerParameter(name, left);
  else module.registerBuffer(name, left);
  if (lists.length > 0) return module;
  const { prototype, hook } = before.get(module) as { prototype: object; hook: HookHandle };
  hook.remove();
  Reflect.deleteProperty(module, "parametrizations");
  Object.setPrototypeOf(module, prototype);
  before.delete(module);
  return module;
}
