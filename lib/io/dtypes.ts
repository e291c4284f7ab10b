/**
 * The element types that files may hold: their size, and their names in .pth, safetensors and .npy files.
 *
 * Which of them the tensor layer can compute with is its affair; a file may well hold more.
 */

/** One element type as files know it. */
export interface FileDType {
  /** PyTorch's name without `torch.`, which is also the tensor layer's dtype string. */
  readonly name: string;
  /** Bytes of one element. */
  readonly size: number;
  /** Bytes that are swapped together where the byte order differs: half of `size` for complex numbers. */
  readonly unit: number;
  /** Legacy typed storage class in `torch.`, or null where only untyped storages hold it. */
  readonly storage: string | null;
  /** Tag in safetensors headers, or null where the format has none. */
  readonly safetensors: string | null;
  /** Kind and size in .npy files, or null where numpy has no such type. */
  readonly npy: string | null;
}

const row = (
  name: string,
  size: number,
  storage: string | null,
  safetensors: string | null,
  npy: string | null,
): FileDType => ({
  name,
  size,
  unit: name.startsWith("complex") ? size / 2 : size,
  storage,
  safetensors,
  npy,
});

/** Every element type the readers and writers know. */
export const FILE_DTYPES: readonly FileDType[] = [
  row("float64", 8, "DoubleStorage", "F64", "f8"),
  row("float32", 4, "FloatStorage", "F32", "f4"),
  row("float16", 2, "HalfStorage", "F16", "f2"),
  row("bfloat16", 2, "BFloat16Storage", "BF16", null),
  row("int64", 8, "LongStorage", "I64", "i8"),
  row("int32", 4, "IntStorage", "I32", "i4"),
  row("int16", 2, "ShortStorage", "I16", "i2"),
  row("int8", 1, "CharStorage", "I8", "i1"),
  row("uint8", 1, "ByteStorage", "U8", "u1"),
  row("bool", 1, "BoolStorage", "BOOL", "b1"),
  row("complex64", 8, "ComplexFloatStorage", "C64", "c8"),
  row("complex128", 16, "ComplexDoubleStorage", null, "c16"),
  row("complex32", 4, null, null, null),
  row("uint16", 2, null, "U16", "u2"),
  row("uint32", 4, null, "U32", "u4"),
  row("uint64", 8, null, "U64", "u8"),
  row("float8_e4m3fn", 1, null, "F8_E4M3", null),
  row("float8_e5m2", 1, null, "F8_E5M2", null),
  row("float8_e4m3fnuz", 1, null, "F8_E4M3FNUZ", null),
  row("float8_e5m2fnuz", 1, null, "F8_E5M2FNUZ", null),
  row("float8_e8m0fnu", 1, null, "F8_E8M0", null),
];

function index(key: "name" | "storage" | "safetensors" | "npy"): ReadonlyMap<string, FileDType> {
  const map = new Map<string, FileDType>();
  for (const dtype of FILE_DTYPES) {
    const value = dtype[key];
    if (value !== null) map.set(value, dtype);
  }
  return map;
}

/** Element types by PyTorch name: `float32`. */
export const DTYPE_BY_NAME = index("name");
/** Element types by typed storage class: `FloatStorage`. */
export const DTYPE_BY_STORAGE = index("storage");
/** Element types by safetensors tag: `F32`. */
export const DTYPE_BY_SAFETENSORS = index("safetensors");
/** Element types by numpy kind and size: `f4`. */
export const DTYPE_BY_NPY = index("npy");

/** Reverses the bytes of each element in place, for files of the other byte order. */
export function swapBytes(bytes: Uint8Array, unit: number): void {
  for (let start = 0; start + unit <= bytes.length; start += unit) {
    for (let i = start, j = start + unit - 1; i < j; i++, j--) {
      const byte = bytes[i] as number; // in range by the loop bounds
      bytes[i] = bytes[j] as number;
      bytes[j] = byte;
    }
  }
}
