/** What the tests of lib/io share: the facts Python noted about the fixtures, and temporary folders. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect } from "vitest";
import { Tensor } from "../../lib/tensor/index.ts";
import { fixturePath } from "../helpers/data.ts";

/** What scripts/fixtures/files.py noted about a tensor. */
export interface TensorFacts {
  shape: number[];
  stride: number[];
  dtype: string;
  requiresGrad: boolean;
  bytes: string;
}

/** A file to refuse (or, with an empty `mentions`, to accept) and a word its error must have. */
export interface BadFile {
  base64: string;
  mentions: string;
}

interface Facts {
  dtypes: Record<string, TensorFacts>;
  views: Record<string, TensorFacts>;
  stateDict: Record<string, TensorFacts>;
  momentum: TensorFacts;
  safetensors: Record<string, TensorFacts>;
  npy: Record<string, TensorFacts>;
  hostile: { zip: Record<string, BadFile>; legacy: Record<string, BadFile> };
  badSafetensors: Record<string, BadFile>;
  badNpy: Record<string, BadFile>;
}

/** Everything Python noted; test/fixtures/files.json. */
export const facts = JSON.parse(readFileSync(fixturePath("files.json"), "utf8")) as Facts;

/** The entry of that name; fails if there is none. */
export function named<T>(entries: Readonly<Record<string, T>> | ReadonlyMap<string, T>, name: string): T {
  const found = entries instanceof Map ? entries.get(name) : (entries as Record<string, T>)[name];
  if (found === undefined) throw new Error(`no ${name} among ${Object.keys(entries).join(", ")}`);
  return found as T;
}

/** Path of one of the fixture files. */
export function file(name: string): string {
  return fixturePath(path.join("files", name));
}

/** The row-major bytes of a tensor as Python noted them. */
export function bytesOf(noted: TensorFacts): Uint8Array {
  return new Uint8Array(Buffer.from(noted.bytes, "base64"));
}

/** Expects a tensor to be the noted one, bit for bit. */
export function expectTensor(value: unknown, noted: TensorFacts, label = ""): void {
  expect(value, label).toBeInstanceOf(Tensor);
  const tensor = value as Tensor;
  expect([tensor.dtype, tensor.shape, tensor.requiresGrad], label).toEqual([
    noted.dtype,
    noted.shape,
    noted.requiresGrad,
  ]);
  expect(Buffer.from(tensor.bytes()).toString("base64"), label).toBe(noted.bytes);
}

const folders: string[] = [];

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-io-"));
  folders.push(folder);
  return folder;
}

/** A file with these bytes in a temporary folder. */
export function temporaryFile(bytes: Uint8Array | string, name = "file.pth"): string {
  const full = path.join(temporaryFolder(), name);
  writeFileSync(full, bytes);
  return full;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The error a promise rejects with; fails if it resolves. */
export async function errorOf(work: Promise<unknown>): Promise<Error & { code?: string; file?: string }> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error, but there was none");
}

/** Numbers from a seed, the same on every machine (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
