/** Distances, similarities and attention between vectors. */
import { torch } from "../../tensor/index.ts";

/** The p-norm of the difference of vectors along the last dimension. */
export const pairwiseDistance = torch.pairwiseDistance;

/** Cosine of the angle between vectors along `dim`. */
export const cosineSimilarity = torch.cosineSimilarity;

/** The p-norm distances of all pairs of rows (N, D), each pair once: (N (N - 1) / 2). */
export const pdist = torch.pdist;

/**
 * `softmax(Q K^T * scale + mask) V` of queries (N, ..., L, E), keys (N, ..., S, E) and values (N, ..., S, Ev):
 * https://arxiv.org/abs/1706.03762. A boolean mask is true where attention is allowed.
 */
export const scaledDotProductAttention = torch.scaledDotProductAttention;
