/** The schedules that `train.fit` knows by name alone, for the help, which does not load the library; a test holds them equal. */
export const SCHEDULES = [
  "cosine",
  "linear",
  "polynomial",
  "step",
  "restarts",
  "onecycle",
  "plateau",
  "none",
] as const;
