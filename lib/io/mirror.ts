/**
 * A copy of the hosts that files come from: `TORCHTS_MIRROR`, a base URL or a folder.
 *
 * It stands in for `https://download.pytorch.org` and `https://huggingface.co`; the rest of the path stays:
 *
 *     <mirror>/models/resnet18-f37072fd.pth                           weights of torchvision
 *     <mirror>/<owner>/<name>/resolve/<revision>/model.safetensors    a repository of the Hugging Face Hub
 *     <mirror>/<owner>/<name>/resolve/<revision>/config.json
 */
import path from "node:path";
import { pathToFileURL } from "node:url";

const OFFICIAL = ["https://download.pytorch.org/", "https://huggingface.co/"];

/** The URL to ask in place of `url`: on the mirror where there is one, a `file:` URL where the mirror is a folder. */
export function mirrored(
  url: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const mirror = env.TORCHTS_MIRROR;
  const official = OFFICIAL.find((host) => url.startsWith(host));
  if (!mirror || official === undefined) return url;
  const rest = url.slice(official.length);
  if (/^https?:\/\//i.test(mirror)) return `${mirror.replace(/\/+$/, "")}/${rest}`;
  const folder = mirror.startsWith("file:") ? mirror : pathToFileURL(path.resolve(mirror)).href;
  // What the URL has after ? or # is no part of a file's name.
  return `${folder.replace(/\/+$/, "")}/${rest.replace(/[?#].*$/, "")}`;
}
