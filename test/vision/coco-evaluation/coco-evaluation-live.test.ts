// 300 random sets beside pycocotools at run time: every number of its arrays.
import { expect, test } from "vitest";
import { findPython, runPython } from "../../helpers/index.ts";
import { evaluated, expectEqual, expectNear, type RandomSet } from "./sets.ts";

const python = findPython(["numpy", "pycocotools"]);
const [SETS, AT_ONCE] = [300, 150];

test.skipIf(python === undefined)(
  "300 random sets: precision, recall and scores",
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 30);
    console.log(`seed ${seed}`);
    let printed = 0;
    for (let from = seed; from < seed + SETS; from += AT_ONCE) {
      const { result } = await runPython(
        `
        import coco_evaluation as coco
        result = []
        for seed in range(args["from"], args["to"]):
            given = coco.random_set(seed)
            result.append({**given, "expected": coco.expected(given, whole=True)})
        `,
        { args: { from, to: from + AT_ONCE } },
      );
      for (const [i, set] of (result as RandomSet[]).entries()) {
        const found = await evaluated(set);
        expectEqual(found, set, `seed ${from + i}`);
        // What pycocotools prints is of 100 detections, whatever the limits are.
        if (set.settings.maxDetections !== undefined) continue;
        expectNear(found.stats, set.expected.printed as number[], `seed ${from + i}: printed`);
        printed++;
      }
    }
    expect(printed).toBeGreaterThan(SETS / 2);
  },
  240_000,
);
