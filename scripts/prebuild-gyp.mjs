#!/usr/bin/env node
// Stands in for node-gyp under prebuildify, which drives nothing else: drops node-gyp's arguments (a Node-API addon
// needs no headers of one Node version) and builds with CMake.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildNative, libtorchForBuild, root } from "./native-build.mjs";

try {
  await libtorchForBuild(); // throws before anything is removed
  // Exactly one .node file may lie there: prebuildify takes the first.
  rmSync(join(root, "build", "Release"), { recursive: true, force: true });
  await buildNative();
} catch (error) {
  console.error(`torchts: ${error.message}`);
  process.exitCode = 1;
}
