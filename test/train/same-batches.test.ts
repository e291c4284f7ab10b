// examples/brain-tumor-transfer/compare.ts --same-batches, small: MobileNet V2 through `train.fit` and through a plain PyTorch
// loop, on the same batches from the same values, gives the same losses, figures and parameters; and it sees where it does not.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { io, manualSeed, models } from "../../lib/index.ts";
import { findPython, repoRoot, saySkip } from "../helpers/index.ts";

const TIMEOUT = 240_000;
/** Edge of the images, pixels. */
const SIZE = 32;
/** Three batches of 16 to learn from; two epochs are six losses, and each has four figures. */
const [TRAIN, TEST, ROWS] = [48, 16, 6 + 2 * 4];

const python = findPython(["torch", "torchvision"]);

let root: string;
let weights: string;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-same-batches-"));
  mkdirSync(path.join(root, "images"));
  for (const [seed, [part, n]] of [["train", TRAIN] as const, ["test", TEST] as const].entries()) {
    await generatePolypFolder(path.join(root, part), { n, size: SIZE, seed });
    renameSync(path.join(root, part, "images"), path.join(root, "images", part));
  }
  manualSeed(0);
  weights = path.join(root, "mobilenet_v2.pth");
  await io.save((await models.mobilenet_v2()).stateDict(), weights);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function compare(...flags: string[]): { status: number | null; output: string } {
  const script = path.join(repoRoot, "examples", "brain-tumor-transfer", "compare.ts");
  const files = ["--images", path.join(root, "images"), "--weights", weights, "--python", python ?? ""];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      "tsx",
      script,
      ...files,
      "--same-batches",
      "--size",
      String(SIZE),
      "--threads",
      "1",
      ...flags,
    ],
    { cwd: repoRoot, env: { ...process.env, OMP_NUM_THREADS: "1" }, encoding: "utf8" },
  );
  return { status, output: `${stdout}${stderr}` };
}

/** With another build of PyTorch the script compares the first losses, within a tolerance, and says so. */
const isAnotherBuild = (output: string): boolean => /another build/.test(output);

test.skipIf(python === undefined)(
  "with the fused AdamW, losses, figures and parameters have the same bits",
  () => {
    const { status, output } = compare();
    expect(status, output).toBe(0);
    expect(output).toMatch(/^loss of step 6 .*\nepoch 1 trainLoss /m);
    expect(output).toMatch(/^epoch 2 auc /m);
    if (isAnotherBuild(output)) return;
    expect(output).toMatch(new RegExp(`^0 of ${ROWS} losses and figures differ$`, "m"));
    expect(output).toMatch(/^0 of the trained network's \d+ values differ, by at most 0$/m);
  },
  TIMEOUT,
);

test.skipIf(python === undefined)(
  "a last bit that differs is seen: the foreach AdamW rounds otherwise, and the script ends with 1",
  (context) => {
    const { status, output } = compare("--foreach");
    if (isAnotherBuild(output)) {
      saySkip("Python's torch is another build than libtorch, so that single bits are not compared");
      return context.skip();
    }
    expect(output).toMatch(/^loss of step 1 +(\S+) +\1$/m); // nothing has been learned before it
    expect(output).toMatch(/^[1-9]\d* of the trained network's \d+ values differ/m);
    expect(status).toBe(1);
  },
  TIMEOUT,
);
