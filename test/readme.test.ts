// The programs of README.md and of the documents that bring their imports: all are typed, and SegNet's and the loop of
// one's own run, on the CPU and for short epochs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generatePolypFolder } from "../lib/cli/polyps/folder.ts";
import { io, manualSeed, models, type Tensor } from "../lib/index.ts";
import { OVER_BUILT } from "./helpers/built.ts";
import { repoRoot } from "./helpers/data.ts";

const TIMEOUT = 240_000;

const documents = [
  "README.md",
  ...readdirSync(path.join(repoRoot, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
];
const text = documents.map((name) => readFileSync(path.join(repoRoot, name), "utf8")).join("\n");
const programs = [...text.matchAll(/```ts\n(.*?)```/gs)]
  .map(([, code]) => String(code))
  .filter((code) => code.includes('from "torchts"'));
const ownLoop = programs.find((code) => code.includes("train.trainStep(")) ?? "";
const segnet = programs.find((code) => code.includes("models.segnet(")) ?? "";

let root: string;
let tsconfig: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-readme-"));
  tsconfig = path.join(root, "tsconfig.json");
  const compilerOptions = {
    paths: { torchts: [path.join(repoRoot, "lib", "index.ts")] },
    typeRoots: [path.join(repoRoot, "node_modules", "@types")],
    noUnusedLocals: false, // a program of a few lines ends with what it found
  };
  writeFileSync(path.join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: path.join(repoRoot, "tsconfig.json"),
      compilerOptions,
      include: ["*.ts", path.join(repoRoot, "lib", "**", "*.d.ts")],
    }),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(args: string[]): { status: number | null; output: string } {
  const ran = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return { status: ran.status, output: `${ran.stdout}${ran.stderr}` };
}

/** Runs a program in which a few words are others. */
function runChanged(
  file: string,
  program: string,
  changes: readonly (readonly [from: string, to: string])[],
): { status: number | null; output: string } {
  let changed = program;
  for (const [from, to] of changes) {
    expect(changed).toContain(from);
    changed = changed.replace(from, to);
  }
  writeFileSync(path.join(root, file), changed);
  return run([...OVER_BUILT, file]);
}

test(
  "are typed, and a wrong name in them is found",
  () => {
    expect(programs.length).toBeGreaterThan(2);
    for (const [i, program] of programs.entries()) writeFileSync(path.join(root, `program${i}.ts`), program);
    const tsc = path.join(repoRoot, "node_modules", "typescript", "bin", "tsc");
    expect(run([tsc, "-p", tsconfig])).toEqual({ status: 0, output: "" });

    writeFileSync(path.join(root, "wrong.ts"), segnet.replace("decoder.head", "decoder.haed"));
    expect(run([tsc, "-p", tsconfig]).output).toMatch(/^wrong\.ts.*Property 'haed' does not exist/);
  },
  TIMEOUT,
);

test(
  "SegNet with a frozen encoder and an assigned head is trained, and the encoder stays as it is",
  async () => {
    const drawn = path.join(root, "drawn");
    await generatePolypFolder(drawn, { n: 10, size: 40, seed: 0 });
    const images = path.join(root, "polyps", "images");
    mkdirSync(images, { recursive: true });
    for (const kind of ["normal", "polyp"]) {
      cpSync(path.join(drawn, "images", kind), images, { recursive: true });
    }
    cpSync(path.join(drawn, "masks"), path.join(root, "polyps", "masks"), { recursive: true });
    manualSeed(0);
    const vgg = (await models.vgg16_bn()).stateDict();
    await io.save(vgg, path.join(root, "vgg16_bn.pth"));

    const { status, output } = runChanged("segnet.ts", segnet, [
      ['"DEFAULT"', '"vgg16_bn.pth"'], // the published weights are not always at hand
      ['"cuda"', '"cpu"'],
      ["epochs: 20", "epochs: 1, imageSize: 32"],
    ]);
    expect(output).toMatch(/^[\d.]+(e-\d+)?\n$/); // Dice
    expect(status).toBe(0);

    const best = await io.loadStateDict(path.join(root, "runs", "polyps", "best.pth"));
    expect(best.get("decoder.head.weight")?.shape).toEqual([1, 64, 3, 3]);
    let compared = 0;
    for (const [key, value] of best) {
      if (!key.startsWith("encoder.")) continue;
      const given = vgg.get(key.replace("encoder.", "features."));
      expect(given !== undefined && value.equal(given), key).toBe(true);
      compared++;
    }
    expect(compared).toBe(13 * 7); // weights and biases of 13 convolutions, five values of each normalisation
  },
  TIMEOUT,
);

test(
  "a loop of one's own trains, and goes on where it was when it is started again",
  async () => {
    const drawn = path.join(root, "drawn-classes");
    await generatePolypFolder(drawn, { n: 12, size: 40, seed: 0 });
    cpSync(path.join(drawn, "images"), path.join(root, "images"), { recursive: true });
    const started = (epochs: number) =>
      runChanged("loop.ts", ownLoop, [
        ['{ weights: "IMAGENET1K_V1" }', ""],
        ["= [10,", `= [${epochs},`],
        ["batchSize: 32", "batchSize: 4"],
        ["{ val: 0.2, seed: 0 } }", "{ val: 0.34, seed: 0 }, trainTransform: small, valTransform: small }"],
        [
          'from "torchts";',
          'from "torchts";\nimport { transforms } from "torchts";\n' +
            "const small = new transforms.ImageClassificationPreset({ cropSize: 32, resizeSize: 32 });",
        ],
      ]);
    const last = async () =>
      (await io.load(path.join(root, "last.pth"))) as {
        epoch: number;
        optimizer: { state: Map<number, { step: Tensor }> };
        scheduler: { last_epoch: number };
      };
    const stepsOf = async (): Promise<number[]> => {
      const { optimizer, epoch, scheduler } = await last();
      const { step } = optimizer.state.get(0) as { step: Tensor };
      return [epoch, scheduler.last_epoch, step.item()];
    };
    const said = /^epoch (\d+): accuracy [01]\.\d{3}\n/gm;
    const first = started(2);
    expect(first.status, first.output).toBe(0);
    expect([...first.output.matchAll(said)].map(([, epoch]) => epoch)).toEqual(["1", "2"]);
    expect(await stepsOf()).toEqual([2, 2, 4]); // 8 images by 4 are two steps an epoch
    const second = started(3);
    expect(second.status, second.output).toBe(0);
    expect([...second.output.matchAll(said)].map(([, epoch]) => epoch)).toEqual(["3"]);
    expect(await stepsOf()).toEqual([3, 3, 6]);
  },
  TIMEOUT,
);
