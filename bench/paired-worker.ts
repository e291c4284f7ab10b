/** What the torchts side of a paired bench answers, over the process's IPC channel. */

import process from "node:process";
import type { CaseTime } from "./paired.ts";

/** What the parent may ask for. */
type Request = { do: "setup"; threads: number } | { do: "run"; name: string };

/** Cases by name; one may give what has to be waited for. */
export type Cases = Readonly<Record<string, () => unknown>>;

/** Answers the parent's requests; `setup` gives the cases for a number of threads. */
export function answerPaired(setup: (threads: number) => Cases | Promise<Cases>): void {
  let cases: Cases = {};
  const run = async (name: string): Promise<CaseTime> => {
    const call = cases[name];
    if (call === undefined) throw new Error(`no case is named ${name}`);
    const before = process.cpuUsage();
    const started = process.hrtime.bigint();
    const given = call();
    if (given instanceof Promise) await given;
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    const { user, system } = process.cpuUsage(before);
    return { ms, cpuMs: (user + system) / 1000 };
  };
  process.on("message", async (request: Request) => {
    try {
      if (request.do === "run") process.send?.({ ok: await run(request.name) });
      else {
        cases = await setup(request.threads);
        process.send?.({ ok: `Node ${process.version}` });
      }
    } catch (error) {
      process.send?.({ error: String(error) });
    }
  });
}
