/**
 * Operators with several right answers: the sign of a vector, its phase, its place in a basis. In one run on one
 * machine both sides agree; numbers recorded on another machine are compared in what they have in common only.
 */

/** Places among the results whose signs are free: compared by absolute values. The others are compared as they are. */
export const freeSigns: Readonly<Record<string, readonly number[]>> = {
  svd: [0, 2],
  linalg_svd: [0, 2],
  linalg_eigh: [1],
  qr: [0, 1],
  linalg_qr: [0, 1],
  geqrf: [0],
};

/** Operators of which only dtypes and shapes are compared with recorded numbers. */
export const freeOrder: ReadonlySet<string> = new Set(["linalg_eig", "linalg_eigvals"]);
