/** Parameters by name. */
import { describe, isPlainObject, noMore } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { keep, Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** What PyTorch calls tensors of a dtype, where that is not the dtype's name in capitals. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  float32: "Float",
  float64: "Double",
  float16: "Half",
  bfloat16: "BFloat16",
  int64: "Long",
  int32: "Int",
  int16: "Short",
  int8: "Char",
  uint8: "Byte",
  bool: "Bool",
  complex64: "ComplexFloat",
  complex128: "ComplexDouble",
};

/**
 * Parameters by name; what is computed with them is the owner's affair.
 *
 * @example
 * this.scales = new nn.ParameterDict({ left: torch.ones([3]), right: torch.ones([3]) });
 * x.mul(this.scales.get("left"));
 */
export class ParameterDict extends Module {
  /** Plain tensors are made parameters. */
  constructor(parameters: Readonly<Record<string, Tensor>> = {}, ...rest: []) {
    noMore("nn.ParameterDict", rest);
    if (!isPlainObject(parameters)) {
      throw new ArgumentError(
        `nn.ParameterDict: expected an object of tensors by name, got ${describe(parameters)}.`,
        { operation: "nn.ParameterDict" },
      );
    }
    super();
    for (const [name, parameter] of Object.entries(parameters)) this.set(name, parameter);
  }

  /** Throws ArgumentError: a dict has no forward. */
  override forward(): never {
    throw new ArgumentError("nn.ParameterDict has no forward; use the parameters in it.");
  }

  /** Number of parameters. */
  get length(): number {
    return this.keys().length;
  }

  /** Names in order. */
  keys(...rest: []): string[] {
    noMore("nn.ParameterDict.keys", rest);
    return this.entries().map(([name]) => name);
  }

  /** Parameters in order. */
  values(...rest: []): Parameter[] {
    noMore("nn.ParameterDict.values", rest);
    return this.entries().map(([, parameter]) => parameter);
  }

  /** Names and parameters in order. */
  entries(...rest: []): [string, Parameter][] {
    noMore("nn.ParameterDict.entries", rest);
    return [...this.namedParameters({ recurse: false, removeDuplicate: false })];
  }

  /** Whether there is a parameter of this name. */
  has(name: string, ...rest: []): boolean {
    noMore("nn.ParameterDict.has", rest);
    return this.keys().includes(name);
  }

  /** The parameter of this name. Throws ArgumentError if there is none. */
  get(name: string, ...rest: []): Parameter {
    noMore("nn.ParameterDict.get", rest);
    for (const [own, parameter] of this.entries()) if (own === name) return parameter;
    throw new ArgumentError(
      `nn.ParameterDict: there is no parameter "${name}"; it has ${this.keys().join(", ") || "none"}.`,
    );
  }

  /** Adds a parameter, or replaces the one of this name in its place; a plain tensor is made one. */
  set(name: string, parameter: Tensor, ...rest: []): this {
    noMore("nn.ParameterDict.set", rest);
    if (!(parameter instanceof Tensor)) {
      throw new ArgumentError(
        `nn.ParameterDict: expected a tensor, got ${describe(parameter)} as "${name}".`,
      );
    }
    const isNew = !this.has(name);
    this.registerParameter(name, parameter instanceof Parameter ? parameter : new Parameter(keep(parameter)));
    if (isNew && this.keys().at(-1) !== name) {
      this.delete(name);
      throw new ArgumentError(
        `nn.ParameterDict: "${name}" cannot follow the names before it: JavaScript orders names that are integers first ` +
          "and by value. Use names that are not integers, or ascending ones.",
      );
    }
    return this;
  }

  /** Takes a parameter out; false if there was none of this name. */
  delete(name: string, ...rest: []): boolean {
    noMore("nn.ParameterDict.delete", rest);
    return this.has(name) && Reflect.deleteProperty(this, name);
  }

  override extraRepr(): string {
    return this.entries()
      .map(([name, { dtype, shape, device }]) => {
        const isCpu = device === "cpu";
        const type = `torch.${isCpu ? "" : `${device.split(":")[0]}.`}${TYPE_NAMES[dtype] ?? dtype}Tensor`;
        const place = isCpu ? "" : ` (${device})`;
        return `  (${name}): Parameter containing: [${type} of size ${shape.join("x")}${place}]`;
      })
      .join("\n");
  }
}
