/**
 * Small files that ask for much (bombs.ts) and a large honest one, loaded in a process of its own: it must live, no
 * stretch of its main thread's work may be long, and each file has its answer.
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";
import { bombs, honest } from "./bombs.ts";
import { temporaryFolder } from "./support.ts";

/** Longest stretch of work without a look at the event loop, in milliseconds. */
const LONGEST_STRETCH = 50;
/** Most memory, in MB, that a process loading the bombs one after another may take. */
const MOST_MEMORY = 1200;

/** What load-watched.ts says of a file. */
interface Watched {
  name: string;
  /** Code of the error, or null where it loaded. */
  code: string | null;
  message: string;
  type: string;
  stretch: number;
  ms: number;
  bytes: number;
  rss: number;
}

function watched(folder: string): Promise<{ files: Watched[]; status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...OVER_BUILT, "test/io/load-watched.ts", folder], {
      cwd: repoRoot,
    });
    let out = "";
    let stderr = "";
    child.stdout.on("data", (piece) => {
      out += piece;
    });
    child.stderr.on("data", (piece) => {
      stderr += piece;
    });
    child.on("close", (status) => {
      const files = out.split("\n").filter((line) => line !== "");
      resolve({
        files: files.map((line) => JSON.parse(line) as Watched),
        status,
        stderr: stderr.slice(-2000),
      });
    });
  });
}

test("64 bombs: the process lives, each is refused with a typed error, and the event loop is never held", async () => {
  const folder = temporaryFolder();
  for (const [name, bytes] of bombs()) writeFileSync(path.join(folder, name), bytes);
  const { files, status, stderr } = await watched(folder);
  expect(status, stderr).toBe(0);
  expect(files.length).toBe(64);
  for (const { name, code, type, message, stretch, ms, bytes, rss } of files) {
    const label = `${name}: ${code} ${message} ${stretch} ms, ${ms} ms in all`;
    expect(bytes, label).toBeLessThan(160_000);
    expect(type, label).toBe("FileFormatError");
    expect(code, label).toMatch(/^ERR_TORCHTS_(FILE|UNSAFE)/);
    expect(message.length, label).toBeLessThan(600);
    expect(stretch, label).toBeLessThan(LONGEST_STRETCH);
    expect(rss, label).toBeLessThan(MOST_MEMORY);
  }
}, 300_000);

test("60 MB of honest nested values load, and the event loop runs meanwhile", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "nested.pth"), honest(380_000));
  const { files, status, stderr } = await watched(folder);
  expect(status, stderr).toBe(0);
  for (const { name, code, message, stretch, bytes } of files) {
    expect(code, `${name}: ${message}`).toBeNull();
    expect(bytes, name).toBeGreaterThan(60e6);
    expect(stretch, name).toBeLessThan(LONGEST_STRETCH);
  }
}, 300_000);
