/**
 * Random number generators: PyTorch's own, so that equal seeds give equal numbers.
 */

import { boolean, kind, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { chooseDevice, type Device, type DeviceChoice, deviceCode, isDeviceChoice } from "./device.ts";
import { rethrow, typed } from "./failures.ts";

interface GeneratorOptions {
  device?: DeviceChoice;
  default?: boolean;
}

const TAKES = signature<GeneratorOptions>("Generator", {
  options: { device: kind('a device such as "cpu" or "cuda:0"', isDeviceChoice), default: boolean },
  positional: ["device"],
});

const seedKind = kind<number | bigint>("an integer of 64 bits", (seed) =>
  typeof seed === "bigint" ? seed >= -(2n ** 63n) && seed < 2n ** 64n : Number.isSafeInteger(seed),
);
const SEED = signature("manualSeed", { takes: { seed: seedKind } });
const GENERATOR_SEED = signature("Generator.manualSeed", { takes: { seed: seedKind } });
const INITIAL_SEED = signature("Generator.initialSeed");

/** A source of random numbers with its own seed and state, for operators that take a `generator`. */
export class Generator {
  /** @internal */
  readonly _id: number;
  /** The device whose operators may use it. */
  readonly device: Device;

  /** @param rest the device, the CPU by default */
  constructor(...rest: Rest<GeneratorOptions, [device: DeviceChoice]>) {
    const { device: given = "cpu", default: isDefault = false } = TAKES.read(rest);
    const device = chooseDevice(given);
    const { type, index } = deviceCode(device);
    this.device = device;
    try {
      this._id = native().generator(type, Math.max(index, 0), isDefault, this);
    } catch (error) {
      rethrow(error, "Generator", []);
    }
  }

  /** Sets the seed. Returns the generator. */
  manualSeed(seed: number | bigint, ...rest: []): this {
    GENERATOR_SEED.read(rest);
    GENERATOR_SEED.check(seed);
    typed("Generator.manualSeed", () => native().generatorSeed(this._id, seed));
    return this;
  }

  /** The seed it was last given. */
  initialSeed(...rest: []): bigint {
    INITIAL_SEED.read(rest);
    return typed("Generator.initialSeed", () => native().generatorGetSeed(this._id));
  }
}

/** Seeds the default generators of every device, as `torch.manual_seed`: equal seeds give PyTorch's numbers. */
export function manualSeed(seed: number | bigint, ...rest: []): void {
  SEED.read(rest);
  SEED.check(seed);
  typed("manualSeed", () => native().manualSeed(seed));
}
