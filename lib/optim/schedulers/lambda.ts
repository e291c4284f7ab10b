/** Rates by a function of the epoch: `LambdaLR`, `MultiplicativeLR`. */
import { callable, either, listOf, type Rest, type Signature, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { type AnyOptimizer, LRScheduler, SCHEDULER_KINDS, type SchedulerOptions } from "../lr-scheduler.ts";

/** Gives the factor to the first rate for an epoch. */
export type LrLambda = (epoch: number) => number;

/** Options of `LambdaLR`. */
export interface LambdaOptionsLR extends SchedulerOptions {
  lrLambda: LrLambda | readonly LrLambda[];
}

function takes(name: string): Signature<LambdaOptionsLR> {
  return signature<LambdaOptionsLR>(name, {
    options: { lrLambda: either(callable<LrLambda>(), listOf(callable<LrLambda>())), ...SCHEDULER_KINDS },
    required: ["lrLambda"],
    positional: ["lrLambda", "lastEpoch"],
  });
}

const LAMBDA = takes("optim.LambdaLR");
const MULTIPLICATIVE = takes("optim.MultiplicativeLR");

type LambdaArguments = Rest<LambdaOptionsLR, [lrLambda: LrLambda | readonly LrLambda[], lastEpoch: number]>;

/** A scheduler of functions, one for each group. */
abstract class OfFunctions extends LRScheduler {
  readonly lrLambdas: readonly LrLambda[];

  constructor(optimizer: AnyOptimizer, { lrLambda, lastEpoch }: LambdaOptionsLR) {
    super(optimizer, lastEpoch);
    const count = this.groups.length;
    this.lrLambdas =
      typeof lrLambda === "function" ? new Array<LrLambda>(count).fill(lrLambda) : [...lrLambda];
    if (this.lrLambdas.length !== count) {
      throw new ArgumentError(
        `${new.target.name}: got ${this.lrLambdas.length} functions for ${count} parameter groups.`,
      );
    }
    this.start();
  }

  /** The factor of a group for this epoch. */
  protected factor(group: number): number {
    return (this.lrLambdas[group] as LrLambda)(this.lastEpoch);
  }

  protected override options(): Record<string, unknown> {
    return { lr_lambdas: this.lrLambdas.map(() => null) };
  }

  protected override setOptions(): void {}
}

/** The first rate times a function of the epoch. The function is not part of the state dict. */
export class LambdaLR extends OfFunctions {
  /** One function for all groups, or one for each. Throws ArgumentError for another number of them. */
  constructor(optimizer: AnyOptimizer, ...rest: LambdaArguments) {
    super(optimizer, LAMBDA.read(rest));
  }

  protected override computeLr(): number[] {
    return this.baseLrs.map((base, i) => base * this.factor(i));
  }
}

/** Multiplies the rate by a function of the epoch, each epoch. The function is not part of the state dict. */
export class MultiplicativeLR extends OfFunctions {
  /** One function for all groups, or one for each. Throws ArgumentError for another number of them. */
  constructor(optimizer: AnyOptimizer, ...rest: LambdaArguments) {
    super(optimizer, MULTIPLICATIVE.read(rest));
  }

  protected override computeLr(): number[] {
    return this.groups.map(({ lr }, i) => (this.isInitial ? lr : lr * this.factor(i)));
  }
}
