// Builds the native addon: finds a libtorch with headers and runs cmake-js.
//
//   node scripts/build-native.mjs [--jobs N] [--fetch] [--if-changed]
//
// --fetch installs the pinned libtorch where none is found; --if-changed does nothing when sources, libtorch and
// compiler flags are those of the last build. TORCHTS_CMAKE_FLAGS adds definitions: "-DTORCHTS_WERROR=ON".
import { buildNative } from "./native-build.mjs";

const args = process.argv.slice(2);
const jobs = args.includes("--jobs") ? Number(args[args.indexOf("--jobs") + 1]) : undefined;
try {
  await buildNative({ jobs, fetch: args.includes("--fetch"), ifChanged: args.includes("--if-changed") });
} catch (error) {
  console.error(`torchts: ${error.message}`);
  process.exitCode = 1;
}
