// Wherever a device is named that is not there, the same words: the operation, what is missing (build, driver or device)
// and what to do, before any other work is done.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import {
  cuda,
  DeviceError,
  defaultGenerator,
  emptyLike,
  forkRng,
  full,
  Generator,
  io,
  models,
  nn,
  randn,
  type Tensor,
  tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { cudaDriverLibrary } from "../../lib/native/libtorch/preload.ts";
import { libraryName } from "../../lib/native/libtorch/probe.ts";
import { loadedFrom, loadPreload } from "../../lib/native/loader.ts";
import { requireDevice } from "../../lib/tensor/require-device.ts";
import { cli } from "../cli/run-cli.ts";
import { repoRoot } from "../helpers/data.ts";
import { CLASSES, fixtureData, startNet } from "./convnet.ts";

vi.setConfig({ testTimeout: 120_000 });

const { libtorch, files } = loadedFrom();
const hasDriver = loadPreload(files).preload.open(cudaDriverLibrary()) === null;
const root = mkdtempSync(path.join(tmpdir(), "torchts-missing-"));
const image = path.join(root, "images", "images", "normal");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** One output for each class: (N, 3, H, W) -> (N, 1, H, W). */
class Pixels extends nn.Module {
  conv = new nn.Conv2d(3, 1, 1);

  override forward(x: Tensor): Tensor {
    return this.conv.forward(x);
  }
}

const CUDA = { device: "cuda" } as const;
const x = randn([2, 3]);
const weights = path.join(root, "weights.pth");
const array = path.join(root, "array.npy");
const run = path.join(root, "run");

beforeAll(async () => {
  await generatePolypFolder(path.join(root, "images"), { n: 4, size: 32, seed: 0 });
  await io.save(new Map([["x", x]]), weights);
  writeFileSync(array, ""); // it is not read
  await train.fit(startNet(), fixtureData(), { epochs: 1, device: "cpu", out: run });
});

/** Calls that name a device, with the name that the error begins with. */
const NAMED: [string, string, () => unknown][] = [
  ["zeros", "zeros", () => zeros([2], CUDA)],
  ["full", "full", () => full([2], 1, CUDA)],
  ["tensor", "to", () => tensor([1, 2], CUDA)],
  ["randn", "randn", () => randn([2], CUDA)],
  ["emptyLike", "emptyLike", () => emptyLike(x, CUDA)],
  ["Tensor.to", "to", () => x.to("cuda:0")],
  ["Tensor.cuda", "to", () => x.cuda(1)],
  ["Tensor.pinMemory", "pinMemory", () => x.pinMemory()],
  ["Module.to", "Module.to", () => new nn.Linear(2, 2).to("cuda")],
  ["Module.cuda", "Module.to", () => new nn.Linear(2, 2).cuda(0)],
  ["Generator", "Generator", () => new Generator("cuda")],
  ["defaultGenerator", "Generator", () => defaultGenerator("cuda:0")],
  ["forkRng", "Generator", () => forkRng(() => 1, { devices: ["cuda"] })],
  ["cuda.synchronize", "cuda.synchronize", () => cuda.synchronize()],
  ["io.load", "io.load", () => io.load(weights, CUDA)],
  ["io.loadStateDict", "io.loadStateDict", () => io.loadStateDict(weights, CUDA)],
  ["io.loadNpy", "io.loadNpy", () => io.loadNpy(array, CUDA)],
  ["train.fit", "train.fit", () => train.fit(startNet(), fixtureData(), { epochs: 1, ...CUDA })],
  [
    "train.evaluate",
    "train.evaluate",
    () => train.evaluate(startNet(), fixtureData().val ?? fixtureData().train, { ...CUDA, classes: CLASSES }),
  ],
  [
    "train.predict",
    "train.predict",
    () =>
      train.predict(startNet(), zeros([3, 8, 8]).byte(), { ...CUDA, classes: CLASSES, transform: (t) => t }),
  ],
  ["train.loadRun", "train.loadRun", () => train.loadRun(run, { ...CUDA, model: startNet() })],
  ["models.segment", "models.segment", () => models.segment(new Pixels(), zeros([3, 8, 8]).byte(), CUDA)],
  ["models.stream", "models.stream", () => models.stream(new Pixels().eval(), CUDA)],
];

