// `torchts doctor`: what it prints where all is well, and where something is wrong.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { libraryName } from "../../lib/native/libtorch/probe.ts";
import { loadedFrom } from "../../lib/native/loader.ts";
import { emptyEnv, scratch } from "../io/libtorch/fakes.ts";
import { cli } from "./run-cli.ts";

const working = { TORCHTS_LIBTORCH: loadedFrom().libtorch.root };

test("a working machine: every check ok, exit code 0", async () => {
  const { code, stdout } = await cli(["doctor", "--json"], { env: { ...working, TORCHTS_HOME: scratch() } });
  const report = JSON.parse(stdout);
  expect(report.ok).toBe(true);
  const byId = Object.fromEntries(report.checks.map((check: { id: string }) => [check.id, check]));
  expect(byId.node.data.version).toBe(process.versions.node);
  expect(byId.libtorch.data).toMatchObject({
    source: "TORCHTS_LIBTORCH",
    version: loadedFrom().libtorch.version,
  });
  expect(byId.addon.data.compiledFor).toMatch(/^2\.\d+\.\d+$/);
  expect(byId.images.data.vips).toMatch(/^\d+\./);
  expect(code).toBe(0);
});

test("no libtorch: the command that mends it, exit code 1", async () => {
  const { code, stdout } = await cli(["doctor"], { env: { ...emptyEnv(scratch()), TORCHTS_LIBTORCH: "" } });
  expect(stdout).toMatch(/WRONG libtorch[\s\S]*mend: \.\/torchts install/);
  expect(code).toBe(1);
});

test("a damaged libtorch is noticed without the doctor crashing", async () => {
  const root = scratch();
  mkdirSync(join(root, "lib"));
  for (const name of ["c10", "torch_cpu"]) writeFileSync(join(root, "lib", libraryName(name)), "damaged");
  writeFileSync(join(root, "build-version"), `${loadedFrom().libtorch.version}+cpu`);
  const { code, stdout } = await cli(["doctor"], {
    env: { TORCHTS_LIBTORCH: root, TORCHTS_HOME: scratch() },
  });
  expect(stdout).toMatch(/WRONG loading[\s\S]*mend: /);
  expect(code).toBe(1);
});

test("a cache that cannot be written is a warning with what to set", async () => {
  const file = join(scratch(), "file");
  writeFileSync(file, "");
  const { code, stdout } = await cli(["doctor"], { env: { ...working, TORCHTS_HOME: join(file, "below") } });
  expect(stdout).toMatch(/warn {2}cache[\s\S]*TORCHTS_HOME/);
  expect(code).toBe(0);
});

describe.runIf(process.platform === "linux" && !loadedFrom().libtorch.withCuda)("beside a card", () => {
  /** An environment whose `nvidia-smi` answers the question for cards with a row. */
  function withCard(row: string): Record<string, string> {
    const folder = scratch();
    const script = `#!/bin/sh\ncase "$*" in *compute_cap*) echo "${row}" ;; *) echo "CUDA Version: 13.0" ;; esac\n`;
    writeFileSync(join(folder, "nvidia-smi"), script);
    chmodSync(join(folder, "nvidia-smi"), 0o755);
    return { ...working, TORCHTS_HOME: scratch(), PATH: `${folder}${delimiter}${process.env.PATH}` };
  }

  test("a build for the CPU is a warning with the command that takes one for CUDA", async () => {
    const env = withCard("580.65.06, NVIDIA GeForce GTX 1080, 8192, 6.1");
    const { code, stdout } = await cli(["doctor"], { env });
    expect(stdout).toMatch(/GTX 1080 \(8 GiB, compute capability 6\.1\)/);
    expect(stdout).toMatch(/warn {2}cuda[\s\S]*for the CPU only[\s\S]*mend: \S+torchts install --cuda/);
    expect(code).toBe(0);
  });

  test("a card whose memory is not told has no memory of NaN", async () => {
    const env = withCard("580.65.06, NVIDIA A100-SXM4-40GB, [N/A], 8.0");
    const { stdout } = await cli(["doctor"], { env });
    expect(stdout).toContain("NVIDIA A100-SXM4-40GB (compute capability 8.0)");
    expect(stdout).not.toMatch(/NaN|undefined|null/);
  });
});
