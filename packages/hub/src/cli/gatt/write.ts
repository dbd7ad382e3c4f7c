// `bluebell gatt write`: gives a device a value.

import { hex16, UsageError } from '@bluebell/ble/core';
import { withDevice } from '../device/with-device.ts';
import { ExitCode } from '../exit.ts';
import { print, type Terminal } from '../terminal.ts';
import { findAttribute, namedUuid } from './find-attribute.ts';
import type { WriteOptions } from './gatt-options.ts';
import { VALUE_FORMS } from './value-form.ts';
import { attributeJson, uuidOfFound, valueJson } from './value-line.ts';

/** Writes a characteristic or a descriptor; gives the exit code. */
export async function gattWrite(
  device: string,
  attribute: string,
  text: string,
  options: WriteOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  // Before anything is asked of the air.
  const value = VALUE_FORMS[options.text ? 'text' : options.as].parse(text);
  const call = { device, options, terminal, stop, isSecured: options.pair ?? false };
  return withDevice(call, async ({ connection, address, patience, status }) => {
    status.show(`${device}: writing …`);
    const found = await findAttribute(connection, attribute, options.service, patience);
    if (found.kind === 'descriptor') {
      if (options.withoutResponse)
        throw new UsageError('descriptors are written with response only');
      await found.descriptor.write(value, patience);
    } else {
      const { withoutResponse } = options;
      await found.characteristic.write(value, {
        ...patience,
        ...(withoutResponse && { withoutResponse }),
      });
    }
    status.clear();
    const uuid = uuidOfFound(found);
    if (options.json) {
      const json = { address, ...attributeJson(found), ...valueJson(uuid, value) };
      await print(terminal, JSON.stringify(json));
    } else {
      const bytes = value.length === 1 ? '1 byte' : `${value.length} bytes`;
      const how = options.withoutResponse ? 'sent' : 'written';
      await print(terminal, `${bytes} ${how}: ${namedUuid(uuid)} at ${handleOf(found)}`);
    }
    return ExitCode.ok;
  });
}

function handleOf(found: Awaited<ReturnType<typeof findAttribute>>): string {
  return hex16(
    found.kind === 'descriptor' ? found.descriptor.handle : found.characteristic.valueHandle,
  );
}
