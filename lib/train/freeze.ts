/**
 * What of a network is trained, in one place: which parameters have a gradient, which modules stay in eval mode, and the
 * optimizer's groups with their rates and weight decay.
 *
 * Parts are the stages that a network's family declares (`models.stagesOf`), so that "the last two stages" means the same for a
 * ResNet and a SegNet. Weight decay leaves out norms and biases, as the reference recipes of torchvision and timm do
 * (https://github.com/pytorch/vision/tree/main/references/classification, `--norm-weight-decay`, `--bias-weight-decay`).
 */
import {
  boolean,
  either,
  integerFrom,
  kind,
  listOf,
  nearestName,
  numberFrom,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { headPaths, stagesOf } from "../models/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Module, type Parameter, Sequential } from "../nn/index.ts";
import { isBatchNorm } from "../nn/layer-kinds.ts";
import { trainModeOf } from "./trainability.ts";

/** What is trained; of `until`, `depth`, `blocks` and `only` at most one is given, and without any everything is trained. */
export interface FreezeOptions {
  /** Name of a stage, as `models.stagesOf` has it: it and all before it are frozen. */
  until?: string;
  /** Stages that are trained, counted from the end, beside the head: 0 the head alone, "all" everything. */
  depth?: number | "all";
  /** Blocks that are trained, counted from the end, beside the head: the members of stages that are chains, else stages. */
  blocks?: number;
  /**
   * Paths of what is trained, of modules or parameters: "layer4", "layer4.1.*", "**.bias"; `*` stands for one name, `**` for
   * several.
   */
  only?: readonly string[];
  /** Learning rates of stages by name; the others have the run's. */
  lr?: Readonly<Record<string, number>>;
  /** Factor of the learning rate from each stage to the one before it, the head's being the run's. Default 1. */
  layerDecay?: number;
  /** Whether weight decay holds for norms and biases, parameters of one dimension, too. Default false. */
  decayNorms?: boolean;
  /**
   * BatchNorm: "frozen" keeps those of frozen parts in eval mode (default), "eval" all of them, "train" none, as a bare
   * `model.train()`.
   */
  batchNorm?: "frozen" | "eval" | "train";
}

const FREEZE = signature<FreezeOptions>("train.freeze", {
  takes: { model: moduleKind },
  options: {
    until: string,
    depth: either(integerFrom(0), oneOf("all")),
    blocks: integerFrom(0),
    only: listOf(string),
    lr: kind<Readonly<Record<string, number>>>("an object of learning rates above 0 by stage", (v) => {
      if (v === null || typeof v !== "object" || Array.isArray(v)) return false;
      return Object.values(v).every((rate) => typeof rate === "number" && rate > 0 && Number.isFinite(rate));
    }),
    layerDecay: numberFrom(0, 1),
    decayNorms: boolean,
    batchNorm: oneOf("frozen", "eval", "train"),
  },
  advice: {
    layers: "depth counts stages from the end, blocks their members",
    unfreeze: "only names what is trained, until what is frozen",
    weightDecay: "it is the run's: train.fit(model, data, { freeze, weightDecay })",
  },
});

/** The options of {@link freeze}, for whoever takes them as an option. */
export const FREEZE_SIGNATURE = FREEZE;

/** A stage of a network with what is done to it. */
export interface TrainedPart {
  /** Name of the stage. */
  readonly name: string;
  /** Tensors and elements of its parameters, and how many of both are trained. */
  readonly tensors: number;
  readonly parameters: number;
  readonly trainedTensors: number;
  readonly trainedParameters: number;
  /** Learning rate where one is given for it, else null: the run's times `factor`. */
  readonly lr: number | null;
  readonly factor: number;
  /** Of its modules with parameters. */
  readonly mode: "train" | "eval" | "mixed";
}

/** A group of the optimizer, with the rate and decay that it has in a run. */
export interface TrainedGroup {
  name: string;
  params: Parameter[];
  lr: number;
  weightDecay: number;
}

/** What of a network is trained; `toString` is a table of its parts. */
export class FreezeSpec {
  readonly options: Readonly<FreezeOptions>;
  readonly #model: Module;
  /** Names of the stages, the input's first. */
  readonly #stages: readonly string[];
  /** Stage of each parameter by its path. */
  readonly #stageOf: ReadonlyMap<string, number>;

  /** @internal Use {@link freeze}. */
  constructor(model: Module, options: FreezeOptions) {
    this.#model = model;
    this.options = Object.freeze({ ...options });
    const stages = stagesOf(model);
    this.#stages = stages.map(({ name }) => name);
    const stageOf = new Map<string, number>();
    for (const [path] of model.namedParameters()) {
      stageOf.set(
        path,
        stages.findIndex(({ paths }) => paths.some((one) => isWithin(path, one))),
      );
    }
    this.#stageOf = stageOf;
    const odd = Object.keys(options.lr ?? {}).find((name) => !this.#stages.includes(name));
    if (odd !== undefined)
      refuse(`\`lr\` names the stage "${odd}", which there is not; ${this.#listed(odd)}`);
  }

  /** Whether it is of this network. */
  isOf(model: Module): boolean {
    return this.#model === model;
  }

  /** The stages, the input's first. */
  get parts(): TrainedPart[] {
    return this.#stages.map((name, at) => {
      const own = [...this.#model.namedParameters()].filter(([path]) => this.#stageOf.get(path) === at);
      const trained = own.filter(([, { requiresGrad }]) => requiresGrad);
      const count = (list: typeof own): number =>
        list.reduce((sum, [, parameter]) => sum + parameter.numel(), 0);
      const modes = new Set(own.map(([path]) => this.#moduleOf(path).training));
      return {
        name,
        tensors: own.length,
        parameters: count(own),
        trainedTensors: trained.length,
        trainedParameters: count(trained),
        lr: this.options.lr?.[name] ?? null,
        factor: this.#factor(at),
        mode: modes.size > 1 ? "mixed" : modes.has(true) ? "train" : "eval",
      };
    });
  }

  /** Sets which parameters have a gradient, and every module's mode. */
  apply(): void {
    const { only, blocks, until, depth } = this.options;
    const isTrained =
      only !== undefined
        ? this.#matching(only)
        : blocks !== undefined
          ? this.#lastBlocks(blocks)
          : this.#lastStages(until === undefined ? (depth ?? "all") : this.#after(until));
    for (const [path, parameter] of this.#model.namedParameters()) parameter.requiresGrad_(isTrained(path));
    this.setModes();
  }

  /** Puts every module into training or eval mode, as `batchNorm` says. */
  setModes(): void {
    const { batchNorm = "frozen" } = this.options;
    trainModeOf(this.#model, batchNorm !== "train");
    if (batchNorm !== "eval") return;
    for (const module of this.#model.modules()) {
      if (isBatchNorm(module)) module.eval();
    }
  }

  /**
   * Groups for an optimizer over what is trained: two for each stage, as norms and biases have no weight decay.
   *
   * @param run learning rate and weight decay of the run
   * @param only parameters to make groups of; all that are trained by default
   */
  groups(run: { lr: number; weightDecay: number }, only?: ReadonlySet<Parameter>): TrainedGroup[] {
    const { decayNorms = false } = this.options;
    const groups = new Map<string, TrainedGroup>();
    for (const [path, parameter] of this.#model.namedParameters()) {
      if (!parameter.requiresGrad || (only !== undefined && !only.has(parameter))) continue;
      const at = this.#stageOf.get(path) as number; // of the model's own parameters
      const decays = decayNorms || parameter.ndim > 1;
      const name = `${this.#stages[at]}${decays ? "" : " without decay"}`;
      const group = groups.get(name) ?? {
        name,
        params: [],
        lr: this.options.lr?.[this.#stages[at] as string] ?? run.lr * this.#factor(at),
        weightDecay: decays ? run.weightDecay : 0,
      };
      group.params.push(parameter);
      groups.set(name, group);
    }
    return [...groups.values()];
  }

  /** A table: part, tensors, parameters, rate, decay, mode. */
  toString(): string {
    const rows = this.parts.map((part) => {
      const { trainedTensors: n, factor, lr } = part;
      const share = (trained: number, all: number): string =>
        trained === 0 || trained === all
          ? all.toLocaleString("en")
          : `${trained.toLocaleString("en")} of ${all.toLocaleString("en")}`;
      const rate =
        lr !== null
          ? String(lr)
          : factor === 1
            ? "the run's"
            : `the run's x ${Number(factor.toPrecision(4))}`;
      return [
        part.name,
        share(n, part.tensors),
        share(part.trainedParameters, part.parameters),
        n === 0 ? "frozen" : rate,
        n === 0 ? "-" : this.options.decayNorms ? "all" : "but norms and biases",
        part.mode,
      ];
    });
    const table = [["part", "tensors", "parameters", "lr", "decay", "mode"], ...rows];
    const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
    return table
      .map((row) =>
        row
          .map((cell, at) =>
            at === 1 || at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
          )
          .join("  ")
          .trimEnd(),
      )
      .join("\n");
  }

  #factor(at: number): number {
    const { layerDecay = 1 } = this.options;
    const heads = this.#headStages();
    const last = Math.max(...heads);
    return heads.has(at) ? 1 : layerDecay ** Math.max(0, last - at);
  }

  /** The stages that a head is in; always trained, unless `only` says otherwise. */
  #headStages(): Set<number> {
    let heads: string[];
    try {
      heads = headPaths(this.#model);
    } catch {
      return new Set([this.#stages.length - 1]); // where nothing says it, what comes last
    }
    const found = [...this.#stageOf].filter(([path]) => heads.some((head) => isWithin(path, head)));
    return found.length === 0 ? new Set([this.#stages.length - 1]) : new Set(found.map(([, stage]) => stage));
  }

  /** How many stages beside the head lie after the named one. */
  #after(until: string): number {
    const at = this.#stages.indexOf(until);
    if (at < 0) refuse(`\`until\` names the stage "${until}", which there is not; ${this.#listed(until)}`);
    const heads = this.#headStages();
    if (heads.has(at))
      refuse(`\`until\` is "${until}", which holds the head, so that nothing would be trained`);
    return this.#stages.filter((_, stage) => stage > at && !heads.has(stage)).length;
  }

  #lastStages(count: number | "all"): (path: string) => boolean {
    const heads = this.#headStages();
    const body = this.#stages.map((_, at) => at).filter((at) => !heads.has(at));
    if (count !== "all" && count > body.length) {
      refuse(
        `\`depth\` is from 0 to ${body.length} for ${this.#model.constructor.name}, whose stages beside the head are ` +
          `${body.map((at) => this.#stages[at]).join(", ")}; got ${count}`,
      );
    }
    const trained = new Set([...heads, ...(count === "all" ? body : body.slice(body.length - count))]);
    return (path) => trained.has(this.#stageOf.get(path) as number);
  }

  #lastBlocks(count: number): (path: string) => boolean {
    const heads = this.#headStages();
    const blocks: string[][] = [];
    for (const [at, { paths }] of stagesOf(this.#model).entries()) {
      if (!heads.has(at)) blocks.push(...blocksOf(this.#model, paths));
    }
    if (count > blocks.length) {
      refuse(`\`blocks\` is from 0 to ${blocks.length} for ${this.#model.constructor.name}, got ${count}`);
    }
    const trained = blocks.slice(blocks.length - count).flat();
    return (path) =>
      heads.has(this.#stageOf.get(path) as number) || trained.some((one) => isWithin(path, one));
  }

  #matching(globs: readonly string[]): (path: string) => boolean {
    const patterns = globs.map((glob) => ({ glob, pattern: patternOf(glob) }));
    const paths = [...this.#stageOf.keys()];
    const idle = patterns.find(({ pattern }) => !paths.some((path) => pattern.test(path)));
    if (idle !== undefined) {
      const modules = [...this.#model.namedModules()].map(([path]) => path);
      const near = nearestName(idle.glob, [...modules, ...paths]);
      refuse(
        `\`only\` has "${idle.glob}", which is no parameter of ${this.#model.constructor.name}` +
          `${near === null ? "" : `; did you mean ${near}?`}`,
      );
    }
    return (path) => patterns.some(({ pattern }) => pattern.test(path));
  }

  #moduleOf(path: string): Module {
    const dot = path.lastIndexOf(".");
    return dot < 0 ? this.#model : this.#model.getSubmodule(path.slice(0, dot));
  }

  #listed(given: string): string {
    const near = nearestName(given, this.#stages);
    return `there are ${this.#stages.join(", ")}${near === null ? "" : `; did you mean ${near}?`}`;
  }
}

/** Blocks of a stage: the members of a chain that it is, else the whole of it. */
function blocksOf(model: Module, paths: readonly string[]): string[][] {
  const [only, second] = paths;
  if (only === undefined || second !== undefined) return [[...paths]];
  const found = new Map(model.namedModules()).get(only);
  if (!(found instanceof Sequential)) return [[only]];
  const members = [...found.namedChildren()].filter(([, child]) => !child.parameters().next().done);
  return members.length < 2 ? [[only]] : members.map(([name]) => [`${only}.${name}`]);
}

/** A glob of paths as a pattern; a path stands for all below it too. */
function patternOf(glob: string): RegExp {
  const names = glob.split(".").map((name) => {
    if (name === "**") return ".+";
    return name
      .split("*")
      .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^.]*");
  });
  return new RegExp(`^${names.join("\\.")}(\\..+)?$`);
}

function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`);
}

function refuse(text: string): never {
  throw new ArgumentError(`train.freeze: ${text}.`, { operation: "train.freeze" });
}

/**
 * Decides what of a network is trained, and sets it: `requiresGrad` of every parameter, the mode of every module, and the groups
 * that an optimizer gets.
 *
 *     const spec = train.freeze(model, { until: "layer3", layerDecay: 0.5 });
 *     console.log(String(spec)); // a table of the stages
 *     await train.fit(model, data, { epochs: 5, freeze: spec });
 *     const optimizer = new optim.AdamW(spec.groups({ lr: 1e-3, weightDecay: 0.01 })); // for a loop of one's own
 *
 * @throws ArgumentError for a stage or path that there is not, more stages than there are, and options that exclude each other
 */
export function freeze(model: Module, ...rest: Rest<FreezeOptions>): FreezeSpec {
  const options = FREEZE.read(rest);
  FREEZE.check(model);
  checkFreeze(options);
  const spec = new FreezeSpec(model, options);
  spec.apply();
  return spec;
}

/** Refuses options of {@link freeze} that exclude each other. */
export function checkFreeze(options: FreezeOptions): void {
  const ways = (["until", "depth", "blocks", "only"] as const).filter((name) => options[name] !== undefined);
  if (ways.length > 1) refuse(`${ways.join(" and ")} each say what is trained; give one of them`);
}
