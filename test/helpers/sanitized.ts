import { saySkip } from "./data.ts";

/**
 * Whether an allocator with a quarantine of freed memory is under the tests (scripts/sanitize.sh): what a process frees is then
 * not seen in its resident memory, and tests that look there are skipped.
 */
export const isSanitized = process.env.TORCHTS_SANITIZED === "1";

if (isSanitized) saySkip("tests of resident memory, as a sanitizer keeps what is freed");
