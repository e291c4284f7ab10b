/** Values by formula, the same here and in scripts/fixtures/timm_keys.py. */

import { arange, type Tensor } from "../../lib/index.ts";

/** Numbers in [-0.5, 0.5) from exact integer arithmetic, float64. */
export function noise(seed: number, shape: readonly number[]): Tensor {
  const i = arange(shape.reduce((product, size) => product * size, 1));
  const whole = i.mul(i).mul(31).add(i.mul(7919)).add(seed).remainder(10007);
  return whole
    .to("float64")
    .div(10007)
    .sub(0.5)
    .reshape([...shape]);
}

/** The value of a parameter or buffer of that name in timm's network, float32. */
export function timmValue(key: string, shape: readonly number[]): Tensor {
  const seed = [...key].reduce((sum, letter, place) => sum + (place + 1) * letter.charCodeAt(0), 0);
  const v = noise(seed, shape);
  const inputs = shape.slice(1).reduce((product, size) => product * size, 1);
  let value = v.mul(0.2);
  if (shape.length === 2 || shape.length === 4) value = v.mul(Math.sqrt(24 / inputs));
  else if (key.endsWith("running_var")) value = v.abs().add(1);
  else if (shape.length === 1 && key.endsWith("weight")) value = v.mul(0.2).add(1);
  return value.to("float32");
}
