/**
 * Random number generators: PyTorch's own, so that equal seeds give equal numbers.
 */

import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkOptions } from "./check.ts";
import { type Device, deviceCode } from "./device.ts";
import { describeArgument, rethrow } from "./failures.ts";

/** A source of random numbers with its own seed and state, for operators that take a `generator`. */
export class Generator {
  /** @internal */
  readonly _id: number;
  /** The device whose operators may use it. */
  readonly device: Device;

  constructor(device: Device = "cpu", options: { default?: boolean } = {}) {
    checkOptions("Generator", options);
    const { type, index } = deviceCode(device);
    this.device = device;
    try {
      this._id = native().generator(type, Math.max(index, 0), options.default === true, this);
    } catch (error) {
      rethrow(error, "Generator", []);
    }
  }

  /** Sets the seed. Returns the generator. */
  manualSeed(seed: number | bigint): this {
    native().generatorSeed(this._id, checkedSeed(seed));
    return this;
  }

  /** The seed it was last given. */
  initialSeed(): bigint {
    return native().generatorGetSeed(this._id);
  }
}

/** Seeds the default generators of every device, as `torch.manual_seed`: equal seeds give PyTorch's numbers. */
export function manualSeed(seed: number | bigint): void {
  native().manualSeed(checkedSeed(seed));
}

function checkedSeed(seed: number | bigint): number | bigint {
  if (typeof seed === "bigint" ? seed >= -(2n ** 63n) && seed < 2n ** 64n : Number.isSafeInteger(seed))
    return seed;
  throw new ArgumentError(`a seed must be an integer of 64 bits, got ${describeArgument(seed)}`);
}
