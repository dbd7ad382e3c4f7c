// A controller behind a transport, with our host on it, as a radio.

import { TransportError } from '@bluebell/ble/core';
import { ControllerLostError } from '@bluebell/ble/hci';
import { type HostOptions, type HostRadio, openHost } from '@bluebell/ble/host';
import type { BtsnoopWriter } from './capture/write-btsnoop.ts';
import { openTransport } from './hci/open-transport.ts';
import { record } from './hci/recorded.ts';

/** What radios with a host of ours may be told. */
export interface HciRadioOptions extends Omit<HostOptions, 'name'> {
  /** Gets what goes between host and controller. It stays the caller's: close it behind the radio. */
  readonly capture?: BtsnoopWriter;
}

/**
 * Opens the controller of a name, and runs a host on it. A transport that breaks is opened anew.
 *
 * @param name as `openTransport` takes it: `serial:/dev/ttyUSB0`.
 * @throws {TransportError} it cannot be opened. @throws {UsageError} no transport is called so.
 */
export async function openHciRadio(
  name: string,
  { capture, ...options }: HciRadioOptions = {},
): Promise<HostRadio> {
  const { clock, log } = options;
  const told = { ...(clock && { clock }), ...(log && { log }) };
  const open = async () => {
    const transport = await openTransport(name, told);
    return capture ? record(transport, capture, told) : transport;
  };
  try {
    return await openHost(open, { ...options, name });
  } catch (error) {
    const isShut = error instanceof ControllerLostError && error.kind === 'closed';
    if (!isShut) throw error;
    throw new TransportError(`${error.message}; another program may be using it`, { cause: error });
  }
}
