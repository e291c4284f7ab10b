/** What a network is made of: layers, shapes, parameters, what is trainable, and the head. */

import { kind, numberFrom, plainObject, type Rest, signature } from "../../edge/index.ts";
import { factsOf } from "../../models/facts.ts";
import { headsFor } from "../../models/head-paths.ts";
import { counts, moduleKind } from "../../models/option-kinds.ts";
import { SegmentationModule } from "../../models/segmentation/base.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { dtypeBytes, isFloatingPoint, noGrad, scope, type Tensor, zeros } from "../../tensor/index.ts";
import { firstTensor, run, watch } from "./layers.ts";

/** How much of a layer is trained: all of its parameters, some, or none; null for a layer without any. */
export type Trainability = "all" | "some" | "none" | null;

/** One layer of a network. */
export interface LayerRow {
  /** Path as in the state dict; `""` is the network itself. */
  path: string;
  /** Name of its class. */
  type: string;
  /** Its options, as PyTorch prints them. */
  options: string;
  /** Layers above it; 0 is the network itself. */
  depth: number;
  /** Whether there are layers below it. */
  isContainer: boolean;
  /** Shape of its output, of the last call; null where the forward did not run it as a layer, or it gives no tensor. */
  outputShape: number[] | null;
  /** How often the forward ran it. */
  calls: number;
  /** Numbers in its parameters and those below it, each parameter once. */
  parameters: number;
  /** Those of them that require a gradient. */
  trainableParameters: number;
  trainable: Trainability;
  /** Whether it is a head: its outputs are the classes. */
  isHead: boolean;
  /** Of a segmentation network, which of its parts the layer is, or one of what makes up; null for the layers within. */
  part: "encoder" | "decoder" | null;
}

/** What {@link inspect} finds. */
export interface Inspection {
  /** Name of the network's class. */
  model: string;
  inputShape: number[];
  outputShape: number[] | null;
  /** In the order of the state dict, each after the one it lies in; the first is the network itself. */
  rows: LayerRow[];
  /** Paths of the heads; empty where the network has none. */
  heads: string[];
  parameters: number;
  trainableParameters: number;
  /** Numbers in buffers, such as running statistics. */
  buffers: number;
  /** Memory in bytes. */
  bytes: {
    input: number;
    parameters: number;
    buffers: number;
    /** Outputs of all layers without layers below, which training holds until the backward pass. */
    outputs: number;
  };
}

const INSPECT = signature("models.inspect", {
  takes: {
    model: moduleKind,
    inputShape: kind("the shape of an input, such as [1, 3, 224, 224]", counts.accepts),
  },
});

/**
 * Looks into a network: a row for each layer with its output's shape, its parameters, what of them is trainable, and
 * whether it is the head.
 *
 * The shapes come from a forward of zeros where the network is, in evaluation mode and without gradients; the mode is
 * put back. Auxiliary heads, which run in training only, have no shape.
 *
 *     const { rows, heads } = models.inspect(model, [1, 3, 224, 224]);
 *     console.log(models.inspectionTable(models.inspect(model, [1, 3, 224, 224]), { depth: 1 }));
 *
 * @throws ArgumentError for a shape that is none; whatever the network throws for an input of that shape
 */
export function inspect(model: Module, inputShape: readonly number[], ...rest: []): Inspection {
  INSPECT.read(rest);
  INSPECT.check(model, inputShape);
  const heads = headsOf(model);
  const rows = new Map<Module, LayerRow>();
  const parts = partsOf(model);
  for (const [path, module] of model.namedModules()) {
    rows.set(module, { ...describe(path, module, heads), part: parts.get(module) ?? null });
  }

  let outputs = 0;
  let outputShape: number[] | null = null;
  let input = 0;
  inEvalMode(model, () =>
    scope(() =>
      noGrad(() => {
        const [first] = [...model.parameters()];
        const dtype = first !== undefined && isFloatingPoint(first.dtype) ? first.dtype : "float32";
        const x = zeros(inputShape, { dtype, device: first?.device ?? "cpu" });
        input = x.nbytes;
        const hooks = [...rows].map(
          ([module, row]) =>
            () =>
              module.registerForwardHook((_, __, output: unknown) => {
                const tensor = firstTensor(output);
                row.calls++;
                row.outputShape = tensor?.shape ?? null;
                if (!row.isContainer) outputs += tensor?.nbytes ?? 0;
              }),
        );
        watch(hooks, () => {
          // Detection networks take images one by one.
          const given = factsOf(model).task === "detection" ? x.unbind(0) : x;
          outputShape = firstTensor(run(model, given))?.shape ?? null;
        });
      }),
    ),
  );
  const whole = rows.get(model) as LayerRow; // namedModules begins with the network
  const buffers = [...model.buffers()];
  return {
    model: model.constructor.name,
    inputShape: [...inputShape],
    outputShape,
    rows: [...rows.values()],
    heads,
    parameters: whole.parameters,
    trainableParameters: whole.trainableParameters,
    buffers: buffers.reduce((sum, buffer) => sum + buffer.numel(), 0),
    bytes: { input, parameters: bytesOf(model.parameters()), buffers: bytesOf(buffers), outputs },
  };
}

