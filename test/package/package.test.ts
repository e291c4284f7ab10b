// The package as users get it: packed apart from the checkout with the addon that the checkout has built, installed in an
// empty project, and used there in plain JavaScript. A package that would not run cannot be made.
import { spawnSync } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { io, manualSeed, models } from "../../lib/index.ts";
import { npmPack, stagePackage } from "../../scripts/package/stage.mjs";
import { repoRoot } from "../helpers/data.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 480_000 });

interface Ran {
  status: number | null;
  /** What was printed on both streams. */
  output: string;
}

/** As a user's shell has it: nothing of the npm that runs these tests. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) && name !== "NODE_OPTIONS"),
);

function run(command: string, args: string[], cwd: string): Ran {
  const shell = process.platform === "win32" && command !== process.execPath;
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8", shell });
  return { status, output: `${stdout}${stderr}${error?.message ?? ""}` };
}

const checkPackage = (tarball: string): Ran =>
  run(process.execPath, [path.join("scripts", "check-package.mjs"), tarball], repoRoot);

let root: string;
let tarball: string;
/** An empty project with the package installed. */
let project: string;
let installed: Ran;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-packed-"));
  const stage = path.join(root, "stage");
  stagePackage(stage);
  const packed = npmPack(stage);
  if (packed.tarball === undefined) throw new Error(packed.output);
  tarball = packed.tarball;
  project = path.join(root, "project");
  await mkdir(project);
  installed = run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], project);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("npm pack", () => {
  test("puts the checkout's manifest back", async () => {
    const [left, own] = await Promise.all(
      [path.join(root, "stage"), repoRoot].map((folder) =>
        readFile(path.join(folder, "package.json"), "utf8"),
      ),
    );
    expect(left).toBe(own);
    expect(JSON.parse(String(own)).scripts.prepare).toBe("node scripts/prepare.mjs");
  });

  test("is refused without a prebuilt addon, and TORCHTS_PACK_WITHOUT_ADDON=1 makes one that no check passes", () => {
    const stage = path.join(root, "without");
    stagePackage(stage, { addon: false });
    const refused = npmPack(stage);
    expect(refused.status).not.toBe(0);
    expect(refused.tarball).toBeUndefined();
    expect(refused.output).toMatch(
      /there is no prebuilt addon.*npm run prebuilds.*TORCHTS_PACK_WITHOUT_ADDON=1/,
    );

    const trial = npmPack(stage, { TORCHTS_PACK_WITHOUT_ADDON: "1" });
    expect(trial.tarball).toBeDefined();
    const { status, output } = checkPackage(String(trial.tarball));
    expect(output).toMatch(/there is no prebuilt addon/);
    expect(status).toBe(1);
  });

  test.each([
    ["native/worker.cc", "was built of other sources"],
    ["native/vision/nms_cpu.cc", "was built of other sources"],
    ["CMakeLists.txt", "was built of other sources"],
  ])("is refused where %s has changed since the addon was built", async (file, reason) => {
    const stage = path.join(root, `changed-${path.basename(file)}`);
    stagePackage(stage);
    await appendFile(path.join(stage, file), "\n");
    const { tarball: made, output } = npmPack(stage);
    expect(output).toContain(reason);
    expect(made).toBeUndefined();
  });

  test.each([
    ["preload", /lacks preload.torchts_preload\.node/],
    ["vision", /lacks vision\/, the operators of detection/],
  ])("is refused where %s, which lies beside the addon, is missing", async (part, reason) => {
    const stage = path.join(root, `no-${part}`);
    stagePackage(stage);
    await rm(path.join(stage, "prebuilds", `${process.platform}-${process.arch}`, part), { recursive: true });
    const { tarball: made, output } = npmPack(stage);
    expect(output).toMatch(reason);
    expect(made).toBeUndefined();
  });
});

test("npm publish of a folder, which would publish the checkout's manifest, is refused", () => {
  const { status, output } = run(
    process.execPath,
    [path.join("scripts", "package", "prepublish.mjs")],
    repoRoot,
  );
  expect(status).toBe(1);
  expect(output).toMatch(/npm publish torchts-<version>\.tgz/);
});

describe("the package", () => {
  test("passes publint, are-the-types-wrong and the checks of its contents, manifest and links", () => {
    const { status, output } = checkPackage(tarball);
    expect(output).toMatch(/^packaging: \d+ files, [\d.]+ MB, 0 problem\(s\)\n$/);
    expect(status).toBe(0);
  });

  test("fails them with a dangling link, a script, a missing type and a file that is not the users'", async () => {
    const broken = path.join(root, "broken");
    await mkdir(broken);
    expect(run("tar", ["-xzf", tarball, "-C", broken], root).status).toBe(0);
    const folder = path.join(broken, "package");
    await rm(path.join(folder, "docs", "memory.md"));
    await rm(path.join(folder, "dist", "index.d.ts"));
    await mkdir(path.join(folder, "test"));
    await writeFile(path.join(folder, "test", "a.txt"), "");
    const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    manifest.scripts = { prepare: "true" };
    delete manifest.bugs;
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    expect(run("tar", ["-czf", path.join(root, "broken.tgz"), "-C", broken, "package"], root).status).toBe(0);

    const { status, output } = checkPackage(path.join(root, "broken.tgz"));
    expect(status).toBe(1);
    for (const problem of [
      "README.md: the link to docs/memory.md leads out of the package",
      "package.json: scripts belong to a checkout",
      "package.json: there is no bugs",
      "dist/index.d.ts is missing",
      "test/a.txt should not be published",
    ]) {
      expect(output).toContain(problem);
    }
    expect(output).toMatch(/^publint: .*index\.d\.ts/m);
    expect(output).toMatch(/^are-the-types-wrong: /m);
  });
});

