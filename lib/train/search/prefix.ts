/**
 * A network divided at a stage: what lies before is computed once for several runs that do not train it, and each run has the rest.
 *
 * Divided are networks that are a chain of modules up to their last map (`chain` of `models.declare`), so that the rest is the same
 * network with nothing in the place of what was computed.
 */
import { factsOf } from "../../models/index.ts";
import { Identity, type Module, type TensorModule } from "../../nn/index.ts";
import { isRandom } from "../../nn/layer-kinds.ts";
import type { Tensor } from "../../tensor/index.ts";

/** A network's chain by path. */
interface Link {
  path: string;
  module: TensorModule;
}

/** The modules that a network is a chain of, up to its last map; null where it declared none. */
function chainOf(model: Module): Link[] | null {
  const { chain, preprocessing } = factsOf(model);
  // What a network does to images before its first layer would be done twice.
  if (chain === undefined || preprocessing !== undefined) return null;
  const pathOf = new Map([...model.namedModules()].map(([path, module]) => [module, path] as const));
  const members =
    typeof chain === "function"
      ? chain(model).map(([, module]) => module)
      : [...model.getSubmodule(chain).namedChildren()].map(([, module]) => module as TensorModule); // as was declared
  const links = members.map((module) => ({ path: pathOf.get(module) ?? "", module }));
  return links.every(({ path }) => path !== "") ? links : null;
}

/**
 * How many modules of a network's chain lie before everything that is trained; null where it is no chain.
 *
 * @param isTrained whether a parameter is trained, by its path
 */
export function frozenLinks(model: Module, isTrained: (path: string) => boolean): number | null {
  const links = chainOf(model);
  if (links === null) return null;
  const first = links.findIndex(({ path, module }) => {
    const own = [...module.namedParameters()].map(([name]) => `${path}.${name}`);
    // What draws numbers outside of what is frozen, a dropout for one, follows the network into training mode.
    return own.some(isTrained) || (own.length === 0 && [...module.modules()].some(isRandom));
  });
  return first < 0 ? links.length : first;
}

/** Runs the chain and gives what comes out after each of `ends` modules, in their order; the input itself after 0. */
export function prefixOutputs(model: Module, images: Tensor, ends: readonly number[]): Tensor[] {
  const links = chainOf(model) ?? []; // as `frozenLinks` found it
  const outputs = new Map<number, Tensor>([[0, images]]);
  let x = images;
  const most = Math.max(0, ...ends);
  for (const [at, { module }] of links.slice(0, most).entries()) {
    x = module.forward(x);
    if (ends.includes(at + 1)) outputs.set(at + 1, x);
  }
  return ends.map((end) => outputs.get(end) as Tensor); // each was kept
}

/** Takes the first modules of a network's chain out of it: it then takes what they would give. */
export function dropPrefix(model: Module, links: number): void {
  for (const { path } of (chainOf(model) ?? []).slice(0, links)) {
    const dot = path.lastIndexOf(".");
    const parent = dot < 0 ? model : model.getSubmodule(path.slice(0, dot));
    parent.addModule(path.slice(dot + 1), new Identity());
  }
}
