/** From what was matched to the figures: at once, or class by class with the event loop in between. */
import { accumulateClass, emptyArrays } from "./accumulate.ts";
import type { Breather } from "./breather.ts";
import { CocoEvaluation } from "./evaluation.ts";
import type { MatchStore } from "./match-store.ts";

/** The evaluation of all that was matched. */
export function accumulate(store: MatchStore, classes: readonly string[]): CocoEvaluation {
  const steps = accumulation(store, classes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link accumulate}; others may run in between. */
export async function accumulateLater(
  store: MatchStore,
  classes: readonly string[],
  breather: Breather,
): Promise<CocoEvaluation> {
  const steps = accumulation(store, classes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breather.breathe();
  }
}

function* accumulation(store: MatchStore, classes: readonly string[]): Generator<void, CocoEvaluation> {
  const arrays = emptyArrays(store);
  const members = store.byClass();
  for (const [k, own] of members.entries()) {
    accumulateClass(store, k, own, arrays);
    yield;
  }
  const { settings, images, hidden } = store;
  const ranges = settings.areas.length;
  return new CocoEvaluation({
    classes,
    images,
    hidden: hidden.images === 0 ? null : { ...hidden, maxDetections: settings.most.at(-1) as number },
    settings,
    arrays,
    objects: classes.map((_, k) => store.objects[k * ranges + settings.areaNames.indexOf("all")] as number),
    detections: members.map(({ length }) => length),
  });
}
