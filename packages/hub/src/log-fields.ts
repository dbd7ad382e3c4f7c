// Keeps secrets out of the log, even where somebody hands one in.

import type { LogFields } from '@bluebell/ble/core';

/** Names of fields whose value is nobody's business. */
const SECRET_NAME = /key|irk|ltk|password|secret|token/i;

/** The fields as they may be written: no secret, and nothing that is not plain. */
export function withoutSecrets(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) ? '[secret]' : plain(value),
    ]),
  );
}

/** Bytes may be a key, and objects may hold one: neither is written out. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return value.message;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? `[${value.length} items]` : '[object]';
  }
  return typeof value === 'function' || typeof value === 'symbol' ? `[${typeof value}]` : value;
}
