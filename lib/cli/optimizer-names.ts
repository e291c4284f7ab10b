/** The optimizers that `train.fit` knows by name, for the help, which does not load the library; a test holds them equal. */
export const OPTIMIZERS = [
  "adamw",
  "adam",
  "sgd",
  "nadam",
  "radam",
  "adamax",
  "adagrad",
  "adadelta",
  "rmsprop",
  "adafactor",
  "lion",
  "lamb",
] as const;
