/** The user's own parts. */
import { type PartMaker, partsKind, type RunPart } from "../part.ts";

/** The option for parts of one's own. */
export interface OwnPartOptions {
  /**
   * Parts of your own, which act in their order: around the clipping of gradients and the check of their numbers, within
   * accumulation, schedule and averaging. A resumed run is given them again.
   */
  parts?: readonly RunPart[];
}

/** The user's own parts, as given. */
export const own: PartMaker<OwnPartOptions, unknown> = {
  options: { parts: partsKind },
  code: ["parts"],
  make: ({ parts = [] }) => parts,
};
