/** Types of add.mjs for the tests. */
export interface Line {
  in: string;
  before?: string;
  add?: string;
  from?: string;
  to?: string;
}
export interface Addition {
  kind: string;
  file: string;
  lines: Line[];
}
export const MOST_LINES: number;
export function add(
  scratch: string,
  addition: Addition,
): { kind: string; file: string; lines: number; in: string[] };
