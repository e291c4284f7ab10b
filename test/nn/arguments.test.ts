/** Wrong arguments of layers, losses and functions: a typed error that says what was expected and what came. */
import { describe, expect, test } from "vitest";
import { ArgumentError, DTypeError, ShapeError, TorchtsError } from "../../lib/native/errors.ts";
import * as nn from "../../lib/nn/index.ts";
import { ones, tensor, zeros } from "../../lib/tensor/index.ts";

type ErrorClass = new (...args: never[]) => TorchtsError;

const wrong: [string, () => unknown, ErrorClass, RegExp][] = [
  [
    "Linear size",
    () => new nn.Linear(2.5, 1),
    ArgumentError,
    /nn\.Linear: inFeatures must be an integer.*got 2\.5/,
  ],
  ["Linear type", () => new nn.Linear("4" as never, 1), ArgumentError, /got "4"/],
  [
    "Conv2d groups",
    () => new nn.Conv2d(3, 4, 3, { groups: 2 }),
    ArgumentError,
    /inChannels \(3\).*divisible.*groups \(2\)/,
  ],
  [
    "Conv2d out groups",
    () => new nn.Conv2d(4, 3, 3, { groups: 2 }),
    ArgumentError,
    /outChannels \(3\).*groups \(2\)/,
  ],
  [
    "Conv2d no groups",
    () => new nn.Conv2d(4, 3, 3, { groups: 0 }),
    ArgumentError,
    /groups must be .* at least 1/,
  ],
  ["Conv2d kernel", () => new nn.Conv2d(4, 3, [3, 3, 3] as never), ArgumentError, /kernelSize .* list of 3/],
  [
    "Conv2d stride",
    () => new nn.Conv2d(4, 3, 3, { stride: 0 }),
    ArgumentError,
    /stride must be .* at least 1, got 0/,
  ],
  [
    "Conv2d same",
    () => new nn.Conv2d(4, 3, 3, { stride: 2, padding: "same" }),
    ArgumentError,
    /"same" needs stride 1/,
  ],
  [
    "Conv2d padding",
    () => new nn.Conv2d(4, 3, 3, { padding: "full" as never }),
    ArgumentError,
    /one of "same", "valid"/,
  ],
  [
    "Conv2d mode",
    () => new nn.Conv2d(4, 3, 3, { paddingMode: "wrap" as never }),
    ArgumentError,
    /"circular", got "wrap"/,
  ],
  [
    "BatchNorm2d input",
    () => new nn.BatchNorm2d(3).forward(zeros([2, 3])),
    ShapeError,
    /\(N, C, H, W\), got \[2,3\]/,
  ],
  [
    "BatchNorm1d input",
    () => new nn.BatchNorm1d(3).forward(zeros([2, 3, 1, 1])),
    ShapeError,
    /\(N, C\) or \(N, C, L\)/,
  ],
  ["GroupNorm groups", () => new nn.GroupNorm(3, 4), ArgumentError, /numChannels \(4\) .* numGroups \(3\)/],
  ["LayerNorm shape", () => new nn.LayerNorm([]), ArgumentError, /at least one dimension/],
  [
    "Dropout p",
    () => new nn.Dropout({ p: 1.2 }),
    ArgumentError,
    /p must be a number between 0 and 1, got 1\.2/,
  ],
  ["dropout p", () => nn.functional.dropout(ones([1]), { p: -1 }), ArgumentError, /between 0 and 1/],
  ["Softmax dim", () => new nn.Softmax({} as never), ArgumentError, /nn\.Softmax: dim is missing/],
  ["GELU", () => new nn.GELU({ approximate: "erf" as never }), ArgumentError, /"none", "tanh"/],
  [
    "Embedding padding",
    () => new nn.Embedding(3, 2, { paddingIdx: 3 }),
    ArgumentError,
    /paddingIdx 3 .* table of 3/,
  ],
  [
    "Upsample",
    () => new nn.Upsample({ size: 2, scaleFactor: 2 }),
    ArgumentError,
    /either size or scaleFactor/,
  ],
  [
    "reduction",
    () => new nn.MSELoss({ reduction: "avg" as never }),
    ArgumentError,
    /one of "none", "mean", "sum", got "avg"/,
  ],
  [
    "labelSmoothing",
    () => new nn.CrossEntropyLoss({ labelSmoothing: 2 }),
    ArgumentError,
    /labelSmoothing .* 0 and 1/,
  ],
  ["delta", () => new nn.HuberLoss({ delta: 0 }), ArgumentError, /delta must be a number above 0, got 0/],
  [
    "cross-entropy of float labels",
    () => new nn.CrossEntropyLoss().forward(zeros([2, 3]), zeros([2])),
    DTypeError,
    /class indices must be int64, got float32 of shape \[2\]; convert them with \.long\(\)/,
  ],
  [
    "cross-entropy of labels out of range",
    () => new nn.CrossEntropyLoss().forward(zeros([2, 3]), tensor([0, 3], { dtype: "int64" })),
    TorchtsError,
    /Target 3 is out of bounds/,
  ],
  [
    "cross-entropy of another batch size",
    () => new nn.CrossEntropyLoss().forward(zeros([2, 3]), zeros([3], { dtype: "int64" })),
    ShapeError,
    /batch_size/,
  ],
  [
    "binary cross-entropy of other shapes",
    () => new nn.BCEWithLogitsLoss().forward(zeros([2, 1]), zeros([2])),
    ShapeError,
    /input \[2,1\] and target \[2\] must have the same shape/,
  ],
  [
    "Linear of another width",
    () => new nn.Linear(4, 2).forward(zeros([3, 5])),
    ShapeError,
    /in module Linear\(in_features=4, out_features=2, bias=True\)/,
  ],
  [
    "Linear of another dtype",
    () => new nn.Linear(4, 2).forward(zeros([3, 4], { dtype: "float64" })),
    DTypeError,
    /dtype/,
  ],
];

describe("wrong arguments", () => {
  test.each(wrong)("%s", (_name, run, kind, message) => {
    expect(run).toThrow(kind);
    expect(run).toThrow(message);
  });
});