describe.skipIf(cuda.isAvailable())("on a machine without CUDA", () => {
  test.each(NAMED)("%s", async (_name, operation, call) => {
    const error = await Promise.resolve()
      .then(call)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    const { message, code } = error as DeviceError;
    expect(code).toBe("ERR_TORCHTS_DEVICE");
    expect(message.startsWith(`${operation}: libtorch ${libtorch.version}`)).toBe(true);
    // what is missing, and what to do
    expect(message).toMatch(
      libtorch.withCuda
        ? /NVIDIA driver|CUDA device/
        : /is a build for the CPU.*`\S+torchts install --cuda`/s,
    );
    expect(message).not.toMatch(/TORCH_USE_CUDA_DSA|not linked|backend/);
  });

  test("a network that could not be moved keeps its gradients", () => {
    const layer = new nn.Linear(2, 1);
    layer
      .forward(randn([3, 2]))
      .sum()
      .backward();
    expect(() => layer.to("cuda")).toThrow(DeviceError);
    expect(layer.weight.grad?.shape).toEqual([1, 2]);
  });

  test.skipIf(libtorch.withCuda)("generators and waiting ask libtorch what is missing", () => {
    for (const call of [() => new Generator("cuda"), () => cuda.synchronize()]) {
      expect(call).toThrow(
        expect.objectContaining({
          cause: expect.objectContaining({ message: expect.stringMatching(/Cannot initialize CUDA/) }),
        }),
      );
    }
  });

  test("the CPU and meta are always there", () => {
    for (const device of ["cpu", "cpu:0", "meta"] as const) requireDevice("any", device);
  });

  test("on the command line too, once and without other words", async () => {
    const found = readdirSync(image)[0] as string;
    const images = path.join(root, "images", "images");
    const commands = [
      ["predict", run, path.join(image, found)],
      ["evaluate", run, images],
      ["finetune", images, "--weights", "none", "--epochs", "1", "--out", path.join(root, "other")],
    ];
    for (const command of commands) {
      const { code, stderr } = await cli([...command, "--device", "cuda"]);
      expect(code).toBe(1);
      expect(stderr.match(/libtorch \d\S+ \(\w+\) is /g)).toHaveLength(1);
      expect(stderr).toMatch(/^torchts: .*install/m);
    }
  });
});

// A libtorch for CUDA whose part for CUDA is never opened, as no driver is there.
describe.skipIf(hasDriver || process.platform === "win32")("a build for CUDA without a driver", () => {
  const cudaBuild = path.join(root, "libtorch");
  const env = { TORCHTS_LIBTORCH: cudaBuild, TORCHTS_HOME: path.join(root, "home") };

  beforeAll(() => {
    mkdirSync(path.join(cudaBuild, "lib"), { recursive: true });
    for (const name of readdirSync(libtorch.lib)) {
      symlinkSync(path.join(libtorch.lib, name), path.join(cudaBuild, "lib", name));
    }
    if (!libtorch.withCuda)
      writeFileSync(path.join(cudaBuild, "lib", libraryName("torch_cuda")), "never opened");
    writeFileSync(path.join(cudaBuild, "version.py"), `__version__ = '${libtorch.version}+cu126'\n`);
  });

  function messageOf(more: Record<string, string> = {}): string {
    const script = `
      const { zeros } = await import("torchts");
      try { zeros([1], { device: "cuda" }); } catch (error) { console.log(error.name, error.message); }`;
    const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: repoRoot,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "", ...env, ...more },
    });
    return child.stdout;
  }

  test("is not called a build for the CPU", () => {
    expect(messageOf()).toMatch(
      /^DeviceError zeros: libtorch \S+ \(cu126\) is for CUDA, but there is no NVIDIA driver: libcuda.*\. Install NVIDIA's driver/,
    );
    expect(messageOf({ TORCHTS_NO_CUDA: "1" })).toMatch(/left out, as TORCHTS_NO_CUDA is set\. Unset/);
  });

  test("doctor says that the CPU is used, and why", async () => {
    const { code, stdout } = await cli(["doctor", "--json"], { env });
    const { checks } = JSON.parse(stdout) as { checks: { id: string }[] };
    expect(checks.find(({ id }) => id === "cuda")).toMatchObject({
      status: "warning",
      problem: expect.stringMatching(/is for CUDA, but there is no NVIDIA driver: libcuda/),
      fix: expect.stringMatching(/^install NVIDIA's driver/),
    });
    expect(code).toBe(0);
  });
});
