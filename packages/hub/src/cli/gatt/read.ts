// `bluebell gatt read`: one value of a device.

import { withDevice } from '../device/with-device.ts';
import { ExitCode } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { print, type Terminal } from '../terminal.ts';
import { findAttribute } from './find-attribute.ts';
import type { ValueOptions } from './gatt-options.ts';
import { attributeJson, uuidOfFound, valueJson, valueLine } from './value-line.ts';

/** Reads a characteristic or a descriptor, and prints it; gives the exit code. */
export function gattRead(
  device: string,
  attribute: string,
  options: ValueOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const call = { device, options, terminal, stop, isSecured: options.pair ?? false };
  return withDevice(call, async ({ connection, address, patience, status }) => {
    status.show(`${device}: reading …`);
    const found = await findAttribute(connection, attribute, options.service, patience);
    const source = found.kind === 'descriptor' ? found.descriptor : found.characteristic;
    const value = await source.read(patience);
    status.clear();
    const uuid = uuidOfFound(found);
    const line = options.json
      ? JSON.stringify({ address, ...attributeJson(found), ...valueJson(uuid, value) })
      : valueLine(uuid, value, options.as, paintFor(terminal.stdout, terminal.env));
    await print(terminal, line);
    return ExitCode.ok;
  });
}
