// The programs that exit-trials.mjs ends in the middle of work: `node exit-ways.mjs <way> <torchts' module>`. Each says
// "leaving" once the work runs.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** Lines of standard output that must all arrive: half of what a pipe holds, since Node itself drops more than that. */
const LINES = 300;

function print() {
  process.stdout.write(Array.from({ length: LINES }, (_, i) => `line ${i} ${"x".repeat(90)}\n`).join(""));
}

const leaving = () => process.stdout.write("leaving\n");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A loss whose backward pass takes a few tenths of a second, or with `steps` longer. */
function loss({ ones }, steps = 60, size = 320) {
  const w = ones([size, size]).mul(1 / size);
  w.requiresGrad = true;
  let y = w;
  for (let i = 0; i < steps; i++) y = y.matmul(w).tanh();
  return y.sum();
}

/** A gray-green BMP of that size, which takes no decoder. */
function bitmap(width, height) {
  const head = Buffer.alloc(54);
  head.write("BM");
  head.writeUInt32LE(54 + 3 * width * height, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, Buffer.alloc(3 * width * height, 99)]);
}

/** Starts a backward pass on the background thread and gives it a moment of random length. */
async function working(torch, ...size) {
  const pass = loss(torch, ...size).backwardAsync();
  pass.catch(() => {});
  await pause(Math.random() * 60);
  print();
  leaving();
}

function started(way) {
  const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2), workerData: way });
  return new Promise((resolve) => worker.once("message", () => resolve(worker)));
}

/** What ends the process, the code it has to end with, and the lines it has to leave. */
export const WAYS = {
  exit: { code: 7, run: async (torch) => working(torch).then(() => process.exit(7)) },
  exitCodeLate: {
    code: 9,
    async run(torch) {
      process.on("exit", () => {
        process.exitCode = 9;
      });
      await working(torch);
      process.exit(7);
    },
  },
  uncaught: {
    code: 1,
    async run(torch) {
      await working(torch);
      setImmediate(() => {
        throw new Error("not caught");
      });
    },
  },
  rejected: {
    code: 1,
    async run(torch) {
      await working(torch);
      void Promise.reject(new Error("not handled"));
    },
  },
  interrupts: {
    code: 130,
    interrupted: true,
    async run(torch) {
      let count = 0;
      process.on("SIGINT", () => {
        if (++count === 2) process.exit(130);
      });
      const passes = Array.from({ length: 6 }, () => loss(torch).backwardAsync());
      for (const pass of passes) pass.catch(() => {});
      print();
      leaving();
    },
  },
  long: { code: 3, run: async (torch) => working(torch, 200, 512).then(() => process.exit(3)) },
  queued: {
    code: 5,
    async run(torch) {
      const passes = Array.from({ length: 10 }, () => loss(torch, 20).backwardAsync());
      for (const pass of passes) pass.catch(() => {});
      await working(torch);
      process.exit(5);
    },
  },
  reading: {
    code: 6,
    async run(torch) {
      const x = torch.ones([2000, 2000]).t();
      for (let i = 0; i < 20; i++) (x.dataAsync ?? x.data).call(x).catch(() => {});
      await pause(Math.random() * 40);
      print();
      leaving();
      process.exit(6);
    },
  },
  hook: {
    code: 8,
    async run(torch) {
      const w = torch.ones([300, 300]).mul(1 / 300);
      w.requiresGrad = true;
      const middle = w.matmul(w).tanh();
      middle.registerHook(() => {
        print();
        leaving();
        process.exit(8);
      });
      await middle.matmul(w).sum().backwardAsync();
    },
  },
  hookInCall: {
    code: 8,
    async run(torch) {
      const w = torch.ones([300, 300]).mul(1 / 300);
      w.requiresGrad = true;
      const middle = w.matmul(w).tanh();
      middle.registerHook(() => {
        print();
        leaving();
        process.exit(8);
      });
      middle.matmul(w).sum().backward();
    },
  },
  threads: {
    code: 4,
    async run(torch) {
      await Promise.all([started("work"), started("work")]);
      await working(torch);
      process.exit(4);
    },
  },
  threadLong: {
    code: 4,
    async run() {
      await started("long");
      await pause(Math.random() * 60);
      print();
      leaving();
      process.exit(4);
    },
  },
  terminated: {
    code: 0,
    async run(torch) {
      for (let i = 0; i < 3; i++) {
        const worker = await started("work");
        await pause(Math.random() * 40);
        await worker.terminate();
      }
      if (torch.ones([3]).sum().toArray() !== 3) process.exitCode = 20;
      print();
      leaving();
    },
  },
  terminatedThenExit: {
    code: 11,
    async run() {
      const worker = await started("long");
      void worker.terminate();
      print();
      leaving();
      process.exit(11);
    },
  },
  pixels: {
    code: 2,
    async run({ data, datasets, transforms }) {
      const folder = mkdtempSync(join(tmpdir(), "torchts-exit-"));
      const file = join(folder, "image.bmp");
      writeFileSync(file, bitmap(1500, 1000));
      const files = new datasets.ImageFolderSplit(
        Array.from({ length: 40 }, () => ({ path: file, label: 0 })),
        ["a"],
        new transforms.ClassificationTrainPreset({ cropSize: 512 }),
      );
      process.on("exit", () => rmSync(folder, { recursive: true }));
      const reading = (async () => {
        for await (const batch of new data.DataLoader(files, { batchSize: 4 })) data.freeBatch(batch);
      })();
      reading.catch(() => {});
      await pause(100 + Math.random() * 60);
      print();
      leaving();
      process.exit(2);
    },
  },
  natural: {
    code: 0,
    async run(torch) {
      print();
      leaving();
      await loss(torch).backwardAsync();
    },
  },
};
for (const way of Object.values(WAYS)) way.lines = LINES;

const JOBS = {
  work: (torch) => [1, 2, 3].map(() => loss(torch).backwardAsync()),
  long: (torch) => [loss(torch, 200, 512).backwardAsync()],
};

const [, self, way, module] = process.argv;
if (!isMainThread) {
  const passes = JOBS[workerData](await import(pathToFileURL(module).href));
  parentPort.postMessage("started");
  await Promise.all(passes);
} else if (self === fileURLToPath(import.meta.url)) {
  await WAYS[way].run(await import(pathToFileURL(module).href));
}
