// The database for people.

import { hex16, toHex } from '../../core/index.ts';
import type { ServedAttribute } from './served-attribute.ts';

/** A line for each attribute: handle, type, who may read and write it, value. */
export function describeAttributes(attributes: readonly ServedAttribute[]): string {
  return attributes.map(lineOf).join('\n');
}

function lineOf(attribute: ServedAttribute): string {
  const { handle, type, value, readPermission, writePermission } = attribute;
  const permissions = `read ${readPermission}, write ${writePermission}`;
  const words = [hex16(handle), type, permissions, value ? toHex(value) : 'one for each client'];
  return words.filter((word) => word !== '').join('  ');
}
