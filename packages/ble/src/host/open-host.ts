// Opens a host: the layers on a transport, kept running.

import { silentLog, systemClock } from '../core/index.ts';
import { GattDatabase, MemoryDatabaseCache } from '../gatt/index.ts';
import { ControllerKeeper, HciError, type HciTransport } from '../hci/index.ts';
import { StageListeners } from '../radio/index.ts';
import { AttemptGuard, MemoryBondStore, type Random } from '../smp/index.ts';
import { HostCore } from './host-core.ts';
import type { HostOptions } from './host-options.ts';
import { HostRadio } from './host-radio.ts';
import type { HostServices } from './host-services.ts';

/** What a Device Name is where nobody gives one. */
const DEVICE_NAME = 'bluebell';

/** The most bytes of an ATT PDU that are of use: a value of 512 in a Prepare Write Request. */
const MTU = 517;

/**
 * Starts a host on a controller, and keeps it running: a controller that is lost is started again, on
 * a transport that is opened anew where it broke. Scans, advertisements and bonds outlive that; links
 * do not, and end with `DisconnectedError`.
 *
 * @param open opens the way to the controller.
 * @throws {BleError} what `open` throws, or why the controller does not start: nothing is kept then.
 * @example
 * await using radio = await openHost(() => openTransport('tcp:127.0.0.1:9101'));
 * for await (const advert of radio.scan()) console.log(advert.address);
 */
export async function openHost(
  open: () => Promise<HciTransport>,
  options: HostOptions = {},
): Promise<HostRadio> {
  const { clock = systemClock, log = silentLog, random = platformRandom } = options;
  const bonds = options.bonds ?? new MemoryBondStore();
  const identity = options.identity ?? { irk: random(16) };
  let name = options.name;
  const services: HostServices = {
    clock,
    log,
    mtu: options.mtu ?? MTU,
    database: new GattDatabase({
      name: options.deviceName ?? DEVICE_NAME,
      appearance: options.appearance ?? 0,
      ...(options.subscriptions && { store: options.subscriptions }),
    }),
    cache: options.databaseCache ?? new MemoryDatabaseCache(),
    security: {
      clock,
      random,
      bonds,
      log,
      attempts: new AttemptGuard(clock),
      ...(options.user && { user: options.user }),
      ...(options.security && { policy: options.security }),
      // Asked for when a pairing tells it: the address is known once the controller runs.
      get identity() {
        return { ...core.ownAddress.identity, irk: identity.irk };
      },
    },
  };
  const core = new HostCore(services, identity, { privacy: options.privacy ?? false, bonds });
  const stages = new StageListeners();
  let begun = Promise.resolve();
  let isOpen = false;
  const keeper = new ControllerKeeper(
    async () => {
      const transport = await open();
      name ??= transport.name;
      return transport;
    },
    {
      clock,
      log,
      onRunning: (controller) => {
        begun = core.begin(controller);
        begun.catch((error: unknown) => {
          // At first `openHost` fails itself.
          if (!isOpen) return;
          // A new start may help where a controller has lost its ways and did not say so.
          if (error instanceof HciError) controller.giveUp(error);
          else log.warn('HOST_START', `${controller.name}: not all was set up: ${String(error)}`);
        });
      },
      onLost: (error) => core.lost(error),
      onStage: (stage) => stages.tell(stage),
    },
  );
  await keeper.start();
  const radio = new HostRadio(name ?? 'host', { core, keeper, stages });
  try {
    await begun;
  } catch (error) {
    await radio.close();
    throw error;
  }
  isOpen = true;
  return radio;
}

const platformRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
