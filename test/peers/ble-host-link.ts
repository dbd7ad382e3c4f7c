// A connection of ble-host, with promises.

import { type IoCapability, ioCapabilityOf } from '@bluebell/ble/smp';
import bleHost, {
  type ClientCharacteristic,
  type ClientService,
  type Connection,
  type EncryptionLevel,
  type PairingFeatures,
  type PairingResult,
} from 'ble-host';
import { Inbox, within } from './patience.ts';
import type { Person } from './people.ts';

/** An Error Response as ble-host tells of it, or what else it makes an ATT error of. */
export class PeerAttError extends Error {
  readonly errorCode: number;

  constructor(errorCode: number) {
    super(`ble-host: ${bleHost.AttErrors.toString(errorCode)}`);
    this.errorCode = errorCode;
  }
}

/** What is asked of a pairing. Secure Connections are always offered: ble-host has no way not to. */
export interface PeerPairing {
  /** Nobody, when left out: just works. */
  readonly person?: Person;
  /** Whether just works is too little. Default: whether the person can do anything. */
  readonly mitm?: boolean;
  /** Default: true. */
  readonly bond?: boolean;
}

/** How a pairing ended. */
export type PeerPairingEnd =
  | { readonly kind: 'complete'; readonly result: PairingResult }
  | { readonly kind: 'failed'; readonly reason: number; readonly isFromPeer: boolean };

/** `IOCapabilities` of ble-host. */
const IO_CAPABILITY: Readonly<Record<IoCapability, number>> = {
  displayOnly: 0,
  displayYesNo: 1,
  keyboardOnly: 2,
  noInputNoOutput: 3,
  keyboardDisplay: 4,
};

/** `AssociationModels.NUMERIC_COMPARISON` of ble-host. */
const NUMERIC_COMPARISON = 4;

/** `SmpErrors` of ble-host. */
const NUMERIC_COMPARISON_FAILED = 0x0c;

/** One link, its GATT client and its security manager. */
export class BleHostLink {
  readonly connection: Connection;
  /** The reason, once it is over. */
  readonly ended: Promise<number>;
  #services: Promise<readonly ClientService[]> | undefined;

  constructor(connection: Connection) {
    this.connection = connection;
    this.ended = new Promise((resolve) => connection.once('disconnect', resolve));
  }

  get mtu(): number {
    return this.connection.gatt.currentMtu;
  }

