/** Devices tried before work is done for them, so that a missing one is told in the words of what was asked for it. */
import { ones } from "./create.ts";
import { chooseDevice, type DeviceChoice, deviceCode } from "./device.ts";
import { rethrow } from "./failures.ts";

/** Devices that are always there: the CPU, and `meta`, which holds no data. */
const ALWAYS_THERE = /^(cpu|meta)/;

/**
 * @internal Fails where a device cannot be used: no build, driver or device for it, or no code for its card, which one
 * small kernel finds out.
 *
 * @throws DeviceError in the name of the operation
 */
export function requireDevice(operation: string, choice: DeviceChoice): void {
  const device = chooseDevice(choice);
  deviceCode(device);
  if (ALWAYS_THERE.test(device)) return;
  try {
    ones([1], { device }).dispose();
  } catch (error) {
    rethrow((error as Error).cause ?? error, operation, { device });
  }
}
