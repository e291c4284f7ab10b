/**
 * Every builder of detectors against Python's torchvision at run time, where its operators are compiled: in float64, where nothing is
 * decided by rounding, and two of them in float32.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { scope, setNumThreads } from "../../../lib/index.ts";
import { findPython, runPython, saySkip } from "../../helpers/index.ts";
import { LONG_TIMEOUT } from "../networks.ts";
import { type Bounds, BUILDERS, expectNumbers, type Measured, measure } from "./measure.ts";

const NAMES = [...BUILDERS, "fasterrcnn_resnet50_frozen", "maskrcnn_mobilenet"];
/** Those whose losses and detections are compared in float32 too; gradients through such small batches are float32 noise. */
const SINGLE = ["fasterrcnn_resnet50_fpn", "maskrcnn_mobilenet"];
const SEED = 11;

/** What is asked of every builder; the same processor draws the same first values. */
const BOUNDS: Bounds = {
  init: 1e-7,
  losses: 1e-6, // torchvision rounds the loss of anchors to float32
  gradients: 1e-8,
  pixels: 1e-6,
  scores: 1e-8,
  steps: 1e-5,
};
/** What rounding leaves of the same in float32. */
const SINGLE_BOUNDS: Bounds = { ...BOUNDS, losses: 1e-5, pixels: 1e-2, scores: 1e-4 };

const python = findPython(["torch", "torchvision"]);

interface Theirs {
  isThere: boolean;
  keys: Record<string, string[]>;
  printed: Record<string, string>;
}

describe.skipIf(python === undefined)("torchvision's detectors", () => {
  const theirs: { numbers: Measured; result: Theirs } = {
    numbers: {},
    result: { isThere: false, keys: {}, printed: {} },
  };

  beforeAll(async () => {
    setNumThreads(1);
    const { outputs, result } = await runPython(
      `
      import importlib
      module = importlib.import_module("detection_networks")
      torch.set_num_threads(1)
      networks = module.detection()
      result = {"isThere": networks is not None, "keys": {}, "printed": {}}
      if networks is not None:
          for name in args["names"]:
              lines, numbers = module.measure(name, args["seed"])
              result["keys"][name] = lines
              outputs.update({f"{name}.{key}": value for key, value in numbers.items()})
              model = module.build(networks, name)
              result["printed"][name] = str(model)
          for name in args["single"]:
              _, numbers = module.measure(name, args["seed"], dtype=torch.float32, steps=False)
              outputs.update({f"single.{name}.{key}": value for key, value in numbers.items()})
      `,
      { args: { names: NAMES, single: SINGLE, seed: SEED }, threads: 1 },
    );
    Object.assign(theirs, { numbers: outputs, result });
    if (!theirs.result.isThere) saySkip("torchvision's operators are not compiled for this Python's torch");
  }, LONG_TIMEOUT * 3);

  const numbersOf = (prefix: string): Measured => {
    const own = Object.entries(theirs.numbers).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  };

  test.each(NAMES)(
    "%s: keys, printed form, first values, losses, gradients, detections and steps",
    async (name) => {
      if (!theirs.result.isThere) return;
      await scope(async () => {
        const { keys, names, numbers, printed } = await measure(name, SEED);
        expect(keys).toEqual(theirs.result.keys[name]);
        // The one name that differs: torchvision calls the chain with several outputs a getter.
        expect(printed).toBe(
          theirs.result.printed[name]?.replace("IntermediateLayerGetter", "IntermediateLayers"),
        );
        expectNumbers(names, numbers, numbersOf(`${name}.`), BOUNDS);
      });
    },
    LONG_TIMEOUT,
  );

  test.each(SINGLE)(
    "%s in float32: losses and detections",
    async (name) => {
      if (!theirs.result.isThere) return;
      await scope(async () => {
        const { names, numbers } = await measure(name, SEED, { dtype: "float32", steps: false });
        const { grad: own, ...found } = numbers;
        const { grad: other, ...wanted } = numbersOf(`single.${name}.`);
        expect(own?.shape).toEqual(other?.shape);
        expectNumbers(names, found, wanted, SINGLE_BOUNDS);
      });
    },
    LONG_TIMEOUT,
  );
});
