/** The version of this package, as its package.json says. */
import { readFileSync } from "node:fs";
import { type Rest, signature } from "../edge/index.ts";

const TAKES = signature("train.packageVersion");

/** Version of torchts, for example "0.1.0". */
export function packageVersion(...rest: Rest<Record<never, never>>): string {
  TAKES.read(rest);
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
