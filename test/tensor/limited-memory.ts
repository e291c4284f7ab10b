/**
 * What happens where memory is short: `limited-memory.ts <library>` with the library compiled from
 * limited-allocator.cc. Prints the outcome as JSON.
 */

import {
  fromTypedArray,
  memory,
  OutOfMemoryError,
  ones,
  ops,
  scope,
  setNumThreads,
  type Tensor,
  zeros,
} from "torchts";

const MB = 1024 * 1024;
setNumThreads(1);
ops.load(process.argv[2] as string);

const limitTo = (megabytes: number): number => ops.call<number>("torchts_memory::limit", megabytes * MB);
const mega = (): Tensor => zeros([MB / 4]);

function failure(fn: () => unknown): OutOfMemoryError | undefined {
  try {
    fn();
    return undefined;
  } catch (error) {
    if (error instanceof OutOfMemoryError) return error;
    throw error;
  }
}

limitTo(40);

// Ten times the limit goes through, all of it garbage that only the collector can free.
for (let i = 0; i < 200; i++) mega().add(1);
const source = new Float32Array(MB / 4).fill(2);
for (let i = 0; i < 200; i++) fromTypedArray(source, [MB / 4]);

// What is in use cannot be freed: a typed error with the allocator's figures, and nothing lost.
memory.collect();
const held: Tensor[] = [];
const full = failure(() => {
  for (let i = 0; i < 100; i++) held.push(mega());
});
const heldAtFailure = held.length;
const first = held[0]?.index(5).item(); // a view: needs no memory
const inScope = failure(() => scope(() => Array.from({ length: 100 }, mega)));
for (const tensor of held) tensor.dispose();
const after = mega().add(1).sum().item();

// A backward pass that needs more than there is.
memory.collect();
const w = ones([MB / 4], { requiresGrad: true });
let y: Tensor = w;
for (let i = 0; i < 18; i++) y = y.sin();
const ballast: Tensor[] = [];
failure(() => {
  for (;;) ballast.push(mega());
});
const pass = failure(() => y.backward({ gradient: ones([MB / 4]).exp() }));
for (const tensor of ballast) tensor.dispose();

limitTo(0);
console.log(
  JSON.stringify({
    code: full?.code,
    figures: /capacity of 41943040 bytes/.test(full?.message ?? ""),
    enough: heldAtFailure > 30 && heldAtFailure < 41,
    first,
    inScope: inScope?.code,
    after,
    pass: pass?.code,
    alive: ones([3]).sum().item(),
  }),
);
