// The quick demo: data drawn, trained without a network, saved, one held-out image predicted.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cli } from "./run-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000 });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-demo-"));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

test("demo --quick ends with figures, a saved model and a prediction", async () => {
  const { code, stdout, stderr } = await cli(["demo", "--quick", "--offline"], { cwd: root });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toMatch(/training from random initialisation instead/);
  expect(stdout).toMatch(/validation accuracy \d+\.\d%, AUC [01]\.\d{3}; \d+ s; model saved to runs.demo/);
  expect(stdout).toMatch(/\.png: (normal|polyp) \(\d+\.\d%\); it shows: (normal|polyp)/);
  expect((await readdir(path.join(root, "runs", "demo"))).sort()).toEqual([
    "best.pth",
    "config.json",
    "data",
    "history.jsonl",
    "last.pth",
    "receipt.json",
  ]);
});
