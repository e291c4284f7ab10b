/** A classifier whose logits are calibrated, for whatever asks it. */
import { isPlainObject } from "../edge/index.ts";
import { classLogits } from "../inference/class-logits.ts";
import { ArgumentError } from "../native/errors.ts";
import { Module } from "../nn/index.ts";
import { stack, type Tensor } from "../tensor/index.ts";
import type { CalibrationMap } from "./calibration.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";

/** What runs predict and measure with beside the usual. */
export interface CalibratedOption {
  /** Probabilities as the run's calibration makes them, `train.calibrate`'s. Default false. */
  calibrated?: boolean;
}

/** A network and what is done to its logits (N, C). */
export class CalibratedClassifier extends Module {
  readonly network: Module;
  readonly #map: CalibrationMap;

  constructor(network: AnyNetwork, map: CalibrationMap) {
    super();
    this.network = network as Module;
    this.#map = map;
  }

  override forward(images: Tensor): Tensor {
    const logits = classLogits(
      this.network,
      (this.network as AnyNetwork).forward(images as never),
      "loadRun",
    );
    const { method, temperature = 1, slope = 1, offset = 0 } = this.#map;
    if (method === "temperature") return logits.div(temperature);
    const odds = logits.select(1, 1).sub(logits.select(1, 0)).mul(slope).add(offset);
    return stack([odds.zerosLike(), odds], 1); // (N) -> (N, 2)
  }
}

/** The option among what followed the data, and the rest. @throws ArgumentError for another kind */
export function takeCalibrated(
  rest: readonly unknown[],
  operation: string,
): { calibrated: boolean; others: unknown[] } {
  const [first, ...more] = rest;
  if (!isPlainObject(first) || !Object.hasOwn(first as object, "calibrated"))
    return { calibrated: false, others: [...rest] };
  const { calibrated, ...others } = first as { calibrated?: unknown };
  if (calibrated !== undefined && typeof calibrated !== "boolean")
    throw new ArgumentError(`${operation}: calibrated must be true or false, got ${String(calibrated)}.`, {
      operation,
    });
  return { calibrated: calibrated === true, others: [others, ...more] };
}
