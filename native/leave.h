// How the process ends while a background thread works.
//
// Problem: `exit` runs libtorch's handlers, which take down what a running backward pass is using: a crash instead of
// the exit code. Node runs no cleanup hook of the main environment on `process.exit` and on an uncaught exception.
// Rule: libtorch's handlers run only where none of our threads is at work.
// Resolution: when the process begins to leave, the work is waited for a short while. A handler of our own, registered
// after that and so run first, looks once more; where the work goes on, the process leaves there and then with the code
// it was about to leave with.
#pragma once

#include <chrono>

namespace torchts {

struct State;

/// How long work on a background thread may hold up the end of the process.
constexpr std::chrono::milliseconds kPatience{1000};

/// Registers the handler: when the addon is loaded, and once more when the process begins to leave.
void watchExit();

/// The handler knows this environment from here on, and forgets it.
void enroll(State* state);
void withdraw(State* state);

/// Whether the process has begun to leave.
bool isLeaving();

}  // namespace torchts
