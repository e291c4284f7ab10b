/** TypeScript for the schemas of operators: argument and result types, and the ways to spell a call. */

import { takesSizes } from "../lib/tensor/forms.ts";
import { isReservedWord } from "../lib/tensor/names.ts";
import { type ArgumentSpec, KIND, type Overload, type ResultSpec } from "../lib/tensor/schema.ts";

const TYPES: Record<number, string> = {
  [KIND.tensor]: "Tensor",
  [KIND.int]: "Int",
  [KIND.float]: "number",
  [KIND.bool]: "boolean",
  [KIND.scalar]: "Scalar",
  [KIND.complex]: "Complex | number",
  [KIND.string]: "string",
  [KIND.dtype]: "DType",
  [KIND.device]: "DeviceChoice",
  [KIND.layout]: "Layout",
  [KIND.memoryFormat]: "MemoryFormat",
  [KIND.generator]: "Generator",
  [KIND.tensorList]: "readonly Tensor[]",
  [KIND.optionalTensorList]: "readonly (Tensor | null)[]",
  [KIND.intList]: "Ints",
  [KIND.floatList]: "readonly number[]",
  [KIND.boolList]: "readonly boolean[]",
  [KIND.scalarList]: "readonly Scalar[]",
  [KIND.stringList]: "readonly string[]",
  [KIND.complexList]: "readonly (Complex | number)[]",
};

// The strings that an argument may be, where libtorch refuses all others: by operator and argument.
const CHOICES: [RegExp, readonly string[]][] = [
  [/^gelu(_backward|_)?\.approximate$/, ["none", "tanh"]],
  [/^div(ide)?_?\.roundingMode$/, ["trunc", "floor"]],
  [/^meshgrid\.indexing$/, ["ij", "xy"]],
  [/^(nan)?quantile\.interpolation$/, ["linear", "lower", "higher", "midpoint", "nearest"]],
  [/^linalg_eigv?a?l?s?h\.UPLO$/, ["L", "U"]],
  [/^fft_\w+\.norm$/, ["forward", "backward", "ortho"]],
  [/^linalg_qr\.mode$/, ["reduced", "complete", "r"]],
  [/^linalg_lstsq\.driver$/, ["gels", "gelsy", "gelsd", "gelss"]],
  [/^linalg_svd(vals)?\.driver$/, ["gesvd", "gesvdj", "gesvda"]],
  [/^linalg_(matrix_)?norm\.ord$/, ["fro", "nuc"]],
  [/^linalg_cond\.p$/, ["fro", "nuc"]],
  [/^conv[123]d\.padding$/, ["same", "valid"]],
  [/^stft\.padMode$/, ["constant", "reflect", "replicate", "circular"]],
  [/^pad_sequence\.paddingSide$/, ["left", "right"]],
  [/^searchsorted\.side$/, ["left", "right"]],
  [/^scatter_?\.reduce$/, ["add", "multiply"]],
  [/^scatter_reduce_?\.reduce$/, ["sum", "prod", "mean", "amax", "amin"]],
  [/^index_reduce_?\.reduce$/, ["prod", "mean", "amax", "amin"]],
  [/^segment_reduce\.reduce$/, ["sum", "mean", "max", "min", "prod"]],
];

// What gives scores between 0 and 1 says so, for losses that take logits.
const GIVES_PROBABILITIES = /^(special_)?softmax$|^sigmoid$|^special_expit$/;

const NEW_TENSOR = ["dtype", "layout", "device", "pinMemory"];

/** The types an operator's signatures may name, and the file of lib/tensor that has each. */
export const IMPORTS: Record<string, readonly string[]> = {
  arguments: ["Int", "Ints", "Named", "NewTensorOptions", "Scalar"],
  complex: ["Complex"],
  device: ["DeviceChoice", "Layout", "MemoryFormat"],
  dtype: ["DType"],
  generator: ["Generator"],
  kinds: ["Probabilities"],
  tensor: ["Tensor"],
};

