/**
 * Parameters and buffers whose shape only the first input tells: what `Lazy...` layers hold until they are called.
 *
 * Until then every use is refused with the reason, device and dtype can be changed, and a state dict holds the object
 * itself. `materialize` makes it an ordinary one in place, so whoever holds the object keeps it.
 */
import { describe, noMore, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { giveToCollector } from "../tensor/collector.ts";
import { empty, noGrad, scope, Tensor } from "../tensor/index.ts";
import { factoryKinds } from "./checks.ts";
import type { FactoryOptions } from "./linear.ts";
import { Parameter } from "./parameter.ts";

const TAKES = {
  parameter: signature<FactoryOptions>("nn.UninitializedParameter", { options: factoryKinds }),
  buffer: signature<FactoryOptions>("nn.UninitializedBuffer", { options: factoryKinds }),
};

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Handles of the empty tensors that stand for those without a shape: they keep device and dtype. */
const hidden = new WeakMap<Tensor, number>();

function hide(tensor: Tensor): void {
  hidden.set(tensor, tensor._handle);
  tensor._handle = 0; // so that every operation asks `_require`
}

function refuse(operation: string): never {
  throw new ArgumentError(
    `${operation}: this parameter or buffer of a Lazy layer has no shape yet; call the network once with an input, or ` +
      "load a state dict that has values for it.",
    { operation },
  );
}

/** Runs `fn` with the empty tensor that stands for an uninitialised one; with any other tensor it only runs it. */
export function awake<T>(tensor: Tensor, fn: () => T): T {
  const handle = hidden.get(tensor);
  if (handle === undefined) return fn();
  tensor._handle = handle;
  try {
    return fn();
  } finally {
    tensor._handle = 0;
  }
}

/** Whether it is a parameter or a buffer that has no shape yet. */
export function isLazy(tensor: Tensor, ...rest: []): tensor is UninitializedParameter | UninitializedBuffer {
  noMore("nn.isLazy", rest);
  if (tensor instanceof Tensor) return hidden.has(tensor);
  throw new ArgumentError(`nn.isLazy: expected a tensor, got ${describe(tensor)}.`, {
    operation: "nn.isLazy",
  });
}

function materialize(tensor: Tensor, operation: string, shape: readonly number[], become: object): void {
  const handle = hidden.get(tensor);
  if (handle === undefined) refuse(operation);
  hidden.delete(tensor);
  tensor._handle = handle;
  Object.setPrototypeOf(tensor, become);
  noGrad(() =>
    scope(() => {
      const { device, dtype } = tensor;
      tensor.setData_(empty([...shape], { device, dtype }));
    }),
  );
}

/** A parameter without a shape; see the head of this file. */
export class UninitializedParameter extends Parameter {
  constructor(...rest: [options?: FactoryOptions]) {
    const options = TAKES.parameter.read(rest);
    super(empty([0], options));
    hide(this);
  }

  /** @internal */
  override _require(operation: string): number {
    return this._handle === 0 ? refuse(operation) : this._handle;
  }

  /** Makes it a `Parameter` of this shape, whose values are whatever was in memory. */
  materialize(shape: readonly number[], ...rest: []): void {
    noMore("UninitializedParameter.materialize", rest);
    materialize(this, "UninitializedParameter.materialize", shape, Parameter.prototype);
  }

  /** As PyTorch prints it. */
  override toString(): string {
    return "<UninitializedParameter>";
  }

  /** @internal What `console.log` shows. */
  [INSPECT](): string {
    return this.toString();
  }

  /** @internal What `String(...)` gives; there is no number. */
  [Symbol.toPrimitive](hint: string): string {
    return hint === "number" ? refuse("Symbol.toPrimitive") : this.toString();
  }
}

/** A buffer without a shape; see the head of this file. */
export class UninitializedBuffer extends Tensor {
  constructor(...rest: [options?: FactoryOptions]) {
    const options = TAKES.buffer.read(rest);
    const shared = empty([0], options);
    super(native().alias(shared._require("nn.UninitializedBuffer")), "nn.UninitializedBuffer");
    shared.dispose();
    giveToCollector(this);
    hide(this);
  }

  /** @internal */
  override _require(operation: string): number {
    return this._handle === 0 ? refuse(operation) : this._handle;
  }

  /** Makes it a tensor of this shape, whose values are whatever was in memory. */
  materialize(shape: readonly number[], ...rest: []): void {
    noMore("UninitializedBuffer.materialize", rest);
    materialize(this, "UninitializedBuffer.materialize", shape, Tensor.prototype);
  }

  /** As PyTorch prints it. */
  override toString(): string {
    return "<UninitializedBuffer>";
  }

  /** @internal What `console.log` shows. */
  [INSPECT](): string {
    return this.toString();
  }

  /** @internal What `String(...)` gives; there is no number. */
  [Symbol.toPrimitive](hint: string): string {
    return hint === "number" ? refuse("Symbol.toPrimitive") : this.toString();
  }
}
