// The developer loop, one command: recompiles lib/ to dist/, rebuilds the addon when native/ changes, and runs the
// tests that a change touches. Arguments go to vitest: `npm run dev -- test/nn`.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NATIVE_FOLDERS } from "./native-sources.mjs";

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packageFile = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);
const start = (args, stdio = "inherit") => spawn(process.execPath, args, { cwd: root, stdio });
const finished = (child) => new Promise((fulfil) => child.once("exit", (code) => fulfil(code ?? 1)));

const buildAddon = () => finished(start([join("scripts", "build-native.mjs"), "--if-changed"]));
const startTests = () => start([packageFile("vitest", "vitest.mjs"), "watch", ...process.argv.slice(2)]);

if ((await buildAddon()) !== 0) process.exit(1);
const compiler = start([
  packageFile("typescript", "bin/tsc"),
  "-p",
  "tsconfig.build.json",
  "--watch",
  "--preserveWatchOutput",
]);
const bundler = start([join("scripts", "bundle.mjs"), "--watch"]); // follows what the compiler writes
let tests = startTests();
let restarting = false;
const onTestsExit = () => {
  if (restarting) return;
  bundler.kill();
  compiler.kill(); // `q` in vitest ends the loop
  process.exit();
};
tests.once("exit", onTestsExit);

let timer;
let building = false;
let again = false;
async function rebuild() {
  if (building) {
    again = true;
    return;
  }
  building = true;
  const code = await buildAddon();
  building = false;
  if (again) {
    again = false;
    return rebuild();
  }
  if (code !== 0) return; // the compiler said why; the next change tries again
  // A loaded addon cannot be replaced in a process: the tests start anew.
  restarting = true;
  tests.kill();
  await finished(tests);
  restarting = false;
  tests = startTests();
  tests.once("exit", onTestsExit);
}
for (const path of [...NATIVE_FOLDERS, "CMakeLists.txt"]) {
  watch(join(root, path), () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, 300); // editors write a file in several steps
  });
}
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    bundler.kill();
    compiler.kill();
    tests.kill();
    process.exit();
  });
}
