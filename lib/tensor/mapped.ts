/** Tensors over memory that is there: the bytes of a file, mapped and not read, and the storages of a checkpoint. */

import { statSync } from "node:fs";
import { integerFrom, listOf, type Rest, signature, string } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { dtypeKind } from "./argument-kinds.ts";
import { empty } from "./create.ts";
import type { Device } from "./device.ts";
import { invoke, wrap } from "./dispatch.ts";
import { type DType, dtypeBytes } from "./dtype.ts";
import { ops } from "./operators.ts";
import { type Operator, operator, overloadsOf } from "./schema.ts";
import { syncScope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

/** Where in a file a tensor lies, and as what. */
interface FilePart {
  byteOffset?: number;
  dtype: DType;
  shape: readonly number[];
  stride?: readonly number[];
}

const MAP = signature("mapFile", { takes: { path: string } });
const PART = signature<FilePart>("fromFile", {
  takes: { path: string },
  options: {
    byteOffset: integerFrom(0),
    dtype: dtypeKind,
    shape: listOf(integerFrom(0)),
    stride: listOf(integerFrom(0)),
  },
  required: ["dtype", "shape"],
});

/**
 * The bytes of a file as a uint8 tensor (n). The mapping is private: writing to the tensor does not change the file.
 * @throws FileFormatError when the file cannot be read or is empty.
 */
export function mapFile(path: string, ...rest: []): Tensor {
  MAP.read(rest);
  MAP.check(path);
  let size: number;
  try {
    size = statSync(path).size;
  } catch (cause) {
    throw new FileFormatError(`mapFile: cannot read ${path}`, { cause, file: path });
  }
  if (size === 0) throw new FileFormatError(`mapFile: ${path} is empty`, { file: path });
  return ops.call("aten::from_file", path, { shared: false, size, dtype: "uint8" }) as Tensor;
}

/**
 * Part of a file as a tensor, mapped and not copied.
 * @param options `byteOffset` must be a multiple of the element's width.
 * @throws FileFormatError when the file is shorter than the part, ArgumentError for a bad offset.
 */
export function fromFile(path: string, ...rest: Rest<FilePart>): Tensor {
  const options = PART.read(rest);
  PART.check(path);
  const { byteOffset = 0, dtype, shape } = options;
  const width = dtypeBytes(dtype);
  const count = shape.reduce((a, b) => a * b, 1);
  if (byteOffset % width !== 0) {
    throw new ArgumentError(
      `fromFile: byte offset ${byteOffset} is no multiple of ${width}, the width of ${dtype}`,
    );
  }
  return syncScope(
    "fromFile",
    () => {
      const bytes = mapFile(path);
      if (byteOffset + count * width > bytes.numel()) {
        throw new FileFormatError(
          `fromFile: ${path} has ${bytes.numel()} bytes, the tensor needs ${count * width} from ${byteOffset}`,
          { file: path },
        );
      }
      const part = bytes.slice({ dim: 0, start: byteOffset, end: byteOffset + count * width }).view(dtype);
      return options.stride === undefined
        ? part.view([...shape])
        : part.asStrided([...shape], [...options.stride]);
    },
    undefined,
    undefined,
  );
}

/**
 * @internal Bytes of a CPU tensor's memory as a uint8 tensor (n) whose storage holds these and no others, at offset 0.
 * Nothing is copied; made larger in place, it moves to memory of its own.
 */
export function storagePart(whole: Tensor, byteOffset: number, bytes: number): Tensor {
  return wrap(native().storagePart(whole._require("storagePart"), byteOffset, bytes), "storagePart");
}

/** `set_` without the record of the old geometry, which costs more than the call: the tensor it fails on is freed. */
let setStorage: Operator | undefined;

/**
 * @internal A tensor over the memory of `base` that is no view of it: it counts its own changes, as what `torch.load`
 * makes does. `offset`, in elements, counts from the start of `base`. The caller has checked that all of it lies
 * inside: libtorch would enlarge the storage.
 */
export function overMemory(
  base: Tensor,
  layout: {
    dtype: DType;
    device: Device;
    shape: readonly number[];
    stride: readonly number[];
    offset: number;
  },
): Tensor {
  if (setStorage === undefined) {
    const op = operator("aten::set_.source_Tensor_storage_offset");
    const overloads = overloadsOf(op).map((one) => ({ ...one, careful: false, resizes: false }));
    setStorage = { ...op, overloads };
  }
  const { dtype, device, shape, stride, offset } = layout;
  const tensor = empty([0], { dtype, device });
  try {
    invoke(setStorage, [tensor, base, offset, shape, stride]);
  } catch (error) {
    tensor.dispose();
    throw error;
  }
  return tensor;
}
