// `torchts doctor`: what it prints where all is well, and where something is wrong.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
