/** Two processes that want the same weights at the same time. */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";
import { sendFile, serve } from "./server.ts";
import { temporaryFolder } from "./support.ts";

test("fetch them once, and both get the whole file", async () => {
  const content = Buffer.alloc(300_000, 7);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const server = await serve((request, response) => {
    setTimeout(() => sendFile(request, response, content), 1500); // both are there by then
  });
  const home = temporaryFolder();
  const script = `
    const { downloadWeights } = await import("./lib/io/cache.ts");
    process.stdout.write(await downloadWeights("${server.url}/net.pth", { sha256Prefix: "${sha256.slice(0, 8)}" }));`;
  const one = (): Promise<string> =>
    new Promise((fulfil) => {
      const args = [...OVER_BUILT, "--input-type=module", "-e", script];
      const env = { ...process.env, NODE_OPTIONS: "", TORCHTS_HOME: home, TORCH_HOME: home };
      const child = spawn(process.execPath, args, { cwd: repoRoot, env });
      let out = "";
      child.stdout.on("data", (text) => {
        out += text;
      });
      child.stderr.on("data", (text) => {
        out += text;
      });
      child.on("close", () => fulfil(out));
    });
  try {
    const file = path.join(home, "weights", "net.pth");
    expect(await Promise.all([one(), one()])).toEqual([file, file]);
    expect(server.requests).toHaveLength(1);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(readdirSync(path.dirname(file))).toEqual(["net.pth"]);
  } finally {
    await server.close();
  }
});
