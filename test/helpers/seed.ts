/**
 * The seed of tests that try random cases. Always the same unless TORCHTS_SEED says otherwise, so that a change is judged by itself:
 * a number is that seed, "random" draws one. Tests name their seed where they fail.
 */

const USUAL = 2026;

/** A seed below 2^30. Throws for a TORCHTS_SEED that is neither. */
export function testSeed(): number {
  const wanted = process.env.TORCHTS_SEED;
  if (wanted === undefined) return USUAL;
  const seed = wanted === "random" ? Math.floor(Math.random() * 2 ** 30) : Number(wanted);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new Error(`TORCHTS_SEED is a seed from 0 on or "random", not ${wanted}`);
}
