// The package that opens serial ports. It is loaded when the first one is asked for.

import { UsageError } from '@bluebell/ble/core';

/** As much of the package `serialport` as is used. */
export type SerialPortPackage = Pick<typeof import('serialport'), 'SerialPort'>;

/**
 * Loads it.
 *
 * @throws {UsageError} it is not installed, or not made for this machine.
 */
export async function loadSerialPort(): Promise<SerialPortPackage> {
  try {
    return await import('serialport');
  } catch (cause) {
    throw new UsageError(
      'serial ports need the package serialport, which cannot be loaded: npm install serialport',
      { cause },
    );
  }
}
