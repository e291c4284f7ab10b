"""The Python side of the conformance suite: makes the calls of cases with torch.ops and writes down what came.

    python3 scripts/conformance/reference.py CASES.json OUT.jsonl [START]

CASES.json is a list of cases (test/conformance/case.ts says what they hold). OUT.jsonl gets one line per case, in
order: its outcome, or the error that makes it no valid call. The line is written before the next case begins, so
that a call that ends the process leaves its predecessors' results; START continues after it.

The tensors are made as test/conformance/values.ts makes them, bit for bit.
"""

import base64
import json
import math
import sys
import warnings

import torch

SEED = 20
SPECIAL = [math.nan, 0.0, math.inf, -0.0, 1.0, -math.inf, -1.0, 0.5, 1e30, -1e-30, 2.0, -2.5]
INTEGERS = {"int8", "int16", "int32", "int64"}
SQUARE = {"definite", "symmetric", "lower", "upper"}
FORMATS = {
    "contiguous": torch.contiguous_format,
    "channels_last": torch.channels_last,
    "channels_last_3d": torch.channels_last_3d,
    "preserve": torch.preserve_format,
}
FLOATS = {torch.float64, torch.float32, torch.float16, torch.bfloat16}
GRADIENT_DTYPES = {"float32", "float64"}


# Operators that return a dtype: torch.ops gives its number.
RETURNS_DTYPE = {"promote_types", "result_type"}
SCALAR_TYPES = (
    "uint8 int8 int16 int32 int64 float16 float32 float64 complex32 complex64 complex128 bool qint8 quint8 qint32 "
    "bfloat16"
).split()


# ---- values ---------------------------------------------------------------------------------------------------


def scrambled(index):
    x = index & 0xFFFF
    x ^= x >> 8
    x = (x * 0x88B5) & 0xFFFF
    x ^= x >> 7
    x = (x * 0xDB2D) & 0xFFFF
    x ^= x >> 9
    return x


def real(u):
    return u / 16384 - 2 + 1 / 32768


def element(fill, dtype, u, i, bound):
    if fill == "below":
        return u % bound
    if dtype == "bool":
        return (u >> 3) & 1
    if dtype in INTEGERS or dtype == "uint8":
        if fill in ("positive", "large"):
            return 1 + u % 6
        if fill == "unit":
            return u & 1
        if fill == "sorted":
            return 2 * i
        return u % 6 if dtype == "uint8" else u % 11 - 5
    if fill == "positive":
        return u / 32768 + 0.0625
    if fill == "unit":
        return ((u + 0.5) / 65536) * 0.9 + 0.05
    if fill == "large":
        return u / 16384 + 1.0625
    if fill == "special":
        return SPECIAL[i % len(SPECIAL)]
    if fill == "sorted":
        return i * 0.5 + u / 262144
    return real(u)


def square(fill, n, u):
    out = []
    for i in range(n):
        for j in range(n):
            a, b = real(u(i * n + j)), real(u(j * n + i))
            value = a
            if fill == "definite":
                value = 2 * n + a if i == j else (a + b) / 4
            elif fill == "symmetric":
                value = 3 * i + a if i == j else (a + b) / 2
            elif i == j:
                value = 1.5 + a / 4
            elif (j > i) if fill == "lower" else (j < i):
                value = 0.0
            out.append(value)
    return out


