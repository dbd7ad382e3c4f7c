// What the data folder keeps for radios: bonds, what devices serve, and who we are.

import { join } from 'node:path';
import { fromHex } from '@bluebell/ble/core';
import { peerName } from '@bluebell/ble/host';
import type { SecurityAddress } from '@bluebell/ble/smp';
import type { OpenRadioOptions } from '@bluebell/radios';
import type { DataFolder } from '../data-folder.ts';
import { BONDS_FILE, BondFile } from './bond-file.ts';
import { DATABASES_FILE, DatabaseFile } from './database-file.ts';
import { openPeripheralBonds, type PeripheralBonds } from './peripheral-bonds.ts';

/** What radios get of it. */
export type KeptOptions = Pick<
  OpenRadioOptions,
  'bonds' | 'databaseCache' | 'subscriptions' | 'identity' | 'peripheralBonds'
>;

/** The radio whose far side is ours too, and keeps bonds of its own. */
const SIMULATED = 'sim';

/** The state of radios, as one. */
export class RadioState {
  readonly bonds: BondFile;
  readonly #databases: DatabaseFile;
  readonly #folder: DataFolder;
  #peripherals: PeripheralBonds | undefined;

  private constructor(bonds: BondFile, databases: DatabaseFile, folder: DataFolder) {
    this.bonds = bonds;
    this.#databases = databases;
    this.#folder = folder;
  }

  /**
   * Reads it; nothing is written before there is something to keep.
   *
   * @throws {UsageError} the file of bonds is damaged.
   */
  static async open(folder: DataFolder): Promise<RadioState> {
    return new RadioState(
      await BondFile.open(join(folder.state, BONDS_FILE)),
      await DatabaseFile.open(join(folder.state, DATABASES_FILE)),
      folder,
    );
  }

  /**
   * What is to be told to `openRadio` for radios of these names.
   *
   * @throws {UsageError} a file of the simulated home is damaged.
   */
  async optionsFor(names: readonly string[]): Promise<KeptOptions> {
    const { address, irk } = this.bonds.identity;
    if (names.includes(SIMULATED)) this.#peripherals ??= await openPeripheralBonds(this.#folder);
    return {
      bonds: this.bonds,
      subscriptions: this.bonds.subscriptions,
      databaseCache: this.#databases,
      // The same on every radio, so that bonds are good for all of them.
      identity: { address: { address, type: 'random' }, irk: fromHex(irk) },
      ...(this.#peripherals && { peripheralBonds: this.#peripherals.of }),
    };
  }

  /** Forgets a peer, and all that was kept of it. */
  async forget(peer: SecurityAddress): Promise<void> {
    await this.bonds.remove(peer);
    await this.#databases.remove(peerName(peer));
  }

  /** Settles once all changes are in the files. */
  async flush(): Promise<void> {
    await this.bonds.flush();
    await this.#databases.flush();
    await this.#peripherals?.flush();
  }
}
