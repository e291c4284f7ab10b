/** Vessels as a classic filter sees them: stand-ins for a mask that an expert would draw. */

import { nn, type Tensor } from "torchts";

/** Edge of the square that no vessel fills, pixels; about a quarter of the disc. */
const SQUARE = 9;
/** How much darker than its surround a vessel is, in bytes. */
const DARKER = 9;
/** Pixels off the edge of the field, where its own border is dark. */
const RIM = 7;

/**
 * The black top-hat of the green channel, in which vessels are darkest, above a threshold, within the field: closing by a square
 * fills what is narrower than it, and the difference is what was filled.
 *
 * @param image (3, H, W) bytes
 * @param field (H, W) bool
 * @returns (H, W) bool
 */
export function vesselsOf(image: Tensor, field: Tensor): Tensor {
  const green = image.narrow(0, 1, 1).float();
  const closed = least(most(green, SQUARE), SQUARE);
  const inside = least(field.float().unsqueeze(0), 2 * RIM + 1).gt(0.5);
  return closed.sub(green).gt(DARKER).logicalAnd(inside).squeeze(0);
}

/** The greatest value of the square around each pixel. */
function most(plane: Tensor, edge: number): Tensor {
  return nn.functional.maxPool2d(plane, edge, { stride: 1, padding: (edge - 1) / 2 });
}

function least(plane: Tensor, edge: number): Tensor {
  return most(plane.neg(), edge).neg();
}
