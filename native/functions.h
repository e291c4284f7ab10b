// The functions each file of native/ gives to JavaScript; addon.cc puts them into the exports.
#pragma once

#include <napi.h>

#include <vector>

namespace torchts {

using Properties = std::vector<napi_property_descriptor>;

void addDispatch(Properties& properties);
void addTensors(Properties& properties);
void addAutograd(Properties& properties);
void addDevices(Properties& properties);

}  // namespace torchts
