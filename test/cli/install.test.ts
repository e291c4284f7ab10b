// `torchts install` as its users see it.
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { progressPrinter } from "../../lib/cli/install.ts";
import { archiveEntries, emptyEnv, makeZip, scratch } from "../io/libtorch/fakes.ts";
import { cli } from "./run-cli.ts";

test("installs from a file, shows progress on stderr and the place on stdout", async () => {
  const home = scratch();
  const file = join(scratch(), "libtorch.zip");
  // of a release that the addon is not for, so that it is not tried
  writeFileSync(file, makeZip(archiveEntries("2.12.0+cpu")));
  const version = ["--version", "2.12.0"];
  const { code, stdout, stderr } = await cli(["install", "--from", file, ...version], {
    env: emptyEnv(home),
  });
  expect(stderr).toMatch(/unpack libtorch\.zip {2}100% of/);
  expect(stdout).toContain(`libtorch 2.12.0 (cpu) is in ${join(home, "libtorch", "2.12.0-cpu")}`);
  expect(stdout).toContain("not tried whether it loads: the addon that is here was compiled against");
  expect(code).toBe(0);

  const again = await cli(["install", "--json", ...version], { env: emptyEnv(home) });
  expect(JSON.parse(again.stdout)).toMatchObject({ installed: false, version: "2.12.0", flavour: "cpu" });
});

test("a libtorch that does not load is refused before it is in", async () => {
  const file = join(scratch(), "libtorch.zip");
  writeFileSync(file, makeZip(archiveEntries()));
  const { code, stdout, stderr } = await cli(["install", "--from", file], { env: emptyEnv(scratch()) });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/does not load on this machine/);
});

test("a wrong version is one message and exit code 2", async () => {
  const { code, stdout, stderr } = await cli(["install", "--version", "1.0"], { env: emptyEnv(scratch()) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^torchts: .*2\.11 to 2\.14, not 1\.0\.0\n$/);
});

test("--cpu and --cuda together are refused", async () => {
  const { code, stderr } = await cli(["install", "--cpu", "--cuda"], { env: emptyEnv(scratch()) });
  expect(code).toBe(2);
  expect(stderr).toMatch(/exclude each other/);
});

test.runIf(process.platform === "linux")("--cuda with a card that no build is for: one message", async () => {
  const folder = scratch();
  const row = "580.65.06, Tesla K80, 11441, 3.7";
  const script = `#!/bin/sh\ncase "$*" in *compute_cap*) echo "${row}" ;; *) echo "CUDA Version: 13.0" ;; esac\n`;
  writeFileSync(join(folder, "nvidia-smi"), script, { mode: 0o755 });
  const env = emptyEnv(scratch(), { PATH: `${folder}${delimiter}${process.env.PATH}` });
  const { code, stdout, stderr } = await cli(["install", "--cuda"], { env });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^torchts: .*holds code for Tesla K80 \(compute capability 3\.7\).*--cpu\)\.\n$/);
});

test("a build for the CPU is not what --cuda takes from a file", async () => {
  const file = join(scratch(), "libtorch.zip");
  writeFileSync(file, makeZip(archiveEntries()));
  const { code, stderr } = await cli(["install", "--cuda", "cu126", "--from", file], {
    env: emptyEnv(scratch()),
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/torchts: .*\(cpu\), a build for the CPU/);
});

test("progress is a moving line on a terminal", () => {
  const written: string[] = [];
  const print = progressPrinter({ isTTY: true, columns: 80, write: (text) => written.push(text) });
  print({ phase: "download", what: "a.zip", done: 50e6, total: 100e6 });
  print({ phase: "download", what: "a.zip", done: 100e6, total: 100e6 });
  expect(written).toEqual([
    "\r\x1b[Kdownload a.zip   50% of 100 MB",
    "\r\x1b[Kdownload a.zip  100% of 100 MB\n",
  ]);
});
