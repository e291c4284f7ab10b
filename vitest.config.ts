// Test runner: one process per test file, so that a crash of the addon is one failed file and not a lost run.
import { defineConfig } from "vitest/config";
import { buildWhereStale, builtFor } from "./test/helpers/built.ts";

/** `vitest run` tests what is built. `vitest watch` reads the sources: it has to see which tests a change touches. */
let watching = false;

export default defineConfig({
  plugins: [
    {
      name: "library-as-built",
      enforce: "pre",
      async configureServer(server) {
        watching = server.config.server.watch !== null;
        if (!watching) await buildWhereStale();
      },
      resolveId(specifier, importer) {
        if (watching || importer === undefined) return undefined;
        const id = builtFor(specifier, importer);
        return id === undefined ? undefined : { id, external: true };
      },
    },
  ],
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    server: { deps: { external: [/\/dist\//] } },
    // One kernel thread in each process: those of several processes would wait for each other.
    env: {
      OMP_NUM_THREADS: process.env.OMP_NUM_THREADS ?? "1",
      MKL_NUM_THREADS: process.env.MKL_NUM_THREADS ?? "1",
    },
  },
});
