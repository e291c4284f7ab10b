/** Types of stage.mjs for the tests. */
export const checkout: string;
export function stagePackage(folder: string, options?: { addon?: boolean }): void;
export function npmPack(
  folder: string,
  env?: Record<string, string>,
): { status: number | null; output: string; tarball: string | undefined };
