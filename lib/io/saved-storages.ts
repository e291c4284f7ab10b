/**
 * Which storages a set of tensors needs in a file, and their bytes.
 *
 * Tensors whose memory overlaps share one storage in the file, so they still share it when loaded. Memory that no
 * saved tensor covers is not written: a slice of a large tensor costs only itself.
 */
import { ArgumentError } from "../native/errors.ts";
import { noGrad, ops, scope, type Tensor } from "../tensor/index.ts";
import { DTYPE_BY_NAME, type FileDType } from "./dtypes.ts";
import { yieldToEventLoop } from "./file-bytes.ts";
import { contiguousStride, numelOf } from "./strided.ts";

/** Bytes copied out of a tensor at once: a few milliseconds. */
const CHUNK_BYTES = 8 << 20;

/** A stretch of memory that is written as one storage. */
export interface SavedStorage {
  readonly dtype: FileDType;
  readonly numel: number;
  /** Its bytes, little-endian, in pieces. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** A tensor's view of its saved storage. */
export interface SavedTensor {
  readonly storage: SavedStorage;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  /** Elements from the start of the saved storage. */
  readonly offset: number;
  readonly requiresGrad: boolean;
}

interface Extent {
  tensor: Tensor;
  dtype: FileDType;
  shape: number[];
  stride: number[];
  offset: number;
  /** First byte and byte after the last, within the tensor's storage. */
  start: number;
  end: number;
}

/**
 * Plans the storages of tensors that are written together.
 *
 * @throws ArgumentError for tensors without ordinary memory (sparse, quantized, meta)
 */
export function planStorages(tensors: Iterable<Tensor>): Map<Tensor, SavedTensor> {
  const planned = new Map<Tensor, SavedTensor>();
  const groups = new Map<string, Extent[]>();
  for (const tensor of tensors) {
    const extent = extentOf(tensor);
    const alone = extent === null || extent.end === extent.start;
    if (alone) {
      planned.set(tensor, contiguousCopy(tensor));
      continue;
    }
    const group = `${tensor.storageId()} ${extent.dtype.name}`;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [extent]);
    else members.push(extent);
  }

  for (const members of groups.values()) {
    members.sort((a, b) => a.start - b.start);
    let cluster: Extent[] = [];
    let end = 0;
    for (const member of members) {
      if (cluster.length > 0 && member.start >= end) {
        planCluster(cluster, planned);
        cluster = [];
        end = 0;
      }
      cluster.push(member);
      end = Math.max(end, member.end);
    }
    if (cluster.length > 0) planCluster(cluster, planned);
  }
  return planned;
}

/** Where a tensor lies in its storage; null if it must be written as a copy. */
function extentOf(tensor: Tensor): Extent | null {
  const { dtype: name, layout, device } = tensor;
  const dtype = DTYPE_BY_NAME.get(name);
  if (layout !== "strided" || dtype === undefined || device === "meta") {
    throw new ArgumentError(
      `save: a ${layout} ${name} tensor on ${device} cannot be written; make it a dense tensor of an ordinary dtype first`,
      { operation: "save" },
    );
  }
  // lazily conjugated or negated memory does not hold the tensor's values
  if (ops.call("aten::is_conj", tensor) || ops.call("aten::is_neg", tensor)) return null;
  const { shape } = tensor;
  const stride = tensor.stride();
  const offset = tensor.storageOffset();
  if (shape.includes(0)) return null;
  const last = shape.reduce((sum, size, dim) => sum + (size - 1) * (stride[dim] as number), offset);
  return { tensor, dtype, shape, stride, offset, start: offset * dtype.size, end: (last + 1) * dtype.size };
}

function planCluster(cluster: Extent[], planned: Map<Tensor, SavedTensor>): void {
  const first = cluster[0] as Extent; // clusters are never empty
  const start = first.start / first.dtype.size;
  const end = Math.max(...cluster.map((member) => member.end)) / first.dtype.size;
  // one tensor with gaps between its elements: the gaps are not worth writing
  if (cluster.length === 1 && end - start > numelOf(first.shape)) {
    planned.set(first.tensor, contiguousCopy(first.tensor));
    return;
  }
  const numel = end - start;
  const storage: SavedStorage = {
    dtype: first.dtype,
    numel,
    chunks: () =>
      chunksOf(first.dtype, numel, () =>
        first.tensor.detach().asStrided([numel], [1], { storageOffset: start }),
      ),
  };
  for (const { tensor, shape, stride, offset } of cluster) {
    planned.set(tensor, {
      storage,
      shape,
      stride,
      offset: offset - start,
      requiresGrad: tensor.requiresGrad,
    });
  }
}

/** A storage of its own with the tensor's elements in row-major order. */
export function contiguousCopy(tensor: Tensor): SavedTensor {
  const { shape } = tensor;
  const dtype = DTYPE_BY_NAME.get(tensor.dtype);
  if (dtype === undefined)
    throw new ArgumentError(`save: dtype ${tensor.dtype} cannot be written`, { operation: "save" });
  const numel = numelOf(shape);
  const flat = () => {
    const plain = tensor.detach();
    const resolved = ops.call("aten::resolve_neg", ops.call("aten::resolve_conj", plain)) as Tensor; // one tensor in, one out
    return resolved.reshape([numel]);
  };
  const storage: SavedStorage = { dtype, numel, chunks: () => chunksOf(dtype, numel, flat) };
  return { storage, shape, stride: contiguousStride(shape), offset: 0, requiresGrad: tensor.requiresGrad };
}

/** Copies a 1-D tensor out piece by piece; `flat` makes it when it is this storage's turn. */
async function* chunksOf(dtype: FileDType, numel: number, flat: () => Tensor): AsyncGenerator<Uint8Array> {
  if (numel === 0) return;
  const whole = noGrad(() => scope(flat)) as Tensor; // a synchronous scope returns what it is given
  try {
    const step = Math.floor(CHUNK_BYTES / dtype.size);
    for (let start = 0; start < numel; start += step) {
      const part = whole.narrow(0, start, Math.min(step, numel - start));
      const bytes = part.bytes();
      part.dispose();
      yield bytes;
      await yieldToEventLoop();
    }
  } finally {
    whole.dispose();
  }
}
