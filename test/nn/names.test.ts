/** Which of torch.nn's modules are here: the list behind the row of FEATURES.md, of PyTorch's own names. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { fixtureJson, repoRoot } from "../helpers/index.ts";

const OBSOLETE = "PyTorch keeps the name for old code only";
const BASE = "a base class that nobody makes";
const NOT_YET = "not built";

/** What is left out, with the reason. Whoever builds one takes its line out and counts it in FEATURES.md. */
const LEFT: Record<string, string> = {
  AdaptiveLogSoftmaxWithLoss: NOT_YET,
  Container: OBSOLETE,
  CrossMapLRN2d:
    "its sums keep the first channel in every window, which its gradient does not; LocalResponseNorm is the layer",
  DataParallel: "several devices in one process",
  LinearCrossEntropyLoss: NOT_YET,
  NLLLoss2d: OBSOLETE,
  RNNBase: BASE,
  RNNCellBase: BASE,
};

const { modules } = fixtureJson<{ modules: string[] }>("torch-nn");

test("every module of torch.nn is here, or left out with a reason", () => {
  const missing = modules.filter((name) => !(name in nn));
  expect(missing).toEqual(Object.keys(LEFT));
});

test("FEATURES.md counts them", () => {
  const features = readFileSync(path.join(repoRoot, "FEATURES.md"), "utf8");
  const here = modules.filter((name) => name in nn).length;
  const row = features.split("\n").find((line) => line.startsWith("| layers, losses, containers |"));
  expect(row).toContain(`| ${here} of ${modules.length} |`);
});