describe("in an empty project", () => {
  /** The README's programs: the one that trains, and the one that predicts with its run. */
  let train: string;
  let predict: string;
  let weights: string;
  /** A picture, seen from the project. */
  let image: string;

  beforeAll(async () => {
    const readme = await readFile(path.join(repoRoot, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => String(code));
    [train = "", predict = ""] = blocks;
    expect(train).toMatch(/^\/\/ finetune\.ts\nimport .* from "torchts";/);
    expect(predict).toMatch(/train\.loadRun\("runs\/first"\)/);
    const drawn = path.join(root, "drawn");
    await generatePolypFolder(drawn, { n: 10, size: 40, seed: 0 });
    await cp(path.join(drawn, "images"), path.join(project, "images"), { recursive: true });
    const [first = ""] = await readdir(path.join(project, "images", "polyp"));
    image = ["images", "polyp", first].join("/");
    manualSeed(0);
    weights = path.join(root, "resnet18.pth");
    await io.save((await models.resnet18()).stateDict(), weights);
    // The network's published weights are not always at hand; the README's comment names a path as the other way.
    train = train.replace('"IMAGENET1K_V1"', JSON.stringify(weights));
    expect(train).toContain(JSON.stringify(weights));
  });

  test("npm installs it without a word about its scripts", () => {
    expect(installed.output).toMatch(/added \d+ packages/);
    expect(installed.output).not.toMatch(/torchts|script|prepare/);
    expect(installed.status).toBe(0);
  });

  test("dist/node loads the package's own addon, and the operators of detection beside it", async () => {
    const program = `
      import { boxes, memory, ones, tensor } from "torchts";
      import { createRequire } from "node:module";
      console.log(ones([2, 3]).sum().item(), typeof memory.stats);
      console.log(boxes.nms(tensor([[0, 0, 2, 2], [0, 0, 2, 2]]), tensor([0.5, 0.6]), 0.5).tolist());
      console.log(Object.keys(createRequire(import.meta.url).cache).find((file) => file.endsWith("torchts.node")));
    `;
    await writeFile(path.join(project, "import.mjs"), program);
    const { status, output } = run(process.execPath, ["import.mjs"], project);
    expect(output).toMatch(/^6 function\n\[ 1 \]\n/);
    expect(output).toMatch(/project.node_modules.torchts.prebuilds.*torchts\.node/);
    expect(status).toBe(0);
  });

  test("the README's ten lines run in plain JavaScript, and so does what predicts with their run", async () => {
    await writeFile(path.join(project, "finetune.mjs"), train);
    await writeFile(
      path.join(project, "predict.mjs"),
      `import { train } from "torchts";\n${predict.replace("image.png", image)}\nconsole.log(label, probability);\n`,
    );
    const trained = run(process.execPath, ["finetune.mjs"], project);
    expect(trained.output).toMatch(/epoch: [123],/);
    expect(trained.status).toBe(0);
    const predicted = run(process.execPath, ["predict.mjs"], project);
    expect(predicted.output).toMatch(/^(normal|polyp) 0\.\d+\n$/);
  });

  test("in a project of type module, the README's ten lines are typed", async () => {
    expect(run("npm", ["pkg", "set", "type=module"], project).status).toBe(0);
    await writeFile(path.join(project, "finetune.ts"), train);
    await mkdir(path.join(project, "node_modules", "@types"), { recursive: true });
    await symlink(
      path.join(repoRoot, "node_modules", "@types", "node"),
      path.join(project, "node_modules", "@types", "node"),
      "junction",
    );
    const tsc = path.join(repoRoot, "node_modules", "typescript", "bin", "tsc");
    const strict = ["--noEmit", "--strict", "--target", "es2023", "--lib", "es2023,esnext.disposable"];
    await writeFile(path.join(project, "wrong.ts"), train.replace("run.best", "run.bets"));
    const types = ["--module", "nodenext", "--types", "node"];
    const right = run(process.execPath, [tsc, ...strict, ...types, "finetune.ts"], project);
    expect(right).toEqual({ status: 0, output: "" });
    const wrong = run(process.execPath, [tsc, ...strict, ...types, "wrong.ts"], project);
    expect(wrong.output).toMatch(
      /^wrong\.ts\(\d+,\d+\): error TS(2551|2339): Property 'bets' does not exist/,
    );
  });

  // Node's types of 20 do not know it.
  const { typescript = false } = process.features as { typescript?: string | false };
  test.skipIf(typescript === false)("and finetune.ts runs as it is, where Node strips types", () => {
    const { status, output } = run(process.execPath, ["finetune.ts"], project);
    expect(output).toMatch(/epoch: [123],/);
    expect(status).toBe(0);
  });

  test("the command line trains, predicts and says how things stand", () => {
    const options = ["--model", "resnet18", "--weights", weights, "--unfreeze", "layer4", "--epochs", "1"];
    const torchts = (...words: string[]): Ran => run("npx", ["--no", "torchts", ...words], project);
    const trained = torchts("finetune", "./images", ...options, "--out", "runs/second");
    expect(trained.output).toMatch(/epoch 1\/1/);
    expect(trained.status).toBe(0);
    const predicted = torchts("predict", "runs/second", image);
    expect(predicted.output).toMatch(/normal|polyp/);
    expect(predicted.status).toBe(0);
    const doctor = torchts("doctor", "--json");
    expect(doctor.output).toContain("prebuilt");
  });
});
