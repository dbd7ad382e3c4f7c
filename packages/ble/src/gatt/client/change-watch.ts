// Learns of changes in the services of a peer, as its Generic Attribute service tells of them.
// Core Spec v5.4, Vol 3, Part G, 7.1 and 7.2.

import type { HandleRange } from '../../att/index.ts';
import { bitSet, decode, encode } from '../../codec/index.ts';
import { BleError, type Uuid } from '../../core/index.ts';
import { GenericAttribute, serviceChangedRange } from '../declarations.ts';
import type { DatabaseKeeper } from './database-keeper.ts';
import { ALL_HANDLES } from './discovery.ts';
import type { ClientCharacteristic } from './remote-characteristic.ts';
import type { RemoteDatabase } from './remote-database.ts';
import type { ValueTaker } from './value-listeners.ts';

/** Bits of Client Supported Features. 7.2 */
const ClientFeature = { robustCaching: 0, enhancedBearer: 1, multipleNotifications: 2 } as const;

/** What we can do. */
const OUR_FEATURES = encode(
  bitSet(1),
  new Set([ClientFeature.robustCaching, ClientFeature.multipleNotifications]),
);

/** Listens to Service Changed of one server. */
export class ChangeWatch implements ValueTaker {
  readonly kind = 'indicate';
  readonly #database: RemoteDatabase;
  readonly #keeper: DatabaseKeeper;
  #hasBegun = false;

  constructor(database: RemoteDatabase, keeper: DatabaseKeeper) {
    this.#database = database;
    this.#keeper = keeper;
  }

  /** Begins, in between what the program asks for. Twice does no harm. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    void this.#try('does not tell of changes', async () => {
      const service = await this.#database.find(GenericAttribute.service, {});
      const characteristics = (await service?.characteristics()) ?? [];
      const find = (wanted: Uuid) => characteristics.find(({ uuid }) => uuid === wanted);
      const [features, changed] = [
        find(GenericAttribute.clientSupportedFeatures),
        find(GenericAttribute.serviceChanged),
      ];
      if (features)
        await this.#try('does not learn what we can', () => features.write(OUR_FEATURES));
      if (changed) await this.#listenTo(changed);
    });
  }

  take(value: Uint8Array): void {
    this.#database.invalidate(this.#rangeIn(value));
  }

  /** With the link, or when the peer tells of changes no more. */
  end(): void {}

  async #listenTo({ listeners }: ClientCharacteristic): Promise<void> {
    listeners.add(this);
    this.#database.link.router.place(listeners);
    await listeners.sync();
    this.#keeper.noteThatItTells();
    this.#keeper.noteChange(() => this.#database.records);
  }

  #rangeIn(value: Uint8Array): HandleRange {
    try {
      return decode(serviceChangedRange, value);
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      this.#database.link.discovery.fault(
        'malformedDeclaration',
        `Service Changed: ${error.message}`,
      );
      // Whatever it was to say, something has changed.
      return ALL_HANDLES;
    }
  }

  /** Programs do not wait for this, and can do without. */
  async #try(failure: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      this.#database.link.log.debug('GATT_CHANGES', `the peer ${failure}: ${error.message}`);
    }
  }
}
