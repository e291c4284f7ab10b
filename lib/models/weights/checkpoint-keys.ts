/**
 * Keys of checkpoints as people have them: a network inside another's (`model.`, `backbone.`, `module._orig_mod.`), of
 * which the part that fits is taken; and state dicts of networks that were compressed, which no network here can take.
 *
 * Dictionaries around the state dict (`{ "state_dict": ... }`) are opened in lib/io.
 */

import { ArgumentError, StateDictError } from "../../native/errors.ts";
import type { LoadReport, Module } from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

type StateDict = Map<string, Tensor>;

/** How many keys an error names. */
const NAMED = 4;

/** Share of a network's parameters that a file must hold where `strict` is false, unless `minMatch` says otherwise. */
export const LEAST_MATCH = 0.5;

/** What keys stand behind, and how many of the network's they then are. */
interface Behind {
  readonly prefix: string;
  readonly matches: number;
}

/**
 * The part of a state dict that is a network's: the keys behind the prefix under which most of them are found, without
 * it; other keys stay. The state dict itself where no prefix finds more.
 *
 * @param asked the prefix to take off, where the caller says one
 * @throws ArgumentError where keys behind two prefixes fit equally well, naming them, and for a prefix that no key has
 */
export function behindPrefix(
  operation: string,
  wanted: ReadonlySet<string>,
  dict: StateDict,
  asked: string | undefined,
): { dict: StateDict; prefix: string } {
  if (asked !== undefined) {
    const prefix = asked === "" || asked.endsWith(".") ? asked : `${asked}.`;
    if (![...dict.keys()].some((key) => key.startsWith(prefix))) {
      throw new ArgumentError(
        `${operation}: no key of the file starts with the prefix "${prefix}"; its keys are ${some(dict.keys())}.`,
        { operation },
      );
    }
    return { dict: without(prefix, dict), prefix };
  }
  const [best, second] = prefixesOf(wanted, dict);
  if (best === undefined || best.prefix === "") return { dict, prefix: "" };
  if (second !== undefined && second.prefix !== "" && second.matches === best.matches) {
    throw new ArgumentError(
      `${operation}: the file holds this network more than once, behind "${best.prefix}" and "${second.prefix}". Say which ` +
        `is meant: prefix: "${best.prefix}".`,
      { operation },
    );
  }
  return { dict: without(best.prefix, dict), prefix: best.prefix };
}

/** Prefixes behind which keys of the network stand, the one with most of them first; at equal count none before any. */
function prefixesOf(wanted: ReadonlySet<string>, dict: StateDict): Behind[] {
  const matches = new Map<string, number>();
  for (const key of dict.keys()) {
    for (let at = 0; at >= 0; at = nextPart(key, at)) {
      if (!wanted.has(key.slice(at))) continue;
      const prefix = key.slice(0, at);
      matches.set(prefix, (matches.get(prefix) ?? 0) + 1);
    }
  }
  const found = [...matches].map(([prefix, count]) => ({ prefix, matches: count }));
  return found.sort((a, b) => b.matches - a.matches || a.prefix.length - b.prefix.length);
}

/** Where the next part of a key begins, -1 after the last. */
function nextPart(key: string, at: number): number {
  const dot = key.indexOf(".", at);
  return dot < 0 ? -1 : dot + 1;
}

function without(prefix: string, dict: StateDict): StateDict {
  if (prefix === "") return dict;
  const inside = [...dict].filter(([key]) => key.startsWith(prefix));
  const beside = [...dict].filter(([key]) => !key.startsWith(prefix));
  const cut: StateDict = new Map(inside.map(([key, value]) => [key.slice(prefix.length), value]));
  // What stood beside the network stays under its name, unless that is now taken: so it is reported as unexpected.
  for (const [key, value] of beside) if (!cut.has(key)) cut.set(key, value);
  return cut;
}

/** Keys that only state dicts of quantised networks have. */
const QUANTISED =
  /(^|\.)(_packed_params(\._packed_params|\.dtype)?|zero_point|qweight|qzeros|quant_state\..*|weight_format|SCB)$/;

/** Throws StateDictError for the state dict of a quantised network, or with sparse tensors in it, saying so. */
export function refuseCompressed(operation: string, file: string, dict: StateDict): void {
  const quantised = [...dict].find(
    ([key, { dtype }]) => QUANTISED.test(key) || /^q?u?int4|^qu?int/.test(dtype),
  );
  if (quantised !== undefined) {
    throw new StateDictError(
      `${operation}: ${file} holds a quantised network (${quantised[0]}), which torchts does not compute. Save the network ` +
        "from before it was quantised, or dequantise its weights in Python.",
      { file, operation },
    );
  }
  const sparse = [...dict].find(([, { layout }]) => layout !== "strided");
  if (sparse === undefined) return;
  throw new StateDictError(
    `${operation}: ${file} holds sparse tensors (${sparse[0]}, ${sparse[1].layout}); torchts loads dense ones. Save it from ` +
      "Python with every tensor .to_dense().",
    { file, operation },
  );
}

/**
 * Refuses a file of which too little fits, where `strict` is false: a network that is random but for a few layers.
 *
 * @param least share of the network's parameters, by their number as tensors
 * @throws StateDictError that says which keys both sides have
 */
export function refuseFewMatches(
  model: Module,
  dict: ReadonlyMap<string, Tensor>,
  report: LoadReport,
  about: { operation: string; file: string; least: number; prefix: string },
): void {
  const { operation, file, least, prefix } = about;
  const absent = new Set([...report.missing, ...report.mismatched.map(({ key }) => key)]);
  const names = [...model.namedParameters()].map(([name]) => name);
  const fitting = names.filter((name) => !absent.has(name));
  if (fitting.length > 0 && fitting.length >= least * names.length) return;
  const cut = prefix === "" ? "" : `, the prefix "${prefix}" taken off`;
  const most = names.length === 0 ? 0 : Math.round((1000 * fitting.length) / names.length) / 10;
  const lower =
    fitting.length === 0 ? "" : ` If that is meant, minMatch: ${Math.floor(most) / 100} allows it.`;
  throw new StateDictError(
    `${operation}: ${file}: ${fitting.length} of the network's ${names.length} parameters are in the file with their ` +
      `shape (${most} %), so the network would be random for the most part. The file's keys are ${some(dict.keys())}` +
      `${cut}; the network's ${some(names)}. Is it the file of another network? A part of a larger one is found behind ` +
      `its prefix, prefix: "encoder.".${lower}`,
    { file, operation },
  );
}

function some(keys: Iterable<string>): string {
  const all = [...keys];
  const shown = all.slice(0, NAMED).map((key) => (key.length > 60 ? `${key.slice(0, 60)}...` : key));
  return `${shown.join(", ") || "none"}${all.length > NAMED ? `, ... (${all.length})` : ""}`;
}
