// HCI over a serial port: `serial:PATH`. H4 has no checksum, so hardware flow control matters.

import { existsSync } from 'node:fs';
import { type Cancel, type Clock, TransportError, UsageError } from '@bluebell/ble/core';
import { H4Transport, type HciTransport } from '@bluebell/ble/hci';
import type { SerialPort } from 'serialport';
import { positiveNumber, readNameOptions, truth } from './name-options.ts';
import { NodeStream } from './node-stream.ts';
import { loadSerialPort, type SerialPortPackage } from './serial-package.ts';
import { explainSerialTrouble } from './serial-trouble.ts';
import { settingsOf, type TransportOptions } from './transport-options.ts';

/** What a serial port may be told besides; in a name: `?baud=921600&rtscts=false`. */
export interface SerialOptions extends TransportOptions {
  /** What opens ports. Default: the package `serialport`, loaded when it is needed. */
  readonly load?: () => Promise<SerialPortPackage>;
}

/** What controllers on serial lines are built for. */
const DEFAULT_BAUD = 1_000_000;

/** Up to this speed a host keeps up without flow control. */
const MAX_BAUD_WITHOUT_FLOW_CONTROL = 115_200;

/** Bytes that may wait before there is no `room`: little, so that a line held up is noticed. */
const MAX_WAITING = 4096;

/** How often is looked whether the device is still there. */
const WATCH_MS = 500;

/** How long what was sent may take to go out at the end. */
const LAST_WORDS_MS = 100;

/**
 * Reads `PATH?baud=…&rtscts=…`.
 *
 * @throws {UsageError} no path, or an option that is not known.
 */
export function readSerialName(rest: string) {
  const name = `serial:${rest}`;
  const parts = readNameOptions(name, rest, { baud: positiveNumber, rtscts: truth });
  const { place: path } = parts;
  if (path === '') {
    throw new UsageError(`'${name}' names no port: give serial:PATH, such as serial:/dev/ttyUSB0`);
  }
  const { baud = DEFAULT_BAUD, rtscts = true } = parts.options;
  return { name, path, baud, rtscts };
}

/**
 * Opens a serial port: 8 data bits, no parity, 1 stop bit, no character has a meaning of its own.
 *
 * @param rest the path of the port; behind it `?baud=` (default: 1,000,000) and `&rtscts=false` where
 *   the wires for flow control are missing.
 * @throws {TransportError} it is missing, busy or forbidden; the message says what to do.
 * @throws {UsageError} no path, an option that is not known, or the package `serialport` is missing.
 */
export async function openSerial(rest: string, options: SerialOptions = {}): Promise<HciTransport> {
  const { name, path, baud, rtscts } = readSerialName(rest);
  const { clock, log } = settingsOf(options);
  if (!rtscts && baud > MAX_BAUD_WITHOUT_FLOW_CONTROL) {
    log.warn(
      'SERIAL_NO_FLOW_CONTROL',
      `${name}: without RTS/CTS octets get lost at ${baud} baud; wire both, or use ${MAX_BAUD_WITHOUT_FLOW_CONTROL} baud`,
    );
  }
  const serialPort = await (options.load ?? loadSerialPort)();
  const port = new serialPort.SerialPort({
    path,
    baudRate: baud,
    rtscts,
    autoOpen: false,
    highWaterMark: MAX_WAITING,
  });
  try {
    await called((done) => port.open(done));
    // What came before has nothing to say.
    await called((done) => port.flush(done));
  } catch (cause) {
    if (port.isOpen) port.close();
    const why = await explainSerialTrouble(path, cause, serialPort);
    throw new TransportError(`serial:${path}: ${why}`, { cause });
  }
  const stopWatching = watch(port, clock);
  const stream = new NodeStream(port, {
    name: `serial:${path}`,
    explain: (error) => `unplugged, or taken away by the system (${error.message})`,
    release: () => {
      stopWatching();
      return release(port, clock);
    },
  });
  return new H4Transport(stream, { recovery: { clock } });
}

/**
 * Closes a port once its device file is gone. The package notices that itself while it waits for data;
 * at other moments it would read nothing for ever.
 */
function watch(port: SerialPort, clock: Clock): Cancel {
  // On Windows ports are no files.
  if (!existsSync(port.path)) return () => {};
  let cancel: Cancel;
  const look = () => {
    if (existsSync(port.path)) cancel = clock.after(WATCH_MS, look);
    else if (port.isOpen) port.close(undefined, new Error('its device file is gone'));
  };
  cancel = clock.after(WATCH_MS, look);
  return () => cancel();
}

/**
 * Closes a port. What waits goes out first, unless flow control holds it up: the system would then
 * wait half a minute for it.
 */
async function release(port: SerialPort, clock: Clock): Promise<void> {
  if (!port.isOpen) return;
  await new Promise<void>((resolve) => {
    const cancel = clock.after(LAST_WORDS_MS, resolve);
    port.drain(() => {
      cancel();
      resolve();
    });
  });
  // Each may find that the port is gone.
  await called((done) => port.flush(done)).catch(() => {});
  await called((done) => port.close(done)).catch(() => {});
}

/** What a function with a callback for errors does, as a promise. */
function called(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}
