/** Layers that continue their input beyond its border: by a value, mirrored, repeated, or from the other side. */
import { describe, isListOf, noMore, number, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { Module } from "./module.ts";
import { repr } from "./repr.ts";
import type { Dims } from "./sizes.ts";

/** What is added at both ends of each dimension, from the last backwards: `[left, right, top, bottom, front, back]`. */
interface Borders {
  1: [number, number];
  2: [number, number, number, number];
  3: [number, number, number, number, number, number];
}

/** One number for all borders, or one for each: `[left, right, top, bottom]`. A negative one cuts off. */
export type Border<D extends Dims> = number | Readonly<Borders[D]>;

const ENDS = ["left, right", "left, right, top, bottom", "left, right, top, bottom, front, back"];

/** A layer that pads `D` dimensions. */
abstract class PadNd<D extends Dims> extends Module {
  readonly padding: Borders[D];

  protected constructor(operation: string, dims: D, padding: Border<D>) {
    super();
    const list: unknown = typeof padding === "number" ? new Array(2 * dims).fill(padding) : padding;
    if (!isListOf(list, Number.isSafeInteger) || (list as unknown[]).length !== 2 * dims) {
      throw new ArgumentError(
        `${operation}: padding must be one integer or [${ENDS[dims - 1]}], got ${describe(padding)}.`,
        { operation },
      );
    }
    this.padding = [...(list as number[])] as Borders[D]; // counted above
  }

  override extraRepr(): string {
    return repr(this.padding);
  }
}

/** Of (N, C, ...) or (C, ...). Throws ShapeError for an input of other dimensions. */
abstract class PadFromInput<D extends Dims> extends PadNd<D> {
  readonly #mode: "reflect" | "replicate" | "circular";

  protected constructor(
    operation: string,
    dims: D,
    padding: Border<D>,
    rest: readonly unknown[],
    mode: "reflect" | "replicate" | "circular",
  ) {
    noMore(operation, rest);
    super(operation, dims, padding);
    this.#mode = mode;
  }

  override forward(input: Tensor): Tensor {
    const dims = this.padding.length / 2;
    const { ndim } = input;
    if (ndim !== dims + 1 && ndim !== dims + 2) {
      const operation = `nn.${this.constructor.name}`;
      throw new ShapeError(
        `${operation}: expected an input of ${dims + 1} or ${dims + 2} dimensions, got [${input.shape}].`,
        { operation },
      );
    }
    return torch.pad(input, this.padding, this.#mode);
  }
}

const VALUE = ["nn.ConstantPad1d", "nn.ConstantPad2d", "nn.ConstantPad3d"].map((name) =>
  signature(name, { takes: { value: number } }),
);

abstract class ConstantPadNd<D extends Dims> extends PadNd<D> {
  readonly value: number;

  protected constructor(dims: D, padding: Border<D>, value: number, rest: readonly unknown[]) {
    const takes = VALUE[dims - 1] as (typeof VALUE)[number]; // one for each number of dimensions
    takes.read(rest);
    super(takes.name, dims, padding);
    takes.check(value);
    this.value = value;
  }

  override forward(input: Tensor): Tensor {
    return torch.pad(input, this.padding, "constant", this.value);
  }

  override extraRepr(): string {
    return `padding=${repr(this.padding)}, value=${repr(this.value)}`;
  }
}

/** Adds `value` at both ends of the last dimension, whatever stands before. */
export class ConstantPad1d extends ConstantPadNd<1> {
  static {
    markLayer(ConstantPad1d);
  }

  constructor(padding: Border<1>, value: number, ...rest: []) {
    super(1, padding, value, rest);
  }
}

/** Adds zeros at both ends of the last dimension, whatever stands before. */
export class ZeroPad1d extends ConstantPad1d {
  static {
    markLayer(ZeroPad1d);
  }

  constructor(padding: Border<1>, ...rest: []) {
    noMore("nn.ZeroPad1d", rest);
    super(padding, 0);
  }

  override extraRepr(): string {
    return repr(this.padding);
  }
}

/** Adds `value` at both ends of the last two dimensions, whatever stands before. */
export class ConstantPad2d extends ConstantPadNd<2> {
  static {
    markLayer(ConstantPad2d);
  }

  constructor(padding: Border<2>, value: number, ...rest: []) {
    super(2, padding, value, rest);
  }
}

/** Adds zeros at both ends of the last two dimensions, whatever stands before. */
export class ZeroPad2d extends ConstantPad2d {
  static {
    markLayer(ZeroPad2d);
  }

  constructor(padding: Border<2>, ...rest: []) {
    noMore("nn.ZeroPad2d", rest);
    super(padding, 0);
  }

  override extraRepr(): string {
    return repr(this.padding);
  }
}

/** Adds `value` at both ends of the last three dimensions, whatever stands before. */
export class ConstantPad3d extends ConstantPadNd<3> {
  static {
    markLayer(ConstantPad3d);
  }

  constructor(padding: Border<3>, value: number, ...rest: []) {
    super(3, padding, value, rest);
  }
}

/** Adds zeros at both ends of the last three dimensions, whatever stands before. */
export class ZeroPad3d extends ConstantPad3d {
  static {
    markLayer(ZeroPad3d);
  }

  constructor(padding: Border<3>, ...rest: []) {
    noMore("nn.ZeroPad3d", rest);
    super(padding, 0);
  }

  override extraRepr(): string {
    return repr(this.padding);
  }
}

/** Mirrors (N, C, L) at its borders, which are not repeated; also without N. */
export class ReflectionPad1d extends PadFromInput<1> {
  static {
    markLayer(ReflectionPad1d);
  }

  constructor(padding: Border<1>, ...rest: []) {
    super("nn.ReflectionPad1d", 1, padding, rest, "reflect");
  }
}

/** Mirrors (N, C, H, W) at its borders, which are not repeated; also without N. */
export class ReflectionPad2d extends PadFromInput<2> {
  static {
    markLayer(ReflectionPad2d);
  }

  constructor(padding: Border<2>, ...rest: []) {
    super("nn.ReflectionPad2d", 2, padding, rest, "reflect");
  }
}

/** Mirrors (N, C, D, H, W) at its borders, which are not repeated; also without N. */
export class ReflectionPad3d extends PadFromInput<3> {
  static {
    markLayer(ReflectionPad3d);
  }

  constructor(padding: Border<3>, ...rest: []) {
    super("nn.ReflectionPad3d", 3, padding, rest, "reflect");
  }
}

/** Repeats the border of (N, C, L); also without N. */
export class ReplicationPad1d extends PadFromInput<1> {
  static {
    markLayer(ReplicationPad1d);
  }

  constructor(padding: Border<1>, ...rest: []) {
    super("nn.ReplicationPad1d", 1, padding, rest, "replicate");
  }
}

/** Repeats the border of (N, C, H, W); also without N. */
export class ReplicationPad2d extends PadFromInput<2> {
  static {
    markLayer(ReplicationPad2d);
  }

  constructor(padding: Border<2>, ...rest: []) {
    super("nn.ReplicationPad2d", 2, padding, rest, "replicate");
  }
}

/** Repeats the border of (N, C, D, H, W); also without N. */
export class ReplicationPad3d extends PadFromInput<3> {
  static {
    markLayer(ReplicationPad3d);
  }

  constructor(padding: Border<3>, ...rest: []) {
    super("nn.ReplicationPad3d", 3, padding, rest, "replicate");
  }
}

/** Continues (N, C, L) from its other side; also without N. */
export class CircularPad1d extends PadFromInput<1> {
  static {
    markLayer(CircularPad1d);
  }

  constructor(padding: Border<1>, ...rest: []) {
    super("nn.CircularPad1d", 1, padding, rest, "circular");
  }
}

/** Continues (N, C, H, W) from its other side; also without N. */
export class CircularPad2d extends PadFromInput<2> {
  static {
    markLayer(CircularPad2d);
  }

  constructor(padding: Border<2>, ...rest: []) {
    super("nn.CircularPad2d", 2, padding, rest, "circular");
  }
}

/** Continues (N, C, D, H, W) from its other side; also without N. */
export class CircularPad3d extends PadFromInput<3> {
  static {
    markLayer(CircularPad3d);
  }

  constructor(padding: Border<3>, ...rest: []) {
    super("nn.CircularPad3d", 3, padding, rest, "circular");
  }
}