function headsOf(model: Module): string[] {
  try {
    return headsFor(INSPECT.name, model);
  } catch (error) {
    if (error instanceof ArgumentError) return [];
    throw error;
  }
}

/** The encoder and the decoder of a segmentation network; of one that is a view, what it is a view of. */
function partsOf(model: Module): Map<Module, "encoder" | "decoder"> {
  const parts = new Map<Module, "encoder" | "decoder">();
  if (!(model instanceof SegmentationModule)) return parts;
  const own = new Set(model.modules());
  for (const part of ["encoder", "decoder"] as const) {
    const module = model[part];
    for (const one of own.has(module) ? [module] : module.children()) parts.set(one, part);
  }
  return parts;
}

function bytesOf(tensors: Iterable<Tensor>): number {
  let bytes = 0;
  for (const tensor of tensors) bytes += tensor.numel() * dtypeBytes(tensor.dtype);
  return bytes;
}

function describe(path: string, module: Module, heads: readonly string[]): Omit<LayerRow, "part"> {
  let [parameters, trainableParameters] = [0, 0];
  for (const parameter of module.parameters()) {
    parameters += parameter.numel();
    if (parameter.requiresGrad) trainableParameters += parameter.numel();
  }
  let trainable: Trainability = null;
  if (parameters > 0) trainable = trainableParameters === 0 ? "none" : "some";
  if (parameters > 0 && trainableParameters === parameters) trainable = "all";
  return {
    path,
    type: module.constructor.name,
    options: module.extraRepr(),
    depth: path === "" ? 0 : path.split(".").length,
    isContainer: !module.children().next().done,
    outputShape: null,
    calls: 0,
    parameters,
    trainableParameters,
    trainable,
    isHead: heads.includes(path),
  };
}

/** Options of {@link inspectionTable}. */
export interface TableOptions {
  /** Layers deeper than this are left out; those of a head are shown all the same. Default: all are shown. */
  depth?: number;
}

const TABLE = signature<TableOptions>("models.inspectionTable", {
  takes: { found: plainObject("what models.inspect gives") },
  options: { depth: numberFrom(0) },
});

/** An inspection as a table of text, with totals below. */
export function inspectionTable(found: Inspection, ...rest: Rest<TableOptions>): string {
  const { depth = Number.POSITIVE_INFINITY } = TABLE.read(rest);
  TABLE.check(found);
  const shown = found.rows.filter((row) => row.depth <= depth || row.isHead);
  const lines = [
    ["layer", "type", "output", "parameters", "trainable", ""],
    ...shown.map((row) => [
      "  ".repeat(row.depth) + (row.path === "" ? found.model : row.path),
      row.path === "" ? "" : row.type,
      row.outputShape === null
        ? "-"
        : `[${row.outputShape.join(", ")}]${row.calls > 1 ? ` x${row.calls}` : ""}`,
      row.parameters === 0 ? "-" : row.parameters.toLocaleString("en-US"),
      row.trainable === null ? "-" : { all: "yes", some: "partly", none: "no" }[row.trainable],
      row.isHead ? "<- head" : row.part === null ? "" : `<- ${row.part}`,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => (line[column] as string).length)),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 3 ? cell.padStart(widths[3] as number) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  table.splice(1, 0, "-".repeat(Math.max(...table.map((line) => line.length))));
  return [...table, "", ...totals(found)].join("\n");
}

function totals(found: Inspection): string[] {
  const { bytes, parameters, trainableParameters } = found;
  const count = (value: number): string => value.toLocaleString("en-US");
  const heads = found.heads.map((path) => {
    const row = found.rows.find((one) => one.path === path);
    return `${path === "" ? "the network itself" : path}: ${row?.type}(${row?.options})`;
  });
  const parts = (["encoder", "decoder"] as const).flatMap((part) => {
    const rows = found.rows.filter((row) => row.part === part);
    const [all, trainable] = [sum(rows, "parameters"), sum(rows, "trainableParameters")];
    return rows.length === 0
      ? []
      : [
          `${part}     ${count(all)} parameters: ${count(trainable)} trainable, ${count(all - trainable)} frozen`,
        ];
  });
  return [
    `input       [${found.inputShape.join(", ")}]`,
    `output      ${found.outputShape === null ? "-" : `[${found.outputShape.join(", ")}]`}`,
    `head        ${heads.length === 0 ? "none found" : heads.join("; ")}`,
    ...parts,
    `parameters  ${count(parameters)}: ${count(trainableParameters)} trainable, ${count(parameters - trainableParameters)} frozen`,
    `buffers     ${count(found.buffers)}`,
    `memory      input ${megabytes(bytes.input)}, parameters and buffers ${megabytes(bytes.parameters + bytes.buffers)}, ` +
      `outputs of the layers ${megabytes(bytes.outputs)}`,
  ];
}

function sum(rows: readonly LayerRow[], of: "parameters" | "trainableParameters"): number {
  return rows.reduce((total, row) => total + row[of], 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(2)} MiB`;
}
