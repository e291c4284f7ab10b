/**
 * The errors torchts throws, grouped by cause, each with a stable `code`.
 *
 * Every text names the operation, what was expected, what came and what to do. Messages are for people and
 * may change; `code` and the class are what programs test.
 */

/** Options shared by every torchts error. */
export interface ErrorDetails {
  /** Stable identifier, `ERR_TORCHTS_...`; each class has a default. */
  code?: string;
  /** The error underneath, if one was caught. */
  cause?: unknown;
  /** File the error is about, if any. */
  file?: string;
  /** Operator or function that failed, if any: `aten::add.Tensor`, `nn.Linear`. */
  operation?: string;
}

/** Base class of all errors torchts throws on purpose. */
export class TorchtsError extends Error {
  readonly code: string;
  readonly file: string | undefined;
  readonly operation: string | undefined;

  constructor(message: string, details: ErrorDetails = {}, defaultCode = "ERR_TORCHTS") {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code ?? defaultCode;
    this.file = details.file;
    this.operation = details.operation;
  }
}

/** An argument has the wrong kind, count or value. */
export class ArgumentError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_ARGUMENT");
  }
}

/** Shapes do not fit the operation. */
export class ShapeError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_SHAPE");
  }
}

/** A dtype does not fit the operation. */
export class DTypeError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_DTYPE");
  }
}

/** A device is missing, or tensors of one operation are on different devices. */
export class DeviceError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_DEVICE");
  }
}

/** A tensor was used after it was freed. */
export class FreedTensorError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_FREED");
  }
}

/** libtorch refused an operation for a reason no narrower class covers. */
export class OperatorError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_OPERATOR");
  }
}

/** Memory ran out on a device, after the collector was run and the allocation tried again. */
export class OutOfMemoryError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_OOM");
  }
}

/** Autograd refused: no graph, graph already freed, in-place change of a saved tensor. */
export class AutogradError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_AUTOGRAD");
  }
}

/** libtorch or the addon could not be found, fetched, built or loaded. */
export class LibtorchError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_LIBTORCH");
  }
}

/** A file is truncated, corrupt, of an unknown format, or asks for something unsafe. */
export class FileFormatError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_FILE_FORMAT");
  }
}

/** A download failed, was cut short or has the wrong hash. */
export class DownloadError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_DOWNLOAD");
  }
}

/** A state dict does not fit a module or an optimizer. */
export class StateDictError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_STATE_DICT");
  }
}

/** A data set is missing, empty or holds a file that cannot be read. */
export class DatasetError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_DATASET");
  }
}

/** Work was cancelled through an `AbortSignal`. */
export class AbortError extends TorchtsError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_ABORTED");
  }
}
