// The functions each file of native/ gives to JavaScript; addon.cc puts them into the exports.
#pragma once

#include <napi.h>

#include <vector>

#include "state.h"

namespace torchts {

using Properties = std::vector<napi_property_descriptor>;

void addDispatch(Properties& properties);
void addTensors(Properties& properties);
void addAutograd(Properties& properties);
void addGraph(Properties& properties);
void addDevices(Properties& properties);
void addAccelerators(Properties& properties);
void addArrivals(Properties& properties);
void addLeaving(Properties& properties);
void addPixels(Properties& properties);
void addFiles(Properties& properties);

/// A count and so many handles from the buffer at `position`, which moves on; 0 is an undefined tensor.
std::vector<at::Tensor> readHandles(State& state, size_t& position);

/// Sets how many threads operators use when called from this thread, and returns how many it was. Unlike
/// at::set_num_threads this leaves other threads, the default of threads to come and oneDNN's caches alone.
int setTeam(int count);

/// Frees what the environment sent and nobody received.
void forgetSent(State* state);

/// Says which environment's thread this is, and that it is none any more.
void enterThread(State* state);
void leaveThread();

}  // namespace torchts
