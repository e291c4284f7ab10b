/**
 * Numbers that come from a CUDA device while work goes on: copied to pinned memory at once, read when they are there.
 *
 * Whatever is asked for before the event loop's turn ends shares one wait, so that a training step waits once for all its
 * numbers. The copy is queued when it is asked for: what changes the tensor afterwards does not change what is read.
 */
import { native } from "../native/addon.ts";
import { freeHandles } from "./collector.ts";

const CUDA = 1;

/** Of each device what is told once all that was asked for has come. */
const expected = new Map<number, Promise<void>>();

/** Of each device who is told along with whatever is asked for next. */
const patient = new Map<number, { resolve: () => void; reject: (error: unknown) => void }[]>();
let isPatient = false;

function arrival(index: number): Promise<void> {
  const known = expected.get(index);
  if (known !== undefined) return known;
  const arrived = new Promise<void>((resolve, reject) => {
    // After all that runs on without an event: ticks come when promises have run dry.
    process.nextTick(() => {
      expected.delete(index);
      const along = patient.get(index) ?? [];
      patient.delete(index);
      for (const one of along) arrived.then(one.resolve, one.reject);
      native().arrived(index).then(resolve, reject);
    });
  });
  expected.set(index, arrived);
  return arrived;
}

function nextArrival(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const others = patient.get(index) ?? [];
    patient.set(index, [...others, { resolve, reject }]);
  });
}

/**
 * @internal What `start` asks for comes along with whatever is asked for next of the same device, and without a wait of its own;
 * `hurry` has it waited for where nothing else is asked for.
 */
export function patiently<T>(start: () => T): T {
  const before = isPatient;
  isPatient = true;
  try {
    return start();
  } finally {
    isPatient = before;
  }
}

/** @internal Has all that was asked for patiently, and is not on its way, waited for. */
export function hurry(): void {
  for (const index of patient.keys()) arrival(index).catch(() => {}); // those who asked are told
}

/** @internal Whether a device's numbers arrive this way, by libtorch's code of its type. */
export function arrivesLater(deviceType: number): boolean {
  return deviceType === CUDA;
}

/** @internal What `read` makes of a CUDA tensor's elements, once they are in a contiguous CPU tensor, whose handle it gets. */
export async function onArrival<T>(handle: number, index: number, read: (landed: number) => T): Promise<T> {
  const landed = native().landing(handle);
  try {
    await (isPatient ? nextArrival(index) : arrival(index));
    return read(landed);
  } finally {
    freeHandles([landed], 1);
  }
}
