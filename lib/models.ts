/**
 * The namespace `models`: networks, and what runs them on images.
 *
 * `predict` is the one of `lib/inference` that is not here: it is `train.predict`, beside `train.evaluate`.
 */

export * from "./inference/index.ts";
export * from "./models/index.ts";
