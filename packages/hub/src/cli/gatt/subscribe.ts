// `bluebell gatt subscribe`: the values that a device sends by itself.

import { systemClock, UsageError } from '@bluebell/ble/core';
import type { Notification, RemoteCharacteristic } from '@bluebell/ble/radio';
import { timeOfDay } from '../../plain-text.ts';
import { type ConnectedDevice, withDevice } from '../device/with-device.ts';
import { ExitCode, exitCodeAfter } from '../exit.ts';
import { paintFor } from '../paint.ts';
import { print, type Terminal } from '../terminal.ts';
import { type FoundCharacteristic, findCharacteristic, namedUuid } from './find-attribute.ts';
import type { SubscribeOptions } from './gatt-options.ts';
import { attributeJson, valueJson, valueLine } from './value-line.ts';

/** Prints the values of a characteristic as they come; gives the exit code. */
export function gattSubscribe(
  device: string,
  attribute: string,
  options: SubscribeOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const call = { device, options, terminal, stop, isSecured: options.pair ?? false };
  return withDevice(call, async (connected) => {
    const { connection, patience, status } = connected;
    status.show(`${device}: subscribing …`);
    const found = await findCharacteristic(connection, attribute, options.service, patience);
    const got = await follow(found, options, connected, terminal);
    if (stop.aborted) return isEndless(options) ? ExitCode.ok : exitCodeAfter(stop);
    return got === 'all' ? ExitCode.ok : ExitCode.failure;
  });
}

/** Until there were enough values, time is over, or the user stops us. */
async function follow(
  found: FoundCharacteristic,
  options: SubscribeOptions,
  { patience, status, address }: ConnectedDevice,
  terminal: Terminal,
): Promise<'all' | 'some'> {
  const over = new AbortController();
  const end = () => over.abort();
  patience.signal.addEventListener('abort', end, { once: true });
  const { characteristic } = found;
  await using subscription = await characteristic.subscribe({
    ...patience,
    ...kindFor(found, options),
  });
  status.clear();
  const name = namedUuid(characteristic.uuid);
  if (!options.json && terminal.stderr.isTTY) {
    terminal.stderr.write(`listening to ${name}; Ctrl-C ends it\n`);
  }
  const cancel =
    options.seconds === undefined
      ? () => {}
      : systemClock.after(options.seconds * 1000, () => over.abort());
  try {
    let count = 0;
    while (options.count === undefined || count < options.count) {
      const notification = await subscription
        .next({ signal: over.signal })
        .catch((error: unknown) => {
          if (over.signal.aborted) return undefined;
          throw error;
        });
      if (!notification) break;
      count++;
      await print(terminal, lineOf(notification, found, address, options, terminal));
    }
    // With a time alone, whatever came in it is all.
    return options.count === undefined || count >= options.count ? 'all' : 'some';
  } finally {
    cancel();
    patience.signal.removeEventListener('abort', end);
  }
}

function kindFor(
  { characteristic }: FoundCharacteristic,
  { indicate }: SubscribeOptions,
): { readonly by?: 'indicate' } {
  if (!canSend(characteristic)) {
    throw new UsageError(
      `${namedUuid(characteristic.uuid)} sends nothing by itself: it is for ${[...characteristic.properties].join(', ')}`,
    );
  }
  if (!indicate) return {};
  if (!characteristic.properties.has('indicate')) {
    throw new UsageError(
      `${namedUuid(characteristic.uuid)} has notifications only: leave --indicate out`,
    );
  }
  return { by: 'indicate' };
}

function canSend({ properties }: RemoteCharacteristic): boolean {
  return properties.has('notify') || properties.has('indicate');
}

function isEndless({ count, seconds }: SubscribeOptions): boolean {
  return count === undefined && seconds === undefined;
}

function lineOf(
  { value, isIndication, dropped }: Notification,
  found: FoundCharacteristic,
  address: string,
  { json, as }: SubscribeOptions,
  terminal: Terminal,
): string {
  const nowMs = systemClock.now();
  const { uuid } = found.characteristic;
  if (json) {
    return JSON.stringify({
      time: new Date(nowMs).toISOString(),
      address,
      ...attributeJson(found),
      ...valueJson(uuid, value),
      ...(isIndication && { indication: true }),
      ...(dropped > 0 && { dropped }),
    });
  }
  const paint = paintFor(terminal.stdout, terminal.env);
  const line = valueLine(uuid, value, as, paint);
  // Those who ask for a form want nothing else.
  return as === undefined ? `${paint('dim', timeOfDay(nowMs))}  ${line}` : line;
}
