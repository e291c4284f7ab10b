/**
 * Anomaly detection: which forward call made the node that failed in a backward pass, or that made a NaN.
 *
 * As `torch.autograd.detect_anomaly`: while it is on, the graph remembers the JavaScript stack of every call, and each
 * backward node is searched for NaN. Several times slower; of the whole process.
 */

import { boolean, callable, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { withoutOwnFrames } from "./tracing.ts";

/** Options of anomaly detection. */
export interface AnomalyOptions {
  /** Fail when a backward node makes a NaN; true by default. */
  checkNan?: boolean;
}

let watching = false;

const SET = signature<AnomalyOptions>("autograd.setDetectAnomaly", {
  takes: { on: boolean },
  options: { checkNan: boolean },
  positional: ["checkNan"],
});

const DETECT = signature<AnomalyOptions>("autograd.detectAnomaly", {
  takes: { fn: callable() },
  options: { checkNan: boolean },
});

/** Switches anomaly detection on or off. Returns whether it was on. */
export function setDetectAnomaly(on: boolean, ...rest: Rest<AnomalyOptions, [checkNan: boolean]>): boolean {
  const { checkNan = true } = SET.read(rest);
  SET.check(on);
  const before = native().setAnomaly(on, checkNan);
  if (on) watching = true;
  return before;
}

/**
 * Runs `fn` (which may be asynchronous) with anomaly detection. An error in a backward pass inside it names the node
 * and carries the stack of the forward call that made it.
 *
 * @example
 * autograd.detectAnomaly(() => model.forward(x).log().sum().backward());
 */
export function detectAnomaly<T>(fn: () => T, ...rest: Rest<AnomalyOptions>): T {
  const options = DETECT.read(rest);
  DETECT.check(fn);
  const before = setDetectAnomaly(true, options);
  const restore = () => native().setAnomaly(before, true);
  let result: T;
  try {
    result = fn();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}

/** @internal What the last failure in a graph says of its forward call; empty without anomaly detection. */
export function anomalyNote(): string {
  if (!watching) return "";
  const [node = "", ...stack] = native().anomaly().split("\n");
  if (node === "") return "";
  const frames = withoutOwnFrames(stack);
  if (frames.length === 0)
    return `  in ${node}; the forward call that made it was not recorded (detection was off then)`;
  return `  in ${node}, made by this forward call:\n${frames.map((frame) => `    at ${frame}`).join("\n")}`;
}
