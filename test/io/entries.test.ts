/** What the entries of `io` refuse: unknown options, surplus arguments and values of the wrong kind; never with data. */
import { describe, expect, test } from "vitest";
import * as io from "../../lib/io/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { errorOf } from "./support.ts";

type Entry = (...args: unknown[]) => unknown;
const ENTRIES: [string, Entry][] = [
  ...Object.entries(io).filter(([, value]) => typeof value === "function" && value !== io.Placeholder),
  ...Object.entries(io.safetensors).map(([name, value]): [string, unknown] => [`safetensors.${name}`, value]),
] as [string, Entry][];

/** The error of a call, thrown or rejected with. */
const refused = (entry: Entry, ...args: unknown[]): Promise<Error & { code?: string }> =>
  errorOf((async () => entry(...args))());

describe.each(ENTRIES)("io.%s", (_, entry) => {
  const nothing = Array.from({ length: entry.length }, () => undefined);

  test("refuses an unknown option and a surplus argument by its name", async () => {
    const unknown = await refused(entry, ...nothing, { surelyNoOption: 1 });
    expect(unknown).toBeInstanceOf(ArgumentError);
    expect(unknown.message).toMatch(/^io\..*(surelyNoOption|surplus)/);
    const surplus = await refused(entry, ...nothing, 1, 2, 3);
    expect(surplus).toBeInstanceOf(ArgumentError);
    expect(surplus.message).toMatch(/^io\./);
  });

  test("refuses bytes in place of a path, and does not show them", async () => {
    if (entry.length === 0) return;
    const error = await refused(entry, ...nothing.map(() => new Uint8Array(2e6)));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message.length).toBeLessThan(400);
  });
});

test("an option of Python's is advised on", async () => {
  const error = await refused(io.load as Entry, "file.pth", { map_location: "cpu" });
  expect(error.message).toContain("give device");
  expect((await refused(io.loadStateDict as Entry, "f", { mmaped: true })).message).toContain(
    "did you mean mmap",
  );
});

test("a path with the content of a file in it is not shown whole", async () => {
  const error = await refused(io.load as Entry, "x".repeat(4_000_000));
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message.length).toBeLessThan(400);
});