  /** Asks for the greatest MTU, and gives the one there is then. */
  async exchangeMtu(): Promise<number> {
    await this.#call<[]>('the MTU', (done) => {
      this.connection.gatt.exchangeMtu((error) => done(error));
    });
    return this.mtu;
  }

  /** All primary services; asked for once. */
  services(): Promise<readonly ClientService[]> {
    this.#services ??= this.#call<[readonly ClientService[]]>('services', (done) => {
      this.connection.gatt.discoverAllPrimaryServices((services) => done(0, services));
    }).then(([services]) => services);
    return this.#services;
  }

  /** All characteristics of all services. */
  async characteristics(): Promise<readonly ClientCharacteristic[]> {
    const found: ClientCharacteristic[] = [];
    for (const service of await this.services()) {
      const [some] = await this.#call<[readonly ClientCharacteristic[]]>(
        `characteristics of ${service.uuid}`,
        (done) => service.discoverCharacteristics((characteristics) => done(0, characteristics)),
      );
      found.push(...some);
    }
    return found;
  }

  /** UUIDs of the descriptors of a characteristic. */
  async descriptors(uuid: string): Promise<readonly string[]> {
    const characteristic = await this.characteristic(uuid);
    const [found] = await this.#call<[readonly { readonly uuid: string }[]]>(
      `descriptors of ${uuid}`,
      (done) => characteristic.discoverDescriptors((descriptors) => done(0, descriptors)),
    );
    return found.map((descriptor) => descriptor.uuid);
  }

  /** @param uuid 128 bits of it, in any case. */
  async characteristic(uuid: string): Promise<ClientCharacteristic> {
    const all = await this.characteristics();
    const found = all.find((characteristic) => characteristic.uuid === uuid.toUpperCase());
    if (found) return found;
    throw new Error(`no ${uuid} among ${all.map((other) => other.uuid).join(', ')}`);
  }

  /** The whole value, in as many requests as it takes. */
  async read(uuid: string): Promise<Uint8Array> {
    const characteristic = await this.characteristic(uuid);
    const [value] = await this.#call<[Buffer | undefined]>(`a value of ${uuid}`, (done) =>
      characteristic.read(done),
    );
    return new Uint8Array(value ?? []);
  }

  /** Writes a value with a response, in as many requests as it takes. */
  async write(uuid: string, value: Uint8Array): Promise<void> {
    const characteristic = await this.characteristic(uuid);
    await this.#call<[]>(`a write to ${uuid}`, (done) =>
      characteristic.write(Buffer.from(value), done),
    );
  }

  async writeWithoutResponse(uuid: string, value: Uint8Array): Promise<void> {
    const characteristic = await this.characteristic(uuid);
    await this.#call<[]>(`credits for a write to ${uuid}`, (done) =>
      characteristic.writeWithoutResponse(Buffer.from(value), () => done(0)),
    );
  }

  /** Writes values together, as one transaction. */
  async writeReliably(values: readonly (readonly [uuid: string, value: Uint8Array])[]) {
    const { gatt } = this.connection;
    const characteristics = await this.characteristics();
    gatt.beginReliableWrite();
    for (const [uuid, value] of values) {
      characteristics
        .find((characteristic) => characteristic.uuid === uuid.toUpperCase())
        ?.write(Buffer.from(value), () => {});
    }
    await this.#call<[]>('a reliable write', (done) => gatt.commitReliableWrite(done));
  }

  /** Subscribes, and gives what comes from then on; indications are confirmed. */
  async subscribe(uuid: string, how: 'notify' | 'indicate'): Promise<Inbox<Uint8Array>> {
    const characteristic = await this.characteristic(uuid);
    const inbox = new Inbox<Uint8Array>(`a value that ${uuid} sends by ${how}`);
    characteristic.on('change', (value, isIndication, confirm) => {
      if (isIndication) confirm();
      if (isIndication === (how === 'indicate')) inbox.put(new Uint8Array(value));
    });
    await this.#call<[]>(`a subscription to ${uuid}`, (done) =>
      characteristic.writeCCCD(how === 'notify', how === 'indicate', done),
    );
    return inbox;
  }

  /** Asks the peripheral to pair. For a central. */
  pair(pairing: PeerPairing = {}): Promise<PeerPairingEnd> {
    const end = this.#pairingEnd(pairing);
    if (!this.connection.smp.sendPairingRequest(featuresOf(pairing))) {
      throw new Error('ble-host: a pairing is under way already');
    }
    return end;
  }

  /** Answers the other side's pairing, which a peripheral may ask for first. */
  answerPairing(pairing: PeerPairing = {}, { asksFirst = false } = {}): Promise<PeerPairingEnd> {
    const { smp } = this.connection;
    smp.once('pairingRequest', (_: unknown, answer: (features: PairingFeatures) => void) =>
      answer(featuresOf(pairing)),
    );
    const end = this.#pairingEnd(pairing);
    const { bondingFlags, mitm } = featuresOf(pairing);
    if (asksFirst) smp.sendSecurityRequest(bondingFlags === 1, mitm, true, false);
    return end;
  }

  /** Encrypts with the key of the bond. For a central. */
  async encrypt(): Promise<EncryptionLevel> {
    const encrypted = this.encrypted();
    if (!this.connection.smp.startEncryption()) throw new Error('ble-host: it is busy pairing');
    return encrypted;
  }

  /** Waits until it is encrypted. */
  async encrypted(): Promise<EncryptionLevel> {
    const { smp } = this.connection;
    if (smp.currentEncryptionLevel) return smp.currentEncryptionLevel;
    const [status, level] = await this.#event<[number, EncryptionLevel]>('encrypt');
    if (status === 0) return level;
    throw new Error(`ble-host: not encrypted, ${bleHost.HciErrors.toString(status)}`);
  }

  /** Ends the link, and waits until it is over. */
  async disconnect(): Promise<number> {
    this.connection.disconnect();
    return within('the end of a link', this.ended);
  }

  async #pairingEnd({ person = {} }: PeerPairing): Promise<PeerPairingEnd> {
    const { smp } = this.connection;
    const asked = (model: number, shown: string | null, answer: (passkey?: string) => void): void =>
      void this.#ask(person, model, shown, answer);
    smp.on('passkeyExchange', asked);
    try {
      return await Promise.race([
        this.#event<[PairingResult]>('pairingComplete').then(
          ([result]) => ({ kind: 'complete', result }) as const,
        ),
        this.#event<[number, boolean]>('pairingFail').then(
          ([reason, isFromPeer]) => ({ kind: 'failed', reason, isFromPeer }) as const,
        ),
      ]);
    } finally {
      smp.removeListener('passkeyExchange', asked);
    }
  }

  async #ask(
    person: Person,
    model: number,
    shown: string | null,
    answer: (passkey?: string) => void,
  ): Promise<void> {
    const { smp } = this.connection;
    if (shown === null) {
      const passkey = await person.enterPasskey?.();
      answer(passkey);
    } else if (model !== NUMERIC_COMPARISON) person.displayPasskey?.(shown);
    else if (await person.confirmNumber?.(shown)) answer();
    else smp.sendPairingFailed(NUMERIC_COMPARISON_FAILED);
  }

  /** What an event of the security manager says, unless the link ends first. */
  #event<T extends readonly unknown[]>(name: string): Promise<T> {
    const event = new Promise<T>((resolve) =>
      // The cast holds as far as ble-host's own documentation of its events does.
      this.connection.smp.once(name, (...said: unknown[]) => resolve(said as unknown as T)),
    );
    return within(`ble-host's ${name}`, Promise.race([event, this.#lost(name)]));
  }

  /** What a call gives back; ble-host never calls back where the link ends first. */
  #call<T extends readonly unknown[]>(
    what: string,
    call: (done: (error: number, ...results: T | []) => void) => void,
  ): Promise<T> {
    const answered = new Promise<T>((resolve, reject) =>
      call((error, ...results) => {
        // The cast holds: without an error the results are there.
        if (error === 0) resolve(results as T);
        else reject(new PeerAttError(error));
      }),
    );
    return within(what, Promise.race([answered, this.#lost(what)]));
  }

  async #lost(what: string): Promise<never> {
    const reason = bleHost.HciErrors.toString(await this.ended);
    throw new Error(`ble-host: the link ended before ${what}, ${reason}`);
  }
}

function featuresOf({ person = {}, mitm, bond = true }: PeerPairing) {
  const ioCapability = ioCapabilityOf(person);
  return {
    ioCap: IO_CAPABILITY[ioCapability],
    bondingFlags: bond ? 1 : 0,
    mitm: mitm ?? ioCapability !== 'noInputNoOutput',
  };
}