function argumentType(operator: string, a: ArgumentSpec): string {
  const choices =
    a.kind === KIND.string ? CHOICES.find(([pattern]) => pattern.test(`${operator}.${a.name}`)) : undefined;
  const base = choices === undefined ? TYPES[a.kind] : choices[1].map((c) => JSON.stringify(c)).join(" | ");
  if (base === undefined)
    throw new Error(`${operator}: argument ${a.name} is of kind ${a.kind}, without a type`);
  return a.optional ? `${base} | null` : base;
}

// Integers that operators return are counts, sizes and codes, all of which a double holds.
function resultType(r: ResultSpec, o: Overload, masked: boolean): string {
  switch (r.kind) {
    case KIND.tensor:
      return masked ? "Tensor | null" : "Tensor";
    case KIND.int:
    case KIND.float:
      return "number";
    case KIND.scalar:
      return "Scalar";
    case KIND.bool:
      return "boolean";
    case KIND.tensorList:
      return "Tensor[]";
    case KIND.string:
      return "string";
    case KIND.dtype:
      return "DType";
    case KIND.other:
      return o.schema.endsWith("-> QScheme") ? "number" : "unknown";
    default:
      throw new Error(`${o.name}: a result of kind ${r.kind} has no type`);
  }
}

function returnType(o: Overload, self: boolean): string {
  if (o.returns.length === 0) return "void";
  // What a mask of booleans does not ask for comes as null.
  const masked = o.args.some((a) => a.kind === KIND.boolList && /mask$/i.test(a.name));
  const first = o.returns[0] as ResultSpec;
  if (GIVES_PROBABILITIES.test(operatorOf(o))) return "Probabilities";
  if (o.returns.length === 1) return self && first.alias === 0 ? "this" : resultType(first, o, masked);
  const types = o.returns.map((r) => resultType(r, o, masked));
  if (o.named) return `{ ${o.returns.map((r, i) => `${r.name}: ${types[i]}`).join("; ")} }`;
  return `[${types.join(", ")}]`;
}

/** The operator an overload belongs to, without its space. */
export function operatorOf(o: Overload): string {
  return (o.name.split("::")[1] as string).split(".")[0] as string;
}

function optionsType(operator: string, list: readonly ArgumentSpec[]): string {
  const isNew = (a: ArgumentSpec) => NEW_TENSOR.includes(a.name) && a.optional && a.hasDefault;
  // What moves a tensor is asked the same, but for requiresGrad.
  const shared = operator !== "to" && list.filter(isNew).length === NEW_TENSOR.length;
  const own = shared ? list.filter((a) => !isNew(a)) : list;
  const members = own
    .map((a) => `${a.name}${a.hasDefault ? "?" : ""}: ${argumentType(operator, a)}`)
    .join("; ");
  // Without this a tensor would pass for options that all may be left out.
  const likeTensor = own.some((a) => NEW_TENSOR.includes(a.name));
  if (!shared) return likeTensor ? `Named & { ${members} }` : `{ ${members} }`;
  return own.length === 0 ? "NewTensorOptions" : `NewTensorOptions & { ${members} }`;
}

