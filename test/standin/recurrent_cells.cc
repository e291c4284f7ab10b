// The recurrent cells that are one kernel on CUDA and several operators elsewhere, so that no CPU kernel stands for them.
// Their equations are those of torch.nn.LSTM's and GRU's documentation; what the workspaces hold is for the backward pass
// beside them alone.
#include <optional>
#include <tuple>

#include <ATen/ATen.h>
#include <torch/library.h>

namespace {

using at::Tensor;
using Bias = std::optional<Tensor>;

Tensor plus(const Tensor& gates, const Bias& bias) {
  return bias.has_value() && bias->defined() ? gates + *bias : gates;
}

// In, forget, cell and out: (N, 4 H).
std::tuple<Tensor, Tensor, Tensor> lstmCell(const Tensor& input, const Tensor& hidden, const Tensor& cell, const Bias& inputBias,
                                            const Bias& hiddenBias) {
  const auto gates = (plus(input, inputBias) + plus(hidden, hiddenBias)).chunk(4, 1);
  const Tensor in = gates[0].sigmoid(), forget = gates[1].sigmoid(), fresh = gates[2].tanh(), out = gates[3].sigmoid();
  const Tensor next = forget * cell + in * fresh;
  return {out * next.tanh(), next, at::cat({in, forget, fresh, out}, 1)};
}

std::tuple<Tensor, Tensor, Tensor> lstmCellBackward(const Bias& gradHidden, const Bias& gradCell, const Tensor& cell,
                                                    const Tensor& next, const Tensor& workspace, bool hasBias) {
  const auto gates = workspace.chunk(4, 1);
  const Tensor in = gates[0], forget = gates[1], fresh = gates[2], out = gates[3];
  const auto orZeros = [&](const Bias& grad) {
    return grad.has_value() && grad->defined() ? *grad : at::zeros_like(next);
  };
  const Tensor hidden = orZeros(gradHidden);
  const Tensor squashed = next.tanh();
  const Tensor toCell = hidden * out * (1 - squashed * squashed) + orZeros(gradCell);
  const Tensor grad = at::cat({toCell * fresh * in * (1 - in), toCell * cell * forget * (1 - forget),
                               toCell * in * (1 - fresh * fresh), hidden * squashed * out * (1 - out)},
                              1);
  return {grad, toCell * forget, hasBias ? grad.sum(0) : Tensor()};
}

// Reset, update and new: (N, 3 H).
std::tuple<Tensor, Tensor> gruCell(const Tensor& input, const Tensor& hidden, const Tensor& state, const Bias& inputBias,
                                   const Bias& hiddenBias) {
  const auto of = plus(input, inputBias).chunk(3, 1), from = plus(hidden, hiddenBias).chunk(3, 1);
  const Tensor reset = (of[0] + from[0]).sigmoid(), update = (of[1] + from[1]).sigmoid();
  const Tensor fresh = (of[2] + reset * from[2]).tanh();
  return {fresh + update * (state - fresh), at::cat({reset, update, fresh, state, from[2]}, 1)};
}

std::tuple<Tensor, Tensor, Tensor, Tensor, Tensor> gruCellBackward(const Tensor& grad, const Tensor& workspace, bool hasBias) {
  const auto kept = workspace.chunk(5, 1);
  const Tensor reset = kept[0], update = kept[1], fresh = kept[2], state = kept[3], from = kept[4];
  const Tensor toFresh = grad * (1 - update) * (1 - fresh * fresh);
  const Tensor toUpdate = grad * (state - fresh) * update * (1 - update);
  const Tensor toReset = toFresh * from * reset * (1 - reset);
  const Tensor ofInput = at::cat({toReset, toUpdate, toFresh}, 1), ofHidden = at::cat({toReset, toUpdate, toFresh * reset}, 1);
  return {ofInput, ofHidden, grad * update, hasBias ? ofInput.sum(0) : Tensor(), hasBias ? ofHidden.sum(0) : Tensor()};
}

}  // namespace

TORCH_LIBRARY_IMPL(aten, CUDA, m) {
  m.impl("_thnn_fused_lstm_cell", TORCH_FN(lstmCell));
  m.impl("_thnn_fused_lstm_cell_backward_impl", TORCH_FN(lstmCellBackward));
  m.impl("_thnn_fused_gru_cell", TORCH_FN(gruCell));
  m.impl("_thnn_fused_gru_cell_backward", TORCH_FN(gruCellBackward));
}
