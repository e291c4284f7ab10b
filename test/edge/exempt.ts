/** Public entries that the walk of the surface does not call, each with its reason. */

const THROWN = "an error: the library makes it, and its details are a record of the program's own";

const ERRORS =
  "TorchtsError ArgumentError ShapeError DTypeError DeviceError FreedTensorError OperatorError OutOfMemoryError " +
  "AutogradError LibtorchError FileFormatError DownloadError StateDictError DatasetError AbortError " +
  "train.NonFiniteLossError train.NonFiniteGradientError train.GuardError train.RunPartError models.NonFiniteOutputError";

const MADE = "made by the library, not by `new`; its own check says so or nothing is passed on";

const ABSTRACT = "a class to extend: what its constructor takes is the subclass's";

/** Names of entries that are not called, with the reason. */
export const EXEMPT: ReadonlyMap<string, string> = new Map([
  ...ERRORS.split(" ").map((name) => [name, THROWN] as const),
  ...["Tensor", "Scope", "HookHandle", "FunctionContext", "io.Placeholder"].map(
    (name) => [name, MADE] as const,
  ),
  ["Tensor.prototype.bytes", "internal"],
  ["Tensor.prototype.index", "each of its arguments is an index"],
  ...[
    "autograd.Function",
    "nn.Module",
    "optim.Optimizer",
    "models.SegmentationModule",
    "models.detection.DetectionModule",
    "models.detection.ExtraPyramidBlock",
    "data.IterableDataset",
  ].map((name) => [name, ABSTRACT] as const),
]);
