/** The operators that programs use most as plain functions, so that they need no namespace. */

import { torch } from "./operators.ts";

/** Joins tensors along an existing dimension: shapes (..., n, ...) give (..., sum of n, ...). */
export const cat = torch.cat;
/** Joins tensors of one shape along a new dimension. */
export const stack = torch.stack;
/** Elements of one tensor where a condition holds, else of another. */
export const where = torch.where;
/** Zeros of another tensor's shape, type and device. */
export const zerosLike = torch.zerosLike;
/** Ones of another tensor's shape, type and device. */
export const onesLike = torch.onesLike;
/** An uninitialised tensor of another's shape, type and device. */
export const emptyLike = torch.emptyLike;
/** One value in another tensor's shape, type and device. */
export const fullLike = torch.fullLike;
/** Uniform random numbers in another tensor's shape, type and device. */
export const randLike = torch.randLike;
/** Normal random numbers in another tensor's shape, type and device. */
export const randnLike = torch.randnLike;
/** Random integers in another tensor's shape, type and device: `randintLike(x, high)` or `randintLike(x, low, high)`. */
export const randintLike = torch.randintLike;
