/** All test helpers in one import. */

export * from "./close.ts";
export * from "./data.ts";
export * from "./exchange.ts";
export * from "./python.ts";
export * from "./sanitized.ts";
