// Runs after `npm install` in a checkout (never for users of the published package, which has no install script):
// compiles lib/ to dist/, finds or fetches libtorch, builds the addon unless it is up to date.
//
// TORCHTS_SKIP_PREPARE=1 does nothing; TORCHTS_SKIP_NATIVE=1 leaves libtorch and the addon out.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function lacks(name) {
  try {
    require.resolve(`${name}/package.json`);
    return false;
  } catch {
    return true;
  }
}

async function prepare() {
  if (process.env.TORCHTS_SKIP_PREPARE) {
    console.error("torchts: TORCHTS_SKIP_PREPARE is set: dist/ and the addon are left as they are");
    return;
  }
  const missing = ["typescript", "esbuild", "tsx", "cmake-js", "node-api-headers"].filter(lacks);
  if (missing.length > 0) {
    console.error(
      `torchts: nothing is built, because ${missing.join(", ")} are missing (npm install --omit=dev?)`,
    );
    return;
  }

  console.error("torchts: compiling lib/ to dist/");
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (run.status !== 0) throw new Error("lib/ does not compile (the compiler's output is above)");
  await import("./bundle.mjs");
  (await import("./declarations.mjs")).finishDeclarations();

  if (process.env.TORCHTS_SKIP_NATIVE) {
    console.error("torchts: TORCHTS_SKIP_NATIVE is set: the addon is not built");
    return;
  }
  const { buildNative } = await import("./native-build.mjs");
  const { built, libtorch } = await buildNative({ fetch: true, ifChanged: true });
  if (!built)
    console.error(`torchts: the addon is up to date (libtorch ${libtorch.version}, ${libtorch.root})`);
}

try {
  await prepare();
} catch (error) {
  console.error(`torchts: preparing the checkout failed: ${error.message}`);
  process.exitCode = 1;
}
