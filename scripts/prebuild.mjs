// Makes the prebuilt addon of this platform: prebuilds/<platform>-<arch>/, see package/prebuilt.mjs. Run it on the oldest
// system to support.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { libtorchForBuild, root } from "./native-build.mjs";
import { completePrebuilt, prebuiltFolder } from "./package/prebuilt.mjs";

const require = createRequire(import.meta.url);
const folder = prebuiltFolder(root);
await libtorchForBuild(); // throws before anything is removed
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const prebuildify = join(dirname(require.resolve("prebuildify/package.json")), "bin.js");
const args = [prebuildify, "--napi", "--name", "torchts", "--target", process.versions.node];
if (process.platform === "linux") args.push("--strip");
const run = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PREBUILD_NODE_GYP: join(root, "scripts", "prebuild-gyp.mjs") },
});
if (run.status !== 0) process.exit(run.status ?? 1);

completePrebuilt(root, join(root, "build"), folder);
// prebuildify moved the addon; put it back, so that the checkout goes on working.
const addon = readdirSync(folder).find((name) => name.endsWith(".node"));
if (addon === undefined) throw new Error(`prebuildify left no addon in ${folder}`);
cpSync(join(folder, addon), join(root, "build", "Release", "torchts.node"));
console.error(`torchts: prebuilt ${join(folder, addon)}`);
