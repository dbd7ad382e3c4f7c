// Values as they are printed: for people and for programs.

import { hex16, toHex, type Uuid } from '@bluebell/ble/core';
import { nameOfUuid } from '@bluebell/ble/radio';
import type { Paint } from '../paint.ts';
import type { FoundCharacteristic, FoundDescriptor } from './find-attribute.ts';
import { meaningOf, wordsOfValue } from './known-values.ts';
import { formatValue, readableText, spacedHex, type ValueFormName } from './value-form.ts';

/** A value on one line: in the form asked for, else its bytes and what they mean. */
export function valueLine(
  uuid: Uuid,
  value: Uint8Array,
  form: ValueFormName | undefined,
  paint: Paint,
): string {
  if (form !== undefined) return formatValue(value, form);
  if (value.length === 0) return paint('dim', 'empty');
  const words = wordsOfValue(uuid, value);
  return words === undefined ? spacedHex(value) : `${spacedHex(value)}  ${paint('bold', words)}`;
}

/** A value as JSON has it. */
export function valueJson(uuid: Uuid, value: Uint8Array): object {
  const meaning = meaningOf(uuid, value);
  const text = meaning === undefined ? readableText(value) : undefined;
  return {
    value: toHex(value),
    ...(meaning !== undefined && { meaning }),
    ...(text !== undefined && { text }),
  };
}

/** What has a value, as JSON has it. */
export function attributeJson(found: FoundCharacteristic | FoundDescriptor): object {
  const { service, characteristic } = found;
  const descriptor = found.kind === 'descriptor' ? found.descriptor : undefined;
  const name = nameOfUuid((descriptor ?? characteristic).uuid);
  return {
    service: service.uuid,
    characteristic: characteristic.uuid,
    ...(descriptor && { descriptor: descriptor.uuid }),
    ...(name !== undefined && { name }),
    handle: hex16(descriptor?.handle ?? characteristic.valueHandle),
  };
}

/** The UUID of what was found. */
export function uuidOfFound(found: FoundCharacteristic | FoundDescriptor): Uuid {
  return (found.kind === 'descriptor' ? found.descriptor : found.characteristic).uuid;
}
