/** Sequences of several lengths in one batch without padding, as `torch.nn.utils.rnn`. */
import { boolean, instance, integerFrom, kind, listOf, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { ops, scope, stack, Tensor, tensor, torch } from "../tensor/index.ts";
import { HELD } from "../tensor/scope.ts";
import { tensorOrNull } from "./checks.ts";

/** Where sequences were put that came in another order than longest first. */
export interface PackedOrder {
  sortedIndices?: Tensor | null;
  unsortedIndices?: Tensor | null;
}

type PackedOrderPositional = [sortedIndices: Tensor | null, unsortedIndices: Tensor | null];

/**
 * The steps of several sequences one after the other: first the first of each, then the second of those that have one.
 * `packPaddedSequence` makes it, recurrent layers take it and give it, `padPackedSequence` takes it apart.
 */
export class PackedSequence {
  /** (sum of lengths, ...) */
  readonly data: Tensor;
  /** (longest) int64: how many sequences have a first step, a second, and so on. */
  readonly batchSizes: Tensor;
  /** (N) int64: which sequence was put where, longest first; null where they came in that order. */
  readonly sortedIndices: Tensor | null;
  /** (N) int64: the reverse. */
  readonly unsortedIndices: Tensor | null;

  constructor(data: Tensor, batchSizes: Tensor, ...rest: Rest<PackedOrder, PackedOrderPositional>) {
    const { sortedIndices = null, unsortedIndices = null } = MADE.read(rest);
    MADE.check(data, batchSizes);
    this.data = data;
    this.batchSizes = batchSizes;
    this.sortedIndices = sortedIndices;
    this.unsortedIndices = unsortedIndices;
  }

  /** The same steps with other values. @internal */
  _with(data: Tensor): PackedSequence {
    return new PackedSequence(data, this.batchSizes, this.sortedIndices, this.unsortedIndices);
  }

  /** What a scope hands on with the object. @internal */
  [HELD](): (Tensor | null)[] {
    return [this.data, this.batchSizes, this.sortedIndices, this.unsortedIndices];
  }
}

const MADE = signature<PackedOrder>("nn.utils.rnn.PackedSequence", {
  takes: { data: tensorKind, batchSizes: tensorKind },
  options: { sortedIndices: tensorOrNull, unsortedIndices: tensorOrNull },
  positional: ["sortedIndices", "unsortedIndices"],
});

const packedKind = instance(PackedSequence);

/** Options of `packPaddedSequence`. */
export interface PackOptions {
  /** The input is (N, T, ...) instead of (T, N, ...). */
  batchFirst?: boolean;
  /** The sequences come longest first, which is checked; with false they are sorted. True by default. */
  enforceSorted?: boolean;
}

const lengthsKind = kind<Tensor | readonly number[]>(
  "a list of lengths, or a tensor (N) of int64 on the CPU",
  (v) =>
    v instanceof Tensor
      ? v.dtype === "int64" && v.ndim === 1 && v.device === "cpu"
      : Array.isArray(v) && v.every(Number.isSafeInteger),
);
const PACK = signature<PackOptions>("nn.utils.rnn.packPaddedSequence", {
  takes: { input: tensorKind, lengths: lengthsKind },
  options: { batchFirst: boolean, enforceSorted: boolean },
  positional: ["batchFirst", "enforceSorted"],
});

/**
 * Packs padded sequences (T, N, ...) of the given lengths.
 *
 * @throws ShapeError unless there is a length for each, from 1 to T; ArgumentError where they are to be sorted and are not
 */
export function packPaddedSequence(
  input: Tensor,
  lengths: Tensor | readonly number[],
  ...rest: Rest<PackOptions, [batchFirst: boolean, enforceSorted: boolean]>
): PackedSequence {
  const { batchFirst = false, enforceSorted = true } = PACK.read(rest);
  PACK.check(input, lengths);
  const operation = PACK.name;
  const numbers = lengths instanceof Tensor ? (lengths.tolist() as number[]).map(Number) : [...lengths];
  const [time = 0, batch = 0] = batchFirst ? [input.shape[1], input.shape[0]] : input.shape;
  if (input.ndim < 2 || numbers.length !== batch || numbers.some((one) => one < 1 || one > time)) {
    throw new ShapeError(
      `${operation}: expected a length from 1 to ${time} for each of ${batch} sequences, got [${numbers}] for an input ` +
        `[${input.shape}]${batchFirst ? "" : "; is it (N, T, ...)? Then say batchFirst: true"}.`,
      { operation },
    );
  }
  const isSorted = numbers.every((one, i) => i === 0 || one <= (numbers[i - 1] as number));
  if (enforceSorted && !isSorted) {
    throw new ArgumentError(
      `${operation}: the sequences must come longest first, got lengths [${numbers}]; enforceSorted: false sorts them.`,
      { operation },
    );
  }
  return scope(() => {
    let sorted = tensor(numbers, { dtype: "int64" });
    let order: Tensor | null = null;
    let source = input;
    if (!enforceSorted) {
      const { values, indices } = torch.sort(sorted, -1, true);
      sorted = values;
      order = indices.to(input.device);
      source = input.indexSelect(batchFirst ? 0 : 1, order);
    }
    // Private; the lengths that it trusts were looked at.
    const [data, sizes] = ops.unsafe<[Tensor, Tensor]>(
      "aten::_pack_padded_sequence",
      source,
      sorted,
      batchFirst,
    );
    return new PackedSequence(data, sizes, order, order === null ? null : torch.argsort(order));
  });
}

/** Options of `padPackedSequence`. */
export interface PadPackedOptions {
  /** Gives (N, T, ...) instead of (T, N, ...). */
  batchFirst?: boolean;
  /** What stands after the end of a sequence; 0 by default. */
  paddingValue?: number;
  /** T, where it is to be more than the longest sequence. */
  totalLength?: number | null;
}

const PAD = signature<PadPackedOptions>("nn.utils.rnn.padPackedSequence", {
  takes: { sequence: packedKind },
  options: {
    batchFirst: boolean,
    paddingValue: number,
    totalLength: kind("an integer of at least 1 or null", (v) => v === null || integerFrom(1).accepts(v)),
  },
  positional: ["batchFirst", "paddingValue", "totalLength"],
});

/** The sequences padded (T, N, ...) and their lengths (N), in the order in which they were packed. */
export function padPackedSequence(
  sequence: PackedSequence,
  ...rest: Rest<PadPackedOptions, [batchFirst: boolean, paddingValue: number, totalLength: number | null]>
): [padded: Tensor, lengths: Tensor] {
  const { batchFirst = false, paddingValue = 0, totalLength = null } = PAD.read(rest);
  PAD.check(sequence);
  const longest = sequence.batchSizes.shape[0] as number;
  if (totalLength !== null && totalLength < longest) {
    throw PAD.error(
      `totalLength must be at least the longest sequence's length, ${longest}, got ${totalLength}.`,
    );
  }
  return scope((): [Tensor, Tensor] => {
    const { data, batchSizes, unsortedIndices } = sequence;
    // Private; it takes what packing made.
    const [padded, lengths] = ops.unsafe<[Tensor, Tensor]>(
      "aten::_pad_packed_sequence",
      ...[data, batchSizes, batchFirst, paddingValue, totalLength ?? longest],
    );
    if (unsortedIndices === null) return [padded, lengths];
    const order = unsortedIndices;
    return [padded.indexSelect(batchFirst ? 0 : 1, order), lengths.indexSelect(0, order.cpu())];
  });
}

const sequencesKind = listOf(tensorKind);
const PACK_LIST = signature<{ enforceSorted?: boolean }>("nn.utils.rnn.packSequence", {
  takes: { sequences: sequencesKind },
  options: { enforceSorted: boolean },
  positional: ["enforceSorted"],
});

/** Packs sequences (length, ...) of one kind, as `packPaddedSequence`. */
export function packSequence(
  sequences: readonly Tensor[],
  ...rest: Rest<{ enforceSorted?: boolean }, [enforceSorted: boolean]>
): PackedSequence {
  const { enforceSorted = true } = PACK_LIST.read(rest);
  PACK_LIST.check(sequences);
  return scope(() => {
    const lengths = sequences.map((one) => one.shape[0] ?? 0);
    return packPaddedSequence(padSequence(sequences), lengths, { enforceSorted });
  });
}

/** Options of `padSequence`. */
export interface PadSequenceOptions {
  /** Gives (N, T, ...) instead of (T, N, ...). */
  batchFirst?: boolean;
  /** What stands beside a shorter sequence; 0 by default. */
  paddingValue?: number;
}

const PAD_LIST = signature<PadSequenceOptions>("nn.utils.rnn.padSequence", {
  takes: { sequences: sequencesKind },
  options: { batchFirst: boolean, paddingValue: number },
  positional: ["batchFirst", "paddingValue"],
});

/** Sequences (length, ...) of several lengths as one tensor (T, N, ...), T that of the longest. */
export function padSequence(
  sequences: readonly Tensor[],
  ...rest: Rest<PadSequenceOptions, [batchFirst: boolean, paddingValue: number]>
): Tensor {
  const { batchFirst = false, paddingValue = 0 } = PAD_LIST.read(rest);
  PAD_LIST.check(sequences);
  const [first] = sequences;
  if (first === undefined) throw PAD_LIST.error("there are no sequences.");
  const trailing = first.shape.slice(1).join();
  const odd = sequences.find((one) => one.ndim !== first.ndim || one.shape.slice(1).join() !== trailing);
  if (odd !== undefined || first.ndim === 0) {
    const operation = PAD_LIST.name;
    throw new ShapeError(
      `${operation}: the sequences must be (length, ...) of one kind, got [${first.shape}] and [${(odd ?? first).shape}].`,
      { operation },
    );
  }
  return scope(() => {
    const longest = Math.max(...sequences.map((one) => one.shape[0] as number));
    const padded = sequences.map((one) => {
      const missing = longest - (one.shape[0] as number);
      if (missing === 0) return one;
      const pads = [...new Array(2 * (one.ndim - 1)).fill(0), 0, missing];
      return torch.constantPadNd(one, pads, paddingValue);
    });
    return stack(padded, batchFirst ? 0 : 1);
  });
}
