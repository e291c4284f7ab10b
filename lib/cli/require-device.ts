/** Tries a device before anything else is done, so that no data is read and nothing fetched for one that is not there. */
import { DeviceError } from "../native/errors.ts";
import { tensor } from "./library.ts";

/** What of an operator's error only helps where one calls operators: its name, and its arguments. */
const OPERATOR = /^[\w.:]+: (?=\S)|\n\s+arguments: [\s\S]*$/g;

/**
 * Refuses a device that cannot be used.
 *
 * @param name "auto", which takes what is there, or a device
 * @throws DeviceError that says whether driver, build or device is missing, in the library's words
 */
export function requireDevice(name: string): void {
  if (name === "auto" || name === "cpu") return;
  try {
    using probe = tensor.zeros([1], { device: name as tensor.Device }); // what it may be was checked as it was read
    probe.item();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`--device ${name}: ${said.replaceAll(OPERATOR, "")}`, { cause: error });
  }
}
