// What an error is made of when it is printed: each file is named once, a device is tried first and told cleanly.
import { expect, test } from "vitest";
import { requireDevice } from "../../lib/cli/require-device.ts";
import { DeviceError } from "../../lib/native/errors.ts";
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
