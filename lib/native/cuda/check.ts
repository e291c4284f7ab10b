/**
 * `torchts doctor`'s word on CUDA: libtorch is asked which devices it sees, one kernel is run on each, and what fails is
 * told with its cause. What `nvidia-smi` says is detail.
 */

import type { Check } from "../diagnose.ts";
import { ownCommand } from "../own-command.ts";
import type { CudaCard, CudaDriver } from "./driver.ts";
import { type CudaPresence, type Explained, explainDevice, whyNoCuda } from "./presence.ts";
import { hasCodeFor, variantsFor } from "./variants.ts";

/** What one device made of a few small kernels. */
export interface DeviceTrial {
  /** `cuda:0`. */
  device: string;
  /** What failed: `a kernel`, `a matrix product`, `a convolution`; null where all gave the right numbers. */
  failed: string | null;
  /** libtorch's text of the failure; null where none was thrown and the numbers were wrong. */
  said: string | null;
}

/** What libtorch made of CUDA in a process of its own. */
export interface CudaTrial {
  devices: DeviceTrial[];
  /** libtorch's text where it sees no device. */
  refused: string | null;
  /** Why nothing is known: the process that tried was ended or gave no answer. */
  broken: string | null;
}

/** What the check goes by. */
export interface CudaFindings {
  driver: CudaDriver | null;
  /** Null where no libtorch is there, or none that loads. */
  presence: CudaPresence | null;
  /** Null where it was not tried, as there is no CUDA part to try. */
  trial: CudaTrial | null;
}

function card({ name, memoryMiB, computeCapability, instances }: CudaCard): string {
  const facts = [
    memoryMiB === null ? null : `${(memoryMiB / 1024).toFixed(0)} GiB`,
    computeCapability === null ? null : `compute capability ${computeCapability}`,
    instances.length === 0 ? null : `MIG: ${instances.join(", ")}`,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? name : `${name} (${facts.join(", ")})`;
}

function describeDriver(driver: CudaDriver | null): string {
  if (driver === null) return "no NVIDIA driver";
  const version = driver.version === null ? "NVIDIA driver" : `driver ${driver.version}`;
  const runs = driver.cudaVersion === null ? "" : ` (CUDA ${driver.cudaVersion})`;
  const cards = driver.cards.map(card).join(", ");
  const detail = [cards, driver.complaint ?? ""].filter((text) => text !== "").join("; ");
  return `${version}${runs}${detail === "" ? "" : `: ${detail}`}`;
}

const counted = (count: number): string => (count === 1 ? "one device" : `${count} devices`);

/** The check, from what was found. */
export function checkCuda({ driver, presence, trial }: CudaFindings): Check {
  const seen = trial?.devices.length ?? 0;
  const libtorch = presence === null || seen === 0 ? "" : `libtorch sees ${counted(seen)}; `;
  const base = {
    id: "cuda",
    found: `${libtorch}${describeDriver(driver)}`,
    data: { driver, presence, trial },
  };
  if (presence === null) return { ...base, status: "ok" };
  if (!presence.withCuda) return { ...base, ...withoutBuild(driver) };
  if (trial?.broken) {
    return {
      ...base,
      status: "error",
      problem: `trying the device failed: ${trial.broken}`,
      fix: "run it again; if it comes back, see what `nvidia-smi` says, and start the machine again",
    };
  }
  if (seen === 0) return { ...base, ...unseen(presence, driver, trial) };
  const failures = (trial?.devices ?? []).filter(({ failed }) => failed !== null);
  if (failures.length > 0) return { ...base, ...failing(failures, { ...presence, devices: seen }, driver) };
  return { ...base, status: "ok", found: `${libtorch}kernels ran on each; ${describeDriver(driver)}` };
}

type Verdict = Pick<Check, "status" | "problem" | "fix">;

/** A build for the CPU: a card there is one that could be used, if any build has code for it. */
function withoutBuild(driver: CudaDriver | null): Verdict {
  if (driver === null || driver.cards.length === 0) return { status: "ok" };
  const cards = driver.cards.flatMap(({ computeCapability }) => computeCapability ?? []);
  if (cards.length > 0 && variantsFor({ driver: driver.cudaVersion, cards }).length === 0) {
    return {
      status: "warning",
      problem: "no build of libtorch for CUDA runs on this driver and card, so the CPU is used",
      fix: "a newer driver (580 or newer) runs every build; cards below compute capability 5.0 have none",
    };
  }
  return {
    status: "warning",
    problem: "there is a GPU, but the libtorch in use is for the CPU only",
    fix: ownCommand("install", "--cuda"),
  };
}

/** No device is seen: wrong where one is known to be there and nobody hides it. */
function unseen(presence: CudaPresence, driver: CudaDriver | null, trial: CudaTrial | null): Verdict {
  const explained = trial?.refused ? explainDevice(trial.refused, null, () => presence) : null;
  const cause = explained?.cause ?? whyNoCuda(presence);
  if (cause === null) return { status: "ok" };
  const words = cause.said === null ? "" : ` (CUDA says: ${cause.said})`;
  const meant = ["device-hidden", "build-ignored"].includes(cause.id);
  const isThere = driver !== null || cause.missing !== "driver";
  return {
    status: isThere && !meant ? "error" : "warning",
    problem: `libtorch sees no CUDA device: ${cause.problem}${words}`,
    fix: cause.id === "device-none" ? noDevice(driver) : cause.advice,
  };
}

const noDevice = (driver: CudaDriver | null): string =>
  driver?.cards.some(({ instances }) => instances.length > 0)
    ? "with MIG, let CUDA_VISIBLE_DEVICES name an instance (`nvidia-smi -L` lists them)"
    : "see what `nvidia-smi` finds; a container needs its devices given (`docker run --gpus all`)";

function failing(
  failures: readonly DeviceTrial[],
  presence: CudaPresence,
  driver: CudaDriver | null,
): Verdict {
  const told = failures.map((one) => ({
    one,
    explained: one.said === null ? null : explainDevice(one.said, one.device, () => presence),
  }));
  const problem = told.map(({ one, explained }) => toldOf(one, explained)).join("\n");
  const first = told[0]?.explained?.cause;
  return {
    status: "error",
    problem,
    fix:
      first?.id === "build-card"
        ? suitable(driver)
        : first?.advice ||
          `see what \`nvidia-smi\` says; \`${ownCommand("install", "--cuda", "--force")}\` puts libtorch there anew`,
  };
}

function toldOf({ device, failed, said }: DeviceTrial, explained: Explained | null): string {
  const what = `${device}: ${failed} failed`;
  if (explained === null) return `${what}: ${said?.split("\n")[0] ?? "it gave wrong numbers"}`;
  const { problem, said: words } = explained.cause;
  return `${what}: ${problem}${words === null ? "" : ` (CUDA says: ${words})`}`;
}

/** The command that takes a build with code for the cards, by name where they are known. */
function suitable(driver: CudaDriver | null): string {
  const cards = (driver?.cards ?? []).flatMap(({ computeCapability }) => computeCapability ?? []);
  const [best] = variantsFor({ driver: driver?.cudaVersion ?? null, cards });
  if (cards.length === 0)
    return `${ownCommand("install", "--cuda")}, with a name for the card: cu126 for an older one, cu130 for a newer`;
  if (best === undefined)
    return "update the driver for a newer card; cards below compute capability 5.0 have no build";
  const all = cards.every((one) => hasCodeFor(best, one) === true);
  return `${ownCommand("install", "--cuda")} takes ${best}${all ? "" : ", which has code for some of the cards"}`;
}
