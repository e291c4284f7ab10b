/**
 * Multi-head attention: Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, as `torch.nn.MultiheadAttention`.
 *
 * Three ways to one result, chosen as PyTorch chooses: ATen's fused attention block where no gradient is recorded in
 * evaluation mode, scaled dot product attention where the weights are not asked for, matrix products else.
 */
import { boolean, describe, integer, number, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { empty, isFloatingPoint, isGradEnabled, ops, Tensor, torch } from "../tensor/index.ts";
import { checkInteger, checkRange, factoryKinds, tensorOrNull } from "./checks.ts";
import { constant_, xavierNormal_, xavierUniform_ } from "./init.ts";
import { type FactoryOptions, Linear } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

const operation = "nn.MultiheadAttention";

/** Options of `MultiheadAttention`. */
export interface MultiheadAttentionOptions extends FactoryOptions {
  /** Probability of dropping an attention weight; 0 by default. */
  dropout?: number;
  /** Whether the projections have a bias; true by default. */
  bias?: boolean;
  /** Appends a learned entry to keys and values. */
  addBiasKv?: boolean;
  /** Appends an entry of zeros to keys and values. */
  addZeroAttn?: boolean;
  /** Features of the keys; `embedDim` if not given. */
  kdim?: number;
  /** Features of the values; `embedDim` if not given. */
  vdim?: number;
  /** Inputs are (N, L, E) instead of (L, N, E). */
  batchFirst?: boolean;
}

/** Options of a call. A boolean mask is true where attention is forbidden; a floating one is added to the scores. */
export interface AttentionCallOptions {
  /** (N, S), or (S) without a batch: keys to ignore. */
  keyPaddingMask?: Tensor | null;
  /** Whether the attention weights are returned too; true by default, false is faster. */
  needWeights?: boolean;
  /** (L, S), or (N heads, L, S). */
  attnMask?: Tensor | null;
  /** Whether the returned weights are the mean over the heads; true by default. */
  averageAttnWeights?: boolean;
  /** Tells that `attnMask`, which must be given too, is the causal mask. */
  isCausal?: boolean;
}

const TAKES = signature<MultiheadAttentionOptions>(operation, {
  options: {
    dropout: number,
    bias: boolean,
    addBiasKv: boolean,
    addZeroAttn: boolean,
    kdim: integer,
    vdim: integer,
    batchFirst: boolean,
    ...factoryKinds,
  },
  positional: ["dropout", "bias", "addBiasKv", "addZeroAttn", "kdim", "vdim", "batchFirst"],
});

const CALL = signature<AttentionCallOptions>(`${operation}.forward`, {
  takes: { query: tensorKind, key: tensorKind, value: tensorKind },
  options: {
    keyPaddingMask: tensorOrNull,
    needWeights: boolean,
    attnMask: tensorOrNull,
    averageAttnWeights: boolean,
    isCausal: boolean,
  },
  positional: ["keyPaddingMask", "needWeights", "attnMask", "averageAttnWeights", "isCausal"],
});

/** Linear under the name that PyTorch prints for the output projection. */
class NonDynamicallyQuantizableLinear extends Linear {}

/**
 * Attention of queries (L, N, E) over keys (S, N, kdim) and values (S, N, vdim): `[output (L, N, E), weights]`, all
 * with the batch first if `batchFirst`, or without a batch. The weights are (N, L, S), per head (N, heads, L, S), or
 * null.
 *
 * @example
 * const attention = new nn.MultiheadAttention(768, 12, { batchFirst: true });
 * const [output] = attention.forward(x, x, x, { needWeights: false });
 */
export class MultiheadAttention extends Module {
  readonly embed_dim: number;
  readonly kdim: number;
  readonly vdim: number;
  readonly num_heads: number;
  readonly head_dim: number;
  readonly dropout: number;
  readonly batch_first: boolean;
  readonly add_zero_attn: boolean;
  /** (E, E), only where keys or values have other features than queries. */
  q_proj_weight: Parameter | null;
  k_proj_weight: Parameter | null;
  v_proj_weight: Parameter | null;
  /** (3 E, E): queries, keys, values; null where they are projected each by its own. */
  in_proj_weight: Parameter | null;
  /** (3 E), or null without bias. */
  in_proj_bias: Parameter | null;
  /** (1, 1, E), or null without `addBiasKv`. */
  bias_k: Parameter | null;
  bias_v: Parameter | null;
  out_proj: Linear;

  /** Throws ArgumentError unless the heads divide the features. */
  constructor(
    embedDim: number,
    numHeads: number,
    ...rest: Rest<
      MultiheadAttentionOptions,
      [
        dropout: number,
        bias: boolean,
        addBiasKv: boolean,
        addZeroAttn: boolean,
        kdim: number,
        vdim: number,
        batchFirst: boolean,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    super();
    const { dropout = 0, bias = true, addBiasKv = false, addZeroAttn = false, batchFirst = false } = options;
    const { kdim = embedDim, vdim = embedDim, device, dtype } = options;
    for (const [name, value] of Object.entries({ embedDim, numHeads, kdim, vdim })) {
      checkInteger(operation, name, value, 1);
    }
    checkRange(operation, "dropout", dropout, 0, 1);
    if (embedDim % numHeads !== 0) {
      throw new ArgumentError(
        `${operation}: embedDim (${embedDim}) must be divisible by numHeads (${numHeads}).`,
        { operation },
      );
    }
    const make = (...shape: number[]): Parameter => new Parameter(empty(shape, { device, dtype }));
    const packed = kdim === embedDim && vdim === embedDim;
    this.embed_dim = embedDim;
    this.kdim = kdim;
    this.vdim = vdim;
    this.num_heads = numHeads;
    this.head_dim = embedDim / numHeads;
    this.dropout = dropout;
    this.batch_first = batchFirst;
    this.add_zero_attn = addZeroAttn;
    this.q_proj_weight = packed ? null : make(embedDim, embedDim);
    this.k_proj_weight = packed ? null : make(embedDim, kdim);
    this.v_proj_weight = packed ? null : make(embedDim, vdim);
    this.in_proj_weight = packed ? make(3 * embedDim, embedDim) : null;
    this.in_proj_bias = bias ? make(3 * embedDim) : null;
    this.out_proj = new NonDynamicallyQuantizableLinear(embedDim, embedDim, { bias, device, dtype });
    this.bias_k = addBiasKv ? make(1, 1, embedDim) : null;
    this.bias_v = addBiasKv ? make(1, 1, embedDim) : null;
    this.#initialise();
  }

  /** PyTorch's order, so that a seed's random numbers fall on the same parameters. */
  #initialise(): void {
    const { in_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight } = this;
    for (const weight of [in_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight]) {
      if (weight !== null) xavierUniform_(weight);
    }
    if (this.in_proj_bias !== null) constant_(this.in_proj_bias, 0);
    if (this.in_proj_bias !== null && this.out_proj.bias !== null) constant_(this.out_proj.bias, 0);
    if (this.bias_k !== null) xavierNormal_(this.bias_k);
    if (this.bias_v !== null) xavierNormal_(this.bias_v);
  }

  /** Throws ShapeError for inputs or masks that do not fit each other, ArgumentError for `isCausal` without a mask. */
  override forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    ...rest: Rest<
      AttentionCallOptions,
      [
        keyPaddingMask: Tensor | null,
        needWeights: boolean,
        attnMask: Tensor | null,
        averageAttnWeights: boolean,
        isCausal: boolean,
      ]
    >
  ): [output: Tensor, weights: Tensor | null] {
    const options = CALL.read(rest);
    CALL.check(query, key, value);
    this.#checkInputs(query, key, value, options);
    if (this.#mayFuse(query, key, value, options)) return this.#fused(query, options);

    const batched = query.ndim === 3;
    const toSequence = (x: Tensor): Tensor => {
      if (!batched) return x.unsqueeze(1); // (L, E) -> (L, 1, E)
      return this.batch_first ? x.transpose(1, 0) : x; // (N, L, E) -> (L, N, E)
    };
    // One tensor given twice stays one, so that it is projected once.
    const q = toSequence(query);
    const k = key === query ? q : toSequence(key);
    const v = value === key ? k : toSequence(value);
    const padding = options.keyPaddingMask ?? null;
    const [output, weights] = this.#attend(q, k, v, {
      ...options,
      keyPaddingMask: padding !== null && !batched ? padding.unsqueeze(0) : padding,
    });
    if (!batched) return [output.squeeze(1), weights === null ? null : weights.squeeze(0)];
    return [this.batch_first ? output.transpose(1, 0) : output, weights];
  }

  #checkInputs(query: Tensor, key: Tensor, value: Tensor, options: AttentionCallOptions): void {
    const { keyPaddingMask = null, attnMask = null, isCausal = false } = options;
    const shapes = `query [${query.shape}], key [${key.shape}], value [${value.shape}]`;
    if ((query.ndim !== 2 && query.ndim !== 3) || key.ndim !== query.ndim || value.ndim !== query.ndim) {
      throw new ShapeError(
        `${operation}: expected query, key and value all with a batch (3 dimensions) or all without (2), got ${shapes}`,
        { operation },
      );
    }
    const features = [query, key, value].map((x) => x.shape.at(-1));
    if (features[0] !== this.embed_dim || features[1] !== this.kdim || features[2] !== this.vdim) {
      throw new ShapeError(
        `${operation}: expected ${this.embed_dim}, ${this.kdim} and ${this.vdim} features, got ${shapes}`,
        { operation },
      );
    }
    if (String(key.shape.slice(0, -1)) !== String(value.shape.slice(0, -1))) {
      throw new ShapeError(`${operation}: expected as many values as keys, got ${shapes}`, { operation });
    }
    if (isCausal && attnMask === null) {
      throw new ArgumentError(`${operation}: isCausal says what attnMask is; give the mask too.`, {
        operation,
      });
    }
    const batchAt = query.ndim === 2 ? null : this.batch_first ? 0 : 1;
    const batch = batchAt === null ? 1 : (query.shape[batchAt] as number);
    const along = this.batch_first || batchAt === null ? -2 : 0;
    const [length, source] = [query.shape.at(along) as number, key.shape.at(along) as number];
    if (keyPaddingMask !== null) {
      checkMask("keyPaddingMask", keyPaddingMask, [batchAt === null ? [source] : [batch, source]]);
    }
    if (attnMask !== null) {
      checkMask("attnMask", attnMask, [
        [length, source],
        [batch * this.num_heads, length, source],
      ]);
    }
  }

  /** PyTorch's conditions for its fused block: self-attention in evaluation mode without gradients. */
  #mayFuse(query: Tensor, key: Tensor, value: Tensor, options: AttentionCallOptions): boolean {
    const { in_proj_weight, in_proj_bias, out_proj } = this;
    if (this.training || !this.batch_first || query.ndim !== 3 || query !== key || key !== value)
      return false;
    if (in_proj_weight === null || in_proj_bias === null || out_proj.bias === null) return false;
    if (this.bias_k !== null || this.add_zero_attn || this.num_heads % 2 !== 0) return false;
    if (query.dtype !== in_proj_weight.dtype || query.dtype !== in_proj_bias.dtype) return false;
    const masks = [options.attnMask ?? null, options.keyPaddingMask ?? null];
    if (masks.some((mask) => mask !== null && mask.dtype !== "bool")) return false;
    const involved = [query, in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias];
    return !(isGradEnabled() && involved.some((tensor) => tensor.requiresGrad));
  }

  #fused(query: Tensor, options: AttentionCallOptions): [Tensor, Tensor | null] {
    const { attnMask = null, keyPaddingMask = null, needWeights = true, averageAttnWeights = true } = options;
    const { embed_dim, num_heads, in_proj_weight, in_proj_bias, out_proj } = this;
    const [batch, length] = query.shape as [number, number, number];
    let mask = keyPaddingMask;
    let kind = keyPaddingMask === null ? null : 1; // 1: of keys (N, S), 2: of pairs (N, heads, L, S)
    if (attnMask !== null) {
      const perHead = attnMask.ndim === 3 ? [batch, -1, length, length] : [1, 1, length, length];
      const pairs = attnMask.view(perHead).expand([batch, num_heads, length, length]);
      mask = keyPaddingMask === null ? pairs : pairs.logicalOr(keyPaddingMask.view([batch, 1, 1, length]));
      kind = 2;
    }
    // A private operator; the shapes it trusts are checked by forward.
    const [output, weights] = ops.unsafe<[Tensor, Tensor]>(
      "aten::_native_multi_head_attention",
      ...[query, query, query, embed_dim, num_heads, in_proj_weight, in_proj_bias],
      ...[out_proj.weight, out_proj.bias, mask, needWeights, averageAttnWeights, kind],
    );
    return [output, needWeights ? weights : null];
  }

  /** Queries (L, N, E), keys and values (S, N, E) -> (L, N, E) and the weights. */
  #attend(query: Tensor, key: Tensor, value: Tensor, options: AttentionCallOptions): [Tensor, Tensor | null] {
    const { num_heads: heads, head_dim: width, embed_dim } = this;
    const { needWeights = true, averageAttnWeights = true, isCausal = false } = options;
    const [length, batch] = query.shape as [number, number, number];

    let padding = additive(options.keyPaddingMask ?? null, query);
    const hint = isCausal && padding === null && !needWeights;
    let mask = hint ? null : additive(options.attnMask ?? null, query);
    if (mask !== null && mask.ndim === 2) mask = mask.unsqueeze(0); // (L, S) -> (1, L, S)

    let [q, k, v] = this.#project(query, key, value);
    if (this.bias_k !== null && this.bias_v !== null) {
      k = torch.cat([k, this.bias_k.repeat([1, batch, 1])]);
      v = torch.cat([v, this.bias_v.repeat([1, batch, 1])]);
      mask = mask === null ? null : torch.pad(mask, [0, 1]);
      padding = padding === null ? null : torch.pad(padding, [0, 1]);
    }
    // (L, N, E) -> (N heads, L, width)
    const split = (x: Tensor): Tensor =>
      x
        .contiguous()
        .view([x.shape[0] as number, batch * heads, width])
        .transpose(0, 1);
    [q, k, v] = [split(q), split(k), split(v)];
    if (this.add_zero_attn) {
      const nothing = k.newZeros([batch * heads, 1, width]);
      k = torch.cat([k, nothing], 1);
      v = torch.cat([v, nothing], 1);
      mask = mask === null ? null : torch.pad(mask, [0, 1]);
      padding = padding === null ? null : torch.pad(padding, [0, 1]);
    }
    const source = k.shape[1] as number;
    if (padding !== null) {
      const spread = padding
        .view([batch, 1, 1, source])
        .expand([-1, heads, -1, -1])
        .reshape([batch * heads, 1, source]);
      mask = mask === null ? spread : mask.add(spread);
    }
    const p = this.training ? this.dropout : 0;

    if (!needWeights) {
      if (mask !== null) {
        mask = mask.shape[0] === 1 ? mask.unsqueeze(0) : mask.view([batch, heads, -1, source]);
      }
      const perHead = (x: Tensor, count: number): Tensor => x.reshape([batch, heads, count, width]);
      const attended = torch.scaledDotProductAttention(
        perHead(q, length),
        perHead(k, source),
        perHead(v, source),
        mask,
        p,
        hint,
      );
      const joined = attended.permute([2, 0, 1, 3]).reshape([batch * length, embed_dim]); // (N, h, L, w) -> (L N, E)
      return [this.out_proj.forward(joined).view([length, batch, embed_dim]), null];
    }

    const scaled = q.mul(Math.sqrt(1 / width));
    const scores =
      mask === null
        ? torch.bmm(scaled, k.transpose(-2, -1))
        : torch.baddbmm(mask, scaled, k.transpose(-2, -1));
    let weights = scores.softmax(-1);
    if (p > 0) weights = torch.dropout(weights, p, true);
    const joined = torch
      .bmm(weights, v)
      .transpose(0, 1)
      .reshape([length * batch, embed_dim]); // (N h, L, w) -> (L N, E)
    const output = this.out_proj.forward(joined).view([length, batch, embed_dim]);
    weights = weights.view([batch, heads, length, source]);
    return [output, averageAttnWeights ? weights.mean([1]) : weights];
  }

  /** Queries, keys and values in the model's features; what is given twice is projected in one product. */
  #project(query: Tensor, key: Tensor, value: Tensor): [Tensor, Tensor, Tensor] {
    const { embed_dim: width, in_proj_weight: weight, in_proj_bias: bias } = this;
    const { q_proj_weight, k_proj_weight, v_proj_weight } = this;
    if (weight === null) {
      const [bq, bk, bv] = bias === null ? [null, null, null] : bias.chunk(3);
      return [
        torch.linear(query, q_proj_weight as Parameter, bq ?? null), // there where the packed one is not
        torch.linear(key, k_proj_weight as Parameter, bk ?? null),
        torch.linear(value, v_proj_weight as Parameter, bv ?? null),
      ];
    }
    if (query === key && key === value) {
      return unpack(torch.linear(query, weight, bias), 3, width) as [Tensor, Tensor, Tensor];
    }
    if (key === value) {
      const [wq, wkv] = weight.split([width, 2 * width]) as [Tensor, Tensor];
      const [bq, bkv] = bias === null ? [null, null] : bias.split([width, 2 * width]);
      const [k, v] = unpack(torch.linear(key, wkv, bkv ?? null), 2, width) as [Tensor, Tensor];
      return [torch.linear(query, wq, bq ?? null), k, v];
    }
    const [wq, wk, wv] = weight.chunk(3) as [Tensor, Tensor, Tensor];
    const [bq, bk, bv] = bias === null ? [null, null, null] : bias.chunk(3);
    return [
      torch.linear(query, wq, bq ?? null),
      torch.linear(key, wk, bk ?? null),
      torch.linear(value, wv, bv ?? null),
    ];
  }
}