def elements(recipe, dtype):
    shape, fill, bound = recipe["t"], recipe.get("fill", "real"), recipe.get("below", 1)
    start = recipe.get("seed", 0) * 7919
    pairs = 2 if dtype.startswith("complex") else 1
    count = math.prod(shape) * pairs
    if "values" in recipe:
        return [recipe["values"][i // pairs] if i % pairs == 0 else 0 for i in range(count)]
    if fill in SQUARE:
        n, out = shape[-1], []
        for at in range(0, count // pairs, n * n or 1):
            for value in square(fill, n, lambda i: scrambled(at + i + start)):
                out += [value] + [0.0] * (pairs - 1)
        return out
    plain = "float64" if pairs == 2 else dtype
    last = shape[-1] if shape else 1
    return [
        element(fill, plain, scrambled(i + start), i % last if fill == "sorted" else i, bound) for i in range(count)
    ]


def make(recipe, dtype):
    own = recipe.get("dtype", dtype)
    flat = torch.tensor(elements(recipe, own), dtype=torch.float64)
    if own.startswith("complex"):
        made = torch.view_as_complex(flat.reshape(recipe["t"] + [2]))
        made = made.to(getattr(torch, own))
    else:
        made = flat.reshape(recipe["t"]).to(getattr(torch, own))
    return shaped(made, recipe)


def shaped(made, recipe):
    form, shape = recipe.get("form"), recipe["t"]
    if form is None:
        return made
    if form == "strided":
        if len(shape) >= 2:
            return made.transpose(-1, -2).contiguous().transpose(-1, -2)
        return torch.stack([made, made], -1).select(-1, 1)
    if form == "channelsLast":
        return made.contiguous(memory_format=torch.channels_last_3d if len(shape) == 5 else torch.channels_last)
    if form == "quint8":
        return torch.quantize_per_tensor(made, 0.0625, 40, torch.quint8)
    if form == "qint8":
        return torch.quantize_per_tensor(made, 0.0625, 0, torch.qint8)
    if form == "qchannel":
        scales = torch.tensor([(i + 1) / 32 for i in range(shape[0])], dtype=torch.float64)
        return torch.quantize_per_channel(made, scales, torch.arange(shape[0]), 0, torch.qint8)
    if form == "nested":
        return torch.ops.aten._nested_tensor_from_tensor_list([row[: i + 1] for i, row in enumerate(made.unbind())])
    return {
        "conjugate": lambda: made.conj(),
        "leaf": lambda: made.requires_grad_(),
        "coo": lambda: made.to_sparse(),
        "csr": lambda: made.to_sparse_csr(),
        "csc": lambda: made.to_sparse_csc(),
        "bsr": lambda: made.to_sparse_bsr([2, 2]),
        "bsc": lambda: made.to_sparse_bsc([2, 2]),
        "mkldnn": lambda: made.to_mkldnn(),
    }[form]()


# ---- calls ----------------------------------------------------------------------------------------------------


class Run:
    """One call of a case: as it stands, or with floating tensors as leaves of a graph."""

    def __init__(self, case, leaves=None):
        self.case, self.leaves, self.made = case, leaves, []

    def tensor(self, recipe):
        made = make({"seed": len(self.made), **recipe}, self.case["dtype"])
        if self.leaves is not None and made.dtype in FLOATS and made.layout == torch.strided:
            made = made.detach().requires_grad_()
            self.leaves.append(made)
            if self.case["op"].endswith("_"):
                made = made.clone()
        self.made.append(made)
        return made

    def argument(self, value):
        if isinstance(value, list):
            return [self.argument(item) for item in value]
        if not isinstance(value, dict):
            return value
        return self.tensor(value) if "t" in value else typed(value["typed"], self.case["dtype"])

    def perform(self):
        case = self.case
        args = [self.argument(value) for value in case["args"]]
        named = {name: self.argument(value) for name, value in case["named"].items()}
        operator = getattr(torch.ops.aten, case["op"])
        if "overload" in case:
            operator = getattr(operator, case["overload"] or "default")
        torch.manual_seed(SEED)
        return operator(*args, **named)


def typed(value, dtype):
    if "dtype" in value:
        return getattr(torch, dtype if value["dtype"] == "case" else value["dtype"])
    if "layout" in value:
        return getattr(torch, value["layout"])
    if "format" in value:
        return FORMATS[value["format"]]
    if "device" in value:
        return torch.device(value["device"])
    if "complex" in value:
        return complex(*value["complex"])
    if "each" in value:
        return [value["each"]] * value["times"]
    if "generator" in value:
        return torch.Generator().manual_seed(value["generator"])
    return float(value["number"])


# ---- results --------------------------------------------------------------------------------------------------


def raw(tensor):
    tensor = tensor.contiguous()
    if tensor.numel() == 0:
        return b""
    return tensor.reshape(-1).view(torch.uint8).numpy().tobytes()


def encode_tensor(tensor):
    result = {"dtype": str(tensor.dtype)[6:], "shape": list(tensor.shape)}
    plain = tensor.detach()
    if tensor.layout != torch.strided:
        plain = plain.to_dense()
    if tensor.is_quantized:
        plain = plain.int_repr()
    result["data"] = base64.b64encode(raw(plain.resolve_conj().resolve_neg())).decode()
    if tensor.layout != torch.strided:
        layout = str(tensor.layout)
        result["layout"] = "mkldnn" if layout == "torch._mkldnn" else layout[6:]
    return result


def encode(value):
    if isinstance(value, torch.Tensor):
        return encode_tensor(value)
    if isinstance(value, (list, tuple)):
        return {"list": [encode(item) for item in value]}
    if isinstance(value, complex):
        return {"list": [encode(value.real), encode(value.imag)]}
    if isinstance(value, torch.dtype):
        return {"value": str(value)[6:]}
    if isinstance(value, float):
        if math.isnan(value):
            return {"value": "nan"}
        if math.isinf(value):
            return {"value": "inf" if value > 0 else "-inf"}
        if value == 0 and math.copysign(1, value) < 0:
            return {"value": "-0"}
        return {"value": int(value) if value == int(value) and abs(value) < 2**53 else value}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"value": str(value)}
    if value is None or isinstance(value, (bool, int, str)):
        return {"value": value}
    raise TypeError(f"a result of type {type(value).__name__} is not compared")


def tensors(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [tensor for item in value for tensor in tensors(item)]
    return []


def weighted_sum(value):
    total, seed = None, 100
    for tensor in tensors(value):
        if not tensor.requires_grad or tensor.layout != torch.strided:
            continue
        plain = torch.view_as_real(tensor.resolve_conj()) if tensor.is_complex() else tensor
        if plain.dtype not in FLOATS:
            continue
        weights = make({"t": list(plain.shape), "seed": seed}, "float64")
        seed += 1
        part = (plain * weights.to(plain.dtype)).sum().to(torch.float64)
        total = part if total is None else total + part
    return total


def gradients(case):
    """Gradients for each leaf, or None where the call is not differentiable."""
    if case["dtype"] not in GRADIENT_DTYPES or case.get("unspecified") == "all":
        return None
    run = Run(case, [])
    try:
        total = weighted_sum(run.perform())
        if total is None:
            return None
        found = torch.autograd.grad(total, run.leaves, allow_unused=True)
    except (RuntimeError, NotImplementedError, IndexError, ValueError, TypeError):
        return None
    return [None if gradient is None else encode(gradient) for gradient in found]


def is_changed(tensor):
    return tensor.layout == torch.strided and not tensor.is_quantized and tensor._version > 0


def outcome(case):
    run = Run(case)
    result = run.perform()
    if case["op"] in RETURNS_DTYPE:
        result = SCALAR_TYPES[result]
    changed = {str(i): encode(tensor) for i, tensor in enumerate(run.made) if is_changed(tensor)}
    found = {"result": encode(result), "changed": changed}
    of_leaves = gradients(case)
    if of_leaves is not None:
        found["gradients"] = of_leaves
    return found


def answer(case):
    """The outcome of a case, or why the call is not valid."""
    try:
        return {"id": case["id"], "outcome": outcome(case)}
    except Exception as error:  # noqa: BLE001 any refusal makes the case invalid
        return {"id": case["id"], "error": f"{type(error).__name__}: {error}"[:300]}


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    with open(sys.argv[1]) as file:
        cases = json.load(file)
    start = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    with open(sys.argv[2], "a") as out:
        for case in cases[start:]:
            out.write(json.dumps(answer(case)) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
