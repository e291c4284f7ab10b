/** Figures as people read them. */

/** `93.4%`, or a dash where there is no figure. */
export function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? "-" : `${(100 * value).toFixed(1)}%`;
}

/** `0.934`, or a dash where there is no figure. */
export function figure(value: number | null): string {
  return value === null || Number.isNaN(value) ? "-" : value.toFixed(3);
}
