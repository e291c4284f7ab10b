/** The lock around what is written once: one holder at a time, also where holders die. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { tryFileLock, withFileLock } from "../../lib/io/file-lock.ts";
import { AbortError } from "../../lib/native/errors.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";
import { errorOf, temporaryFolder } from "./support.ts";

test("processes that race for it and are killed while they hold it: never two inside", async () => {
  const args = [
    ...OVER_BUILT,
    "scripts/lock-rounds.ts",
    "--rounds",
    "200",
    "--processes",
    "3",
    "--kill",
    "25",
  ];
  const child = spawn(process.execPath, args, { cwd: repoRoot, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  const [status] = await once(child, "close");
  expect(out).toMatch(/^\d+ rounds, [1-9]\d* holders killed, 0 violations/);
  expect(status).toBe(0);
}, 240_000);

test("in one process work is done one after another, and nothing is left", async () => {
  const folder = temporaryFolder();
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await delay(3);
    inside--;
  };
  await Promise.all(Array.from({ length: 20 }, () => withFileLock(path.join(folder, "file"), work)));
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("tryFileLock does not wait", async () => {
  const file = path.join(temporaryFolder(), "file");
  const release = await tryFileLock(file);
  expect(release).not.toBeNull();
  expect(await tryFileLock(file)).toBeNull();
  await release?.();
  const again = await tryFileLock(file);
  expect(again).not.toBeNull();
  await again?.();
});

test("work that fails gives it back, and a signal ends the wait for it", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  await expect(withFileLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const release = await tryFileLock(file);
  const error = await errorOf(withFileLock(file, async () => {}, AbortSignal.timeout(50)));
  expect(error).toBeInstanceOf(AbortError);
  await release?.();
  expect(readdirSync(folder)).toEqual([]);
});

test("a claim whose process number went to another process does not count", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  const release = await tryFileLock(file);
  const [own = ""] = readdirSync(folder);
  await release?.();
  if (process.platform !== "linux") return;
  // the parent of this process lives, but was not started then
  writeFileSync(path.join(folder, own.replace(`.${process.pid}.`, `.${process.ppid}.`)), "");
  expect(await tryFileLock(file)).not.toBeNull();
});

test("a claim from another machine counts, however old its time is by this machine's clock", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "file");
  const claim = path.join(folder, "file.lock-0123456789ab.1.1.0011223344556677");
  writeFileSync(claim, "");
  utimesSync(claim, new Date(0), new Date(0));
  expect(await tryFileLock(file)).toBeNull();
});
