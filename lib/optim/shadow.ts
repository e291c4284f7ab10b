/**
 * A network with the structure and the code of another and values of its own.
 *
 * JavaScript cannot copy an object with private members, so the original's code runs: for the length of a forward pass, which is
 * synchronous, the original holds the shadow's tensors and modes.
 */
import { ArgumentError } from "../native/errors.ts";
import { Module, Parameter } from "../nn/index.ts";
import { keep, noGrad, Tensor } from "../tensor/index.ts";

type Properties = Record<string, unknown>;

/** A copy of a module's values under the same names. */
export class Shadow extends Module {
  readonly #original: Module;

  /** @param made shadows and copies that are there already, of modules and tensors that stand in several places */
  constructor(original: Module, made: Map<object, object> = new Map()) {
    super();
    this.#original = original;
    made.set(original, this);
    const buffers = new Map<string, [Tensor, boolean]>();
    for (const [name, buffer] of original.namedBuffers("", { recurse: false, removeDuplicate: false })) {
      buffers.set(name, [buffer, isPersistent(original, name)]);
    }
    for (const [name, value] of Object.entries(original) as [string, unknown][]) {
      const buffer = buffers.get(name);
      if (value instanceof Module)
        this.addModule(name, (made.get(value) as Shadow | undefined) ?? new Shadow(value, made));
      else if (value instanceof Parameter)
        this.registerParameter(
          name,
          once(made, value, () => copyOfParameter(value)),
        );
      else if (buffer !== undefined) {
        const copy = once(made, buffer[0], () => noGrad(() => keep(buffer[0].detach().clone())));
        this.registerBuffer(name, copy, { persistent: buffer[1] });
      }
    }
    this.training = original.training;
  }

  /** @internal The module whose code runs. */
  get original(): Module {
    return this.#original;
  }

  override forward(...args: unknown[]): unknown {
    const lent: (() => void)[] = [];
    try {
      this.#lend(lent, new Set());
      return (this.#original as unknown as { forward(...args: unknown[]): unknown }).forward(...args);
    } finally {
      for (const putBack of lent.reverse()) putBack();
    }
  }

  /** Gives the original this shadow's tensors and mode, and those of all below; `lent` takes what puts its own back. */
  #lend(lent: (() => void)[], seen: Set<Shadow>): void {
    if (seen.has(this)) return;
    seen.add(this);
    const original = this.#original as unknown as Properties;
    const { training } = this.#original;
    lent.push(() => {
      this.#original.training = training;
    });
    this.#original.training = this.training;
    for (const [name, value] of Object.entries(this) as [string, unknown][]) {
      if (value instanceof Shadow) {
        if (original[name] !== value.original) throw changed(this.#original, name);
        value.#lend(lent, seen);
      } else if (value instanceof Tensor) {
        const own = original[name];
        if (!(own instanceof Tensor)) throw changed(this.#original, name);
        lent.push(() => {
          original[name] = own;
        });
        original[name] = value;
      }
    }
  }
}

function changed(original: Module, name: string): ArgumentError {
  return new ArgumentError(
    `AveragedModel: "${name}" of a ${original.constructor.name} is not what it was when the average was made; make it anew.`,
    { operation: "AveragedModel.forward" },
  );
}

function once<T extends object>(made: Map<object, object>, of: object, make: () => T): T {
  const known = made.get(of) as T | undefined;
  if (known !== undefined) return known;
  const copy = make();
  made.set(of, copy);
  return copy;
}

function copyOfParameter(parameter: Parameter): Parameter {
  return noGrad(() => new Parameter(parameter.detach().clone(), { requiresGrad: parameter.requiresGrad }));
}

/** Whether a buffer is in the module's own state dict. */
function isPersistent(module: Module, name: string): boolean {
  return module.stateDict().has(name);
}
