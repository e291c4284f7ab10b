/**
 * Lines of text, and one that moves: on a terminal it is drawn over and over, elsewhere it is a plain line now and then.
 *
 * The moving line goes to stderr, so that stdout holds only what is worth keeping.
 */

/** Least time between two drawings of the moving line, in milliseconds. */
const REDRAW_MS = 100;
/** Longest silence of the moving line where there is no terminal, in milliseconds. */
const PLAIN_LINE_MS = 15_000;

/** Where text goes; those of `process` where nothing is said. */
export interface ProgressStreams {
  stdout: { write(text: string): unknown };
  /** `isTTY` says whether a line can be drawn over, `columns` how many characters it has room for. */
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

/** Writes lines, and the one that moves. */
export class MovingLine {
  readonly #streams: ProgressStreams;
  #isDrawn = false;
  #lastDraw = 0;

  constructor(streams: ProgressStreams) {
    this.#streams = streams;
  }

  /** Writes a line that stays. */
  line(text: string): void {
    this.clear();
    this.#streams.stdout.write(`${text}\n`);
  }

  /** Draws the moving line, unless it was drawn just now. */
  draw(text: string): void {
    const { stdout, stderr } = this.#streams;
    const now = performance.now();
    if (!stderr.isTTY) {
      if (now - this.#lastDraw < PLAIN_LINE_MS) return;
      this.#lastDraw = now;
      stdout.write(`  ${text}\n`);
      return;
    }
    if (this.#isDrawn && now - this.#lastDraw < REDRAW_MS) return;
    this.#lastDraw = now;
    this.#isDrawn = true;
    stderr.write(`\r\x1b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  }

  /** Lets the next drawing wait as if there had been one now. */
  rest(): void {
    this.#lastDraw = performance.now();
  }

  /** Wipes the moving line, so that whatever comes next starts on a clean one. */
  clear(): void {
    if (this.#isDrawn) this.#streams.stderr.write("\r\x1b[K");
    this.#isDrawn = false;
  }
}
