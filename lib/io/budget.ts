/**
 * What a file may cost: an estimate of the memory that its values take, held against the file's size and the heap.
 *
 * A few hundred bytes of pickle can ask for the same list a thousand times. Whoever reads a file says what each value
 * costs before it makes it, and a file that asks for more than its size lets expect is refused before memory is short,
 * which would end the process.
 */
import v8 from "node:v8";
import { FileFormatError } from "../native/errors.ts";

/** Every file may have as much. */
const BASE_BYTES = 64 << 20;
/** And this for each of its bytes: small dictionaries, the dearest values, take some forty. */
const BYTES_PER_BYTE = 64;
/** Share of the heap that is free when reading starts; what is read is held once more while plain values are made. */
const SHARE_OF_HEAP = 0.4;

/** Estimates of what values take, in bytes of heap. */
export const COST = {
  opcode: 16,
  float: 16,
  text: 40,
  bytes: 250,
  integer: 48,
  tuple: 72,
  list: 56,
  dict: 250,
  set: 220,
  entry: 64,
  call: 200,
  storage: 400,
  name: 100,
};

/** The account of one file. */
export class Budget {
  readonly #file: string;
  readonly #bySize: number;
  readonly #limit: number;
  #spent = 0;

  /** @param bytes size of the file */
  constructor(file: string, bytes: number) {
    this.#file = file;
    this.#bySize = BASE_BYTES + BYTES_PER_BYTE * bytes;
    const { heap_size_limit: heap, used_heap_size: used } = v8.getHeapStatistics();
    this.#limit = Math.min(this.#bySize, Math.max(BASE_BYTES / 4, SHARE_OF_HEAP * (heap - used)));
  }

  /** Accounts for bytes that are about to be taken. @throws FileFormatError (ERR_TORCHTS_FILE_TOO_COSTLY) */
  spend(bytes: number): void {
    this.#spent += bytes;
    if (this.#spent > this.#limit) this.#refuse();
  }

  #refuse(): never {
    const mb = Math.round(this.#limit / 1e6);
    const text =
      this.#limit === this.#bySize
        ? `its values would take more than ${mb} MB, far more than a file of its size holds. It is corrupt or unsafe.`
        : `its values would take more than ${mb} MB, which the heap does not have. Keep arrays of numbers as tensors, or ` +
          "start Node with a larger --max-old-space-size.";
    throw new FileFormatError(`${this.#file}: ${text}`, {
      file: this.#file,
      operation: "load",
      code: "ERR_TORCHTS_FILE_TOO_COSTLY",
    });
  }
}
