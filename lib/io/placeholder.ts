/** What stands for objects of classes that torchts does not know. */

/**
 * An inert object that bears the name of a Python class: `argparse.Namespace`, a loss, an enum's value. Nothing of the
 * class was looked up or run; what the file says of the object is here as plain values.
 *
 * @example
 *   const { args } = await io.load("checkpoint.pth", { unknown: "placeholder" });
 *   args.state.lr; // of an argparse.Namespace
 */
export class Placeholder {
  /** Module and name: `argparse.Namespace`. */
  readonly className: string;
  /** Arguments it would have been made with; for classes and functions themselves none. */
  readonly args: unknown[] = [];
  /** Its attributes or whatever its class keeps as its state; null where there is none. */
  state: unknown = null;
  /** Elements, where its class derives from list. */
  readonly items: unknown[] = [];
  /** Entries, where its class derives from dict. */
  readonly entries = new Map<unknown, unknown>();

  /** @internal */
  constructor(className: string) {
    this.className = className;
  }
}
