/**
 * A receipt of a run: what stayed as it was, to the bit, and what moved by how much.
 *
 * A frozen tensor is digested before and after; of one that is trained a copy is kept from before its first step. Running
 * statistics of BatchNorm are told apart, as they move without any gradient.
 */
import { createHash } from "node:crypto";
import path from "node:path";
import { kind, signature } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { stagesOf } from "../../models/index.ts";
import type { Module } from "../../nn/index.ts";
import { type BatchNorm, isBatchNorm } from "../../nn/layer-kinds.ts";
import { keep, noGrad, scope, type Tensor } from "../../tensor/index.ts";
import { widened } from "../../tensor/upload.ts";
import type { PartMaker, RunContext, RunPart } from "../part.ts";

/** What a run did to its network, from where this call began. */
export interface Receipt {
  /** Parameters that were not trained. */
  frozen: {
    tensors: number;
    /** Paths of those that changed all the same; empty where all is well. */
    changed: string[];
    /** SHA-256 of the values of all of them, in the order of their paths, before and after. */
    before: string;
    after: string;
  };
  /** Parameters that were trained, by stage. */
  trained: {
    part: string;
    tensors: number;
    parameters: number;
    /** Norm of the change over the norm before; of parameters that began at zero the norm of the change. */
    moved: number;
    /** Paths of those that did not move. */
    unmoved: string[];
  }[];
  /** Running statistics of BatchNorm. */
  batchNorm: {
    path: string;
    /** Norm of the change of the mean over that of the standard deviations before. */
    drift: number;
    /** Whether a parameter of it was trained. */
    trained: boolean;
  }[];
}

/** Takes the receipt; every run has it. */
export class Receipts implements RunPart {
  readonly name = "receipt";
  /** Once the run is over. */
  receipt: Receipt | null = null;
  /** Digests of frozen parameters, by path. */
  readonly #digests = new Map<string, string>();
  /** Copies of trained parameters from before their first step, by path. */
  readonly #copies = new Map<string, Tensor>();
  readonly #statistics = new Map<string, { mean: Tensor; variance: Tensor }>();

  async start({ model }: RunContext): Promise<void> {
    for (const [name, parameter] of model.namedParameters()) {
      if (parameter.requiresGrad) this.#copies.set(name, copyOf(parameter));
      else this.#digests.set(name, await digestOf(parameter));
    }
    for (const [name, module] of normalisations(model)) {
      const { running_mean: mean, running_var: variance } = module;
      if (mean && variance) this.#statistics.set(name, { mean: copyOf(mean), variance: copyOf(variance) });
    }
  }

