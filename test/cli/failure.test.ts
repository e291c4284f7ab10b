// What an error is made of when it is printed: each file is named once, a device is tried first and told cleanly.
import { expect, test, vi } from "vitest";
import { exitCodeOf, reportError } from "../../lib/cli/failure.ts";
import { requireDevice } from "../../lib/cli/require-device.ts";
import { AbortError, ArgumentError, DeviceError, FileFormatError } from "../../lib/native/errors.ts";
import { cuda } from "../../lib/tensor/index.ts";
import { namedOnce } from "../../lib/train/named-once.ts";
import { readImage } from "../../lib/vision/index.ts";
import { repoRoot } from "../helpers/data.ts";

test.each([
  [
    "readImage: cannot read /a b/c.png: ENOENT: no such file or directory, open '/a b/c.png'",
    "readImage: cannot read /a b/c.png: ENOENT: no such file or directory",
  ],
  [
    "cannot read /a/b: /a/b is a folder, not a regular file",
    "cannot read /a/b: it is a folder, not a regular file",
  ],
  ["EACCES: permission denied, open '/x'", "EACCES: permission denied, open '/x'"],
  ["epoch: 1 of 2: 3", "epoch: 1 of 2: 3"],
])("%s", (said, told) => {
  expect(namedOnce(said)).toBe(told);
});

test("the library's own errors of files name them once", async () => {
  for (const file of [`${repoRoot}/no such.png`, `${repoRoot}/lib`]) {
    const error = await readImage(file).then(
      () => null,
      (cause: Error) => cause,
    );
    expect(namedOnce(error?.message ?? "").split(file)).toHaveLength(2);
  }
});

test("a device that is there passes, auto always", () => {
  for (const name of ["auto", "cpu"]) expect(() => requireDevice(name)).not.toThrow();
});

test.skipIf(cuda.isAvailable())("one that is not is a DeviceError without the operator that met it", () => {
  for (const name of ["cuda:0", "mps"]) {
    let error: unknown;
    try {
      requireDevice(name);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(DeviceError);
    const { message } = error as DeviceError;
    expect(message).toMatch(new RegExp(`^--device ${name}: \\S`));
    expect(message).not.toMatch(/zeros:|arguments:/);
    expect(message).not.toMatch(/\n/);
  }
});

test("what was asked for wrongly ends with 2, what went wrong with 1, what was stopped with 130", () => {
  expect(exitCodeOf(new ArgumentError("no such class"))).toBe(2);
  expect(exitCodeOf(new FileFormatError("cut short"))).toBe(1);
  expect(exitCodeOf(new Error("disk full"))).toBe(1);
  expect(exitCodeOf(new AbortError("stopped"))).toBe(130);
});

test("with --json an error is one line of JSON, with its code where it is the library's", () => {
  const written: string[] = [];
  const write = vi
    .spyOn(process.stderr, "write")
    .mockImplementation((text) => written.push(String(text)) > 0);
  try {
    reportError(new ArgumentError("epochs: 0 is too few"), false, [], true);
    reportError(new Error("disk full"), false, [], true);
  } finally {
    write.mockRestore();
  }
  expect(written.map((line) => JSON.parse(line))).toEqual([
    { type: "error", code: new ArgumentError("").code, message: "epochs: 0 is too few" },
    { type: "error", code: null, message: "disk full" },
  ]);
});
