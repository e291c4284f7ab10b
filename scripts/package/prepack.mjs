// Before `npm pack`: refuses a package without prebuilt addon, compiles lib/ anew, puts the published manifest in place.
//
// TORCHTS_PACK_WITHOUT_ADDON=1 makes a package of the sources alone, for a trial: it does not run where it is installed.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishManifest } from "./manifest.mjs";
import { prebuiltProblems } from "./prebuilt.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

function prepack() {
  const problems = prebuiltProblems(root);
  if (problems.length > 0 && process.env.TORCHTS_PACK_WITHOUT_ADDON !== "1") {
    throw new Error(
      `this package would not run where it is installed: ${problems.join("; ")}. \`npm run prebuilds\` builds the ` +
        "addon of this platform into prebuilds/; TORCHTS_PACK_WITHOUT_ADDON=1 packs the sources alone, for a trial.",
    );
  }
  for (const problem of problems) console.error(`torchts: packing all the same: ${problem}`);
  const build = spawnSync("npm", ["run", "build:clean"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (build.status !== 0) throw new Error("lib/ does not compile (the compiler's output is above)");
  publishManifest(root);
}

try {
  prepack();
} catch (error) {
  console.error(`torchts: ${error.message}`);
  process.exitCode = 1;
}