  /** What is trained from the next epoch on has not moved yet. */
  afterEpoch({ run: { model } }: { run: RunContext }): void {
    for (const [name, parameter] of model.namedParameters()) {
      if (!parameter.requiresGrad || this.#copies.has(name)) continue;
      this.#copies.set(name, copyOf(parameter));
    }
  }

  async end(run: RunContext): Promise<void> {
    const { model, out } = run;
    const parameters = new Map(model.namedParameters());
    const frozen = [...this.#digests.keys()].filter((name) => !this.#copies.has(name)).sort();
    const after = new Map<string, string>();
    for (const name of frozen) {
      const parameter = parameters.get(name);
      if (parameter !== undefined) after.set(name, await digestOf(parameter));
    }
    this.receipt = {
      frozen: {
        tensors: frozen.length,
        changed: frozen.filter((name) => after.get(name) !== this.#digests.get(name)),
        before: joined(frozen.map((name) => this.#digests.get(name) ?? "")),
        after: joined(frozen.map((name) => after.get(name) ?? "")),
      },
      trained: this.#moves(model, parameters),
      batchNorm: this.#drifts(model),
    };
    if (out === null) return;
    const text = `${JSON.stringify(this.receipt, null, 2)}\n`;
    await writeAtomically(path.join(out, "receipt.json"), (handle) => handle.writeFile(text));
  }

  dispose(): void {
    for (const copy of this.#copies.values()) copy.dispose();
    for (const { mean, variance } of this.#statistics.values()) {
      mean.dispose();
      variance.dispose();
    }
    this.#copies.clear();
    this.#statistics.clear();
  }

  #moves(model: Module, parameters: ReadonlyMap<string, Tensor>): Receipt["trained"] {
    const partOf = partsOf(model);
    const rows = new Map<
      string,
      { tensors: number; parameters: number; change: number; size: number; unmoved: string[] }
    >();
    for (const [name, before] of this.#copies) {
      const parameter = parameters.get(name);
      if (parameter === undefined) continue;
      const part = partOf(name);
      const row = rows.get(part) ?? { tensors: 0, parameters: 0, change: 0, size: 0, unmoved: [] };
      const [change, size] = squares(parameter.detach(), before);
      row.tensors++;
      row.parameters += parameter.numel();
      row.change += change;
      row.size += size;
      if (change === 0) row.unmoved.push(name);
      rows.set(part, row);
    }
    return [...rows].map(([part, { change, size, ...row }]) => ({
      part,
      tensors: row.tensors,
      parameters: row.parameters,
      moved: size === 0 ? Math.sqrt(change) : Math.sqrt(change / size),
      unmoved: row.unmoved,
    }));
  }

  #drifts(model: Module): Receipt["batchNorm"] {
    return normalisations(model).flatMap(([path, module]) => {
      const before = this.#statistics.get(path);
      const { running_mean: mean } = module;
      if (before === undefined || !mean) return [];
      const drift = noGrad(() =>
        scope(() => {
          const change = widened(mean.sub(before.mean)).square().sum();
          return Number(change.div(widened(before.variance).sum().clamp(1e-30)).sqrt().item());
        }),
      );
      const own = [...module.namedParameters()].map(([name]) => `${path}.${name}`);
      return [{ path, drift, trained: own.some((name) => this.#copies.has(name)) }];
    });
  }
}

const LINES = signature("train.receiptLines", {
  takes: {
    receipt: kind("the receipt of a run", (v) => Array.isArray((v as Partial<Receipt> | null)?.trained)),
  },
});

/**
 * Two lines that say what a receipt holds.
 *
 * @throws ArgumentError for what is none
 */
export function receiptLines(receipt: Receipt, ...rest: []): string[] {
  LINES.read(rest);
  LINES.check(receipt);
  const { frozen, trained, batchNorm } = receipt;
  const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
  const tensors = trained.reduce((sum, one) => sum + one.tensors, 0);
  const unmoved = trained.flatMap((one) => one.unmoved);
  const most = [...trained].reverse().slice(0, 3);
  const moves = most.map(({ part, moved }) => `${part} by ${percent(moved)}`).join(", ");
  const still =
    unmoved.length === 0 ? "" : `; ${unmoved.length} did not move (${unmoved.slice(0, 2).join(", ")})`;
  const drift = batchNorm.filter(({ drift }) => drift !== 0);
  const odd = drift.filter((one) => !one.trained);
  const largest = Math.max(0, ...drift.map((one) => one.drift));
  const statistics =
    batchNorm.length === 0
      ? "no BatchNorm"
      : drift.length === 0
        ? `BatchNorm statistics of ${batchNorm.length} layers unchanged`
        : `BatchNorm statistics of ${drift.length} of ${batchNorm.length} layers moved, by up to ${percent(largest)}` +
          (odd.length === 0 ? "" : `, ${odd.length} of them without a trained weight (${odd[0]?.path})`);
  const bits =
    frozen.changed.length === 0
      ? `frozen: ${frozen.tensors} tensors unchanged to the bit`
      : `frozen: ${frozen.changed.length} of ${frozen.tensors} tensors CHANGED (${frozen.changed.slice(0, 2).join(", ")})`;
  return [`trained: ${tensors} tensors moved, ${moves || "none"}${still}`, `${bits}; ${statistics}`];
}

function copyOf(tensor: Tensor): Tensor {
  return keep(noGrad(() => tensor.detach().clone()));
}

async function digestOf(tensor: Tensor): Promise<string> {
  const bytes = noGrad(() => scope(() => tensor.detach().cpu().contiguous().bytes()));
  return createHash("sha256").update(bytes).digest("hex");
}

function joined(digests: readonly string[]): string {
  return createHash("sha256").update(digests.join("\n")).digest("hex");
}

/** Squared norms of the change and of what was before. */
function squares(now: Tensor, before: Tensor): [change: number, size: number] {
  return noGrad(() =>
    scope(() => {
      const square = (tensor: Tensor): number => Number(widened(tensor).square().sum().item());
      return [square(now.sub(before)), square(before)];
    }),
  );
}

function normalisations(model: Module): [string, BatchNorm][] {
  return [...model.namedModules()].flatMap(([name, module]) =>
    isBatchNorm(module) ? [[name, module] as [string, BatchNorm]] : [],
  );
}

/** The stage of a parameter; of a network without stages its first module. */
function partsOf(model: Module): (name: string) => string {
  try {
    const stages = stagesOf(model);
    return (name) =>
      stages.find(({ paths }) => paths.some((one) => name === one || name.startsWith(`${one}.`)))?.name ??
      name;
  } catch {
    return (name) => name.split(".")[0] as string;
  }
}

/** The receipt of every run. */
export const receipt: PartMaker<object, { receipts: Receipts }> = {
  options: {},
  make: (_, made) => [made.receipts],
};
