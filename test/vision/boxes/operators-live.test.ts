/** nms, batched nms, roi_align and roi_pool of random cases against torchvision's compiled kernels at run time. */

import { expect, test } from "vitest";
import { scope } from "../../../lib/index.ts";
import { findPython, runPython, saySkip } from "../../helpers/index.ts";
import { testSeed } from "../../helpers/seed.ts";
import { expectBoxes, expectCrowd, expectNms, expectRois, numberedCases } from "./operator-cases.ts";

async function hasOperators(): Promise<boolean> {
  if (findPython(["torch", "torchvision"]) === undefined) return false;
  const { result } = await runPython("import detection_ops\nresult = detection_ops.operators() is not None");
  if (result !== true) saySkip("torchvision's operators are not compiled for this Python's torch");
  return result === true;
}
const skip = !(await hasOperators());

test.skipIf(skip).each([
  ["nms_case", 2000, expectNms],
  ["roi_case", 2000, expectRois],
  ["box_case", 200, expectBoxes],
] as const)(
  "%s",
  async (maker, count, expectEqual) => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const { outputs } = await runPython(
      `
      import detection_ops
      g = torch.Generator().manual_seed(args["seed"])
      ops = detection_ops.operators()
      torch.set_num_threads(1)
      maker = getattr(detection_ops, args["maker"])
      outputs.update(detection_ops.numbered(lambda: maker(ops, g), args["cases"]))
      `,
      { args: { seed, maker, cases: count } },
    );
    const cases = numberedCases(outputs);
    expect(cases.length).toBe(count);
    for (const [i, one] of cases.entries()) scope(() => expectEqual(one, `case ${i}`));
  },
  240_000,
);

test.skipIf(skip)(
  "crowds of boxes, on either side of where torchvision takes another way",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const { outputs } = await runPython(
      `
      import detection_ops
      torch.set_num_threads(1)
      for at in range(10):
          cases = detection_ops.crowd_cases(detection_ops.operators(), args["seed"] + 5 * at)
          outputs.update({f"{at}.{key}": value for key, value in cases.items()})
      `,
      { args: { seed } },
    );
    const crowds = Array.from({ length: 10 }, (_, at) => numberedCases(outputs, `${at}.`)).flat();
    expect(crowds.length).toBeGreaterThan(40);
    for (const [i, one] of crowds.entries()) scope(() => expectCrowd(one, `case ${i}`));
  },
  240_000,
);