/** (L, N, count E) -> count tensors (L, N, E), each contiguous. */
function unpack(packed: Tensor, count: number, width: number): Tensor[] {
  const apart = packed.unflatten(-1, [count, width]).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous();
  return apart.unbind(0);
}

/** The mask as what is added to the scores: minus infinity where a boolean one is true. */
function additive(mask: Tensor | null, like: Tensor): Tensor | null {
  if (mask === null || isFloatingPoint(mask.dtype)) return mask;
  return torch.zerosLike(mask, { dtype: like.dtype }).maskedFill(mask, -Infinity);
}

function checkMask(name: string, mask: Tensor, shapes: readonly (readonly number[])[]): void {
  if (!(mask instanceof Tensor) || (mask.dtype !== "bool" && !isFloatingPoint(mask.dtype))) {
    const got = mask instanceof Tensor ? mask.dtype : describe(mask);
    throw new ArgumentError(`${operation}: ${name} must be a boolean or floating tensor, got ${got}.`, {
      operation,
    });
  }
  if (shapes.some((shape) => String(shape) === String(mask.shape))) return;
  const wanted = shapes.map((shape) => `[${shape}]`).join(" or ");
  throw new ShapeError(`${operation}: expected ${name} of shape ${wanted}, got [${mask.shape}].`, {
    operation,
  });
}
