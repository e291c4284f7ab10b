/**
 * The random state of a run.
 *
 * The operators draw from one generator for each device, which the whole process shares. A run puts its own state in place
 * for each synchronous stretch and what was there back afterwards: so it draws the same numbers whatever else draws between
 * its steps, another run say, and whoever draws there is not disturbed by it.
 */
import {
  type Device,
  defaultGenerator,
  getRngState,
  keep,
  setRngState,
  type Tensor,
} from "../tensor/index.ts";
import { rngStates, setRngStates } from "../tensor/random.ts";

/** The states of the CPU's and of one device's default generators, as one run sees them. */
export class RunRandom {
  readonly #devices: readonly Device[];
  /** In the order of the devices; null until the run first draws. */
  #own: Tensor[] | null = null;

  constructor(device: Device) {
    this.#devices = device === "cpu" ? ["cpu"] : ["cpu", device];
  }

  /** Seeds the run's generators, as `torch.manual_seed` would. */
  seed(seed: number): void {
    this.within(() => {
      for (const device of this.#devices) defaultGenerator(device).manualSeed(seed);
    });
  }

  /** Runs `draw`, which must be synchronous, with the run's state. Where it throws, nothing was drawn. */
  within<T>(draw: () => T): T {
    const outer = rngStates(this.#devices);
    try {
      for (const [at, state] of (this.#own ?? []).entries()) {
        setRngState(state, defaultGenerator(this.#devices[at] as Device));
      }
      const result = draw();
      const next = this.#devices.map((device) => keep(getRngState(defaultGenerator(device))));
      this.dispose();
      this.#own = next;
      return result;
    } finally {
      setRngStates(outer);
      for (const [, state] of outer) state.dispose();
    }
  }

  /** Copies of the states, the CPU's first; the caller's to free. */
  state(): Tensor[] {
    return (this.#own ?? []).map((state) => keep(state.clone()));
  }

  /** Goes on from states that another gave, which become its own. */
  restore(states: readonly Tensor[]): void {
    this.dispose();
    this.#own = [...states];
  }

  /** Frees the states. */
  dispose(): void {
    for (const state of this.#own ?? []) state.dispose();
    this.#own = null;
  }
}
