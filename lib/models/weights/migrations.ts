/** What loading old state dicts has in common; which names changed when is each family's own knowledge. */

import type { StateDictInput } from "../../nn/index.ts";
import { Tensor } from "../../tensor/index.ts";

/** The tensors under other names, in the same order. What is no state dict comes back as it is, for loading to refuse. */
export function renameKeys(dict: StateDictInput, rename: (key: string) => string): StateDictInput {
  if (typeof dict !== "object" || dict === null || dict instanceof Tensor || Array.isArray(dict)) return dict;
  const named: [string, Tensor][] = dict instanceof Map ? [...dict] : Object.entries(dict);
  return new Map(named.map(([key, value]) => [rename(key), value]));
}

/** The tensor of a key, undefined where there is none. */
export function tensorOf(dict: StateDictInput, key: string): Tensor | undefined {
  if (typeof dict !== "object" || dict === null) return undefined;
  const value: unknown = dict instanceof Map ? dict.get(key) : Reflect.get(dict, key);
  return value instanceof Tensor ? value : undefined;
}