/** The ways to spell one overload: by position, required by position and the rest by name, all but tensors by name. */
export function spellings(name: string, o: Overload, self: boolean): string[] {
  const operator = operatorOf(o);
  const args = self ? o.args.slice(1) : o.args;
  const positional = args.filter((a) => !a.kwargOnly);
  const named = args.filter((a) => a.kwargOnly);
  const result = returnType(o, self);
  const place = (a: ArgumentSpec, last: boolean) => {
    const identifier = isReservedWord(a.name) ? `${a.name}_` : a.name;
    const type = argumentType(operator, a);
    if (!a.hasDefault) return `${identifier}: ${type}`;
    return last ? `${identifier}?: ${type}` : `${identifier}: ${type} | undefined`;
  };
  const forms = new Set<string>();
  const add = (list: readonly ArgumentSpec[], rest: readonly ArgumentSpec[]) => {
    const restRequired = rest.some((a) => !a.hasDefault);
    const places = list.map((a, i) => place(a, !restRequired && list.slice(i).every((b) => b.hasDefault)));
    if (rest.length > 0) places.push(`options${restRequired ? "" : "?"}: ${optionsType(operator, rest)}`);
    forms.add(`${name}(${places.join(", ")}): ${result};`);
  };
  const until = (list: readonly ArgumentSpec[], stop: (a: ArgumentSpec) => boolean) => {
    const end = list.findIndex(stop);
    return end < 0 ? list : list.slice(0, end);
  };
  const sizes = () => {
    const before = positional.slice(0, -1).map((a) => place(a, false));
    const rest = "...size: [Int, Int, ...Int[]]";
    forms.add(`${name}(${[...before, rest].join(", ")}): ${result};`);
    if (named.length === 0) return;
    const args = `...args: [...size: [Int, Int, ...Int[]], options: ${optionsType(operator, named)}]`;
    forms.add(`${name}(${[...before, args].join(", ")}): ${result};`);
  };
  const required = until(positional, (a) => a.hasDefault);
  const tensors = until(required, (a) => a.kind !== KIND.tensor);
  add(positional, named);
  add(required, [...positional.slice(required.length), ...named]);
  add(tensors, [...positional.slice(tensors.length), ...named]);
  if (takesSizes(o)) sizes();
  return [...forms];
}

const NORM = "dim?: Ints; keepdim?: boolean";
const NORMS = 'Scalar | "fro" | "nuc" | null';
const ONE_BY_ONE = "...tensors: [Tensor, Tensor, ...Tensor[]]";

// The forms of lib/tensor/forms.ts that are an operator's own: arguments behind `self`, and what comes.
const FORMS: Readonly<Record<string, readonly (readonly [args: string, result: string])[]>> = {
  atleast_1d: [[ONE_BY_ONE, "Tensor[]"]],
  atleast_2d: [[ONE_BY_ONE, "Tensor[]"]],
  atleast_3d: [[ONE_BY_ONE, "Tensor[]"]],
  block_diag: [["...tensors: Tensor[]", "Tensor"]],
  broadcast_tensors: [["...tensors: Tensor[]", "Tensor[]"]],
  cartesian_prod: [["...tensors: Tensor[]", "Tensor"]],
  chain_matmul: [["...matrices: Tensor[]", "Tensor"]],
  einsum: [["equation: string, ...operands: Tensor[]", "Tensor"]],
  meshgrid: [
    ["...tensors: Tensor[]", "Tensor[]"],
    ['...args: [...tensors: Tensor[], options: { indexing: "ij" | "xy" }]', "Tensor[]"],
  ],
  nonzero: [
    ["options: { asTuple: true }", "Tensor[]"],
    ["options: { asTuple: false }", "Tensor"],
  ],
  norm: [
    ['p: "fro" | "nuc", dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType }', "Tensor"],
    [`p: ${NORMS}, options: Named & { ${NORM}; dtype?: DType }`, "Tensor"],
    [`options: Named & { p?: ${NORMS}; ${NORM}; dtype?: DType }`, "Tensor"],
  ],
  tensordot: [
    ["other: Tensor, dims?: number | readonly [readonly Int[], readonly Int[]]", "Tensor"],
    ["other: Tensor, options: { dims: number | readonly [readonly Int[], readonly Int[]] }", "Tensor"],
  ],
};

/** The spellings of an operator that no schema has; as methods those of operators on tensors. */
export function furtherSpellings(name: string, operator: string, self: boolean): string[] {
  const forms = Object.hasOwn(FORMS, operator) ? (FORMS[operator] ?? []) : [];
  const onTensor = /^(nonzero|norm|tensordot)$/.test(operator);
  if (self && !onTensor) return [];
  const before = onTensor && !self ? "self: Tensor, " : "";
  return forms.map(([args, result]) => `${name}(${before}${args}): ${result};`);
}
