/**
 * Whose operators a process uses: `node --import tsx foreign-library.ts <scenario> <library>` with a library compiled from
 * foreign-operators.cc. Prints the outcome as JSON.
 */
import { isMainThread } from "node:worker_threads";
import { boxes, ops, rand, type TorchtsError, tensor } from "../../../lib/index.ts";
import { roiAlign } from "../../../lib/vision/ops/index.ts";
import { startWorker } from "../../helpers/worker.ts";

const all = tensor([
  [0, 0, 10, 10],
  [1, 1, 10, 10],
]);
const nms = (): unknown => boxes.nms(all, tensor([0.5, 0.9]), 0.5).tolist();

function failure(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { name, code, message } = error as TorchtsError;
    return { name, code, says: /opened before|and not all|finite/.exec(message)?.[0] };
  }
}

const scenarios: Record<string, (library: string) => unknown> = {
  async first(library) {
    const warnings: string[] = [];
    process.on("warning", ({ message }) => warnings.push(message));
    ops.load(library);
    const kept = [nms(), nms()];
    const aligned = roiAlign(rand([1, 1, 4, 4]), tensor([[0, 0, 0, 2, 2]]), 1).tolist();
    const refused = [
      [0, 0, 0, Number.NaN, 2],
      [1, 0, 0, 2, 2],
    ].map((roi) => failure(() => roiAlign(rand([1, 1, 4, 4]), tensor([roi]), 1)));
    await new Promise(setImmediate);
    return { kept, aligned, refused, warnings: warnings.length };
  },
  after(library) {
    const before = nms();
    return { before, load: failure(() => ops.load(library)), after: nms() };
  },
  partial(library) {
    ops.load(library);
    return { nms: failure(nms), again: failure(nms) };
  },
  async thread(library) {
    const exit = await startWorker(import.meta.url, {}).exit;
    return { exit, load: failure(() => ops.load(library)), nms: nms() };
  },
};

if (isMainThread) {
  const [scenario = "", library = ""] = process.argv.slice(2);
  console.log(JSON.stringify(await scenarios[scenario]?.(library)));
} else {
  nms();
}
