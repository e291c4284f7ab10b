/**
 * Scenarios of tensors that pass between threads, one per run: `transfer-threads.ts <scenario>`. The
 * last line of the output is the outcome as JSON.
 */

import { once } from "node:events";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import {
  memory,
  ones,
  receive,
  setNumThreads,
  type Tensor,
  type TensorToken,
  tensor,
  transfer,
  zeros,
} from "torchts";
import { type Started, startWorker } from "../helpers/worker.ts";

const MB = 1024 * 1024;

interface Batch {
  images: TensorToken;
  labels: TensorToken[];
  more: Map<string, TensorToken>;
}

const jobs: Record<string, () => unknown> = {
  /** Gets a batch, says what it got, and gives one of its tensors back. */
  async batch() {
    parentPort?.postMessage("started");
    const [message] = (await once(parentPort as never, "message")) as [Batch];
    const batch = receive(message);
    batch.images.add_(1);
    const label = batch.labels[0] as Tensor;
    return {
      storage: batch.images.storageId(),
      label: label.toArray(),
      map: batch.more.get("w")?.toArray(),
      back: transfer(label),
    };
  },
  /** Holds four tensors of 64 MB until it is ended. */
  async hold() {
    const held = Array.from({ length: 4 }, () => zeros([64 * MB], { dtype: "uint8" }).add_(1));
    parentPort?.postMessage("holding");
    await once(parentPort as never, "message");
    return held.length;
  },
  /** Never receives what it is sent. */
  async deaf() {
    parentPort?.postMessage("started");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  },
  /** Backward passes whose hooks need this thread again and again. */
  async hooked() {
    setNumThreads(1);
    const w = ones([64], { requiresGrad: true });
    w.registerHook((g) => g.mul(2));
    parentPort?.postMessage("started");
    for (;;) {
      let y: Tensor = w;
      for (let i = 0; i < 20; i++) {
        y = y.sin();
        y.registerHook((g) => g.mul(1));
      }
      await y.sum().backwardAsync();
    }
  },
};

const run = (kind: string, untilStarted = false): Started =>
  startWorker(import.meta.url, { kind }, untilStarted);
const resident = () => process.memoryUsage().rss / MB;

const scenarios: Record<string, () => Promise<unknown>> = {
  async batch() {
    const { worker, first } = run("batch");
    const images = zeros([3]);
    const labels = [tensor([7n, 8n])];
    const shared = images.storageId();
    const message = { images, labels, more: new Map([["w", ones([2])]]) };
    worker.postMessage(transfer(message));
    const answer = (await first) as Record<string, unknown> & { back: TensorToken };
    return {
      sameMemory: answer.storage === shared,
      label: answer.label,
      map: answer.map,
      freedHere: [images.isFreed, labels[0]?.isFreed],
      back: receive(answer.back).toArray(),
      inTransit: memory.stats().inTransit,
    };
  },
  async shared() {
    const { worker, first } = run("batch");
    const images = zeros([3]);
    worker.postMessage(
      transfer({ images, labels: [ones([1])], more: new Map() }, { share: true, to: worker }),
    );
    await first;
    return { freed: images.isFreed, seen: images.toArray() };
  },
  async dies() {
    ones([10]);
    const before = resident();
    const { worker, first } = run("hold");
    await first;
    const during = resident();
    await worker.terminate();
    return { held: during - before > 200, freed: resident() - before < 100 };
  },
  async unreceived() {
    const { worker, first } = run("deaf", true);
    await first;
    worker.postMessage(transfer([ones([2]), ones([3])], { to: worker }));
    const before = memory.stats().inTransit;
    await worker.terminate();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { before, after: memory.stats().inTransit };
  },
  async hooked() {
    for (const delay of [0, 1, 3, 10, 30]) {
      const { worker, first } = run("hooked", true);
      await first;
      await new Promise((resolve) => setTimeout(resolve, delay));
      await worker.terminate();
    }
    return ones([3]).sum().item();
  },
};

if (isMainThread) {
  const scenario = scenarios[process.argv[2] ?? ""];
  if (scenario === undefined) throw new Error(`scenarios: ${Object.keys(scenarios).join(", ")}`);
  console.log(JSON.stringify(await scenario()));
} else {
  const { kind } = workerData as { kind: string };
  parentPort?.postMessage(await jobs[kind]?.());
}
