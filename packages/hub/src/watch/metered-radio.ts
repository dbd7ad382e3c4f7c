// A radio whose adverts are counted on their way to whoever listens.

import {
  type Advert,
  type CentralRadio,
  type Connection,
  type ConnectOptions,
  isCentral,
  type PeerAddress,
  type Radio,
  type ScanOptions,
} from '@bluebell/ble/radio';

/** Who counts. */
export interface AdvertCounter {
  hear(advert: Advert): void;
  /** Somebody listens. */
  began(): void;
  /** There is nothing more to hear: a recording is at its end, or whoever listened has stopped. */
  ended(): void;
}

/** The same radio, counted; it connects where it did. */
export function metered(radio: Radio, counter: AdvertCounter): Radio {
  return isCentral(radio) ? new MeteredCentral(radio, counter) : new MeteredRadio(radio, counter);
}

class MeteredRadio implements Radio {
  readonly name: string;
  readonly #radio: Radio;
  readonly #counter: AdvertCounter;

  constructor(radio: Radio, counter: AdvertCounter) {
    this.name = radio.name;
    this.#radio = radio;
    this.#counter = counter;
  }

  scan(options?: ScanOptions): AsyncIterable<Advert> {
    return counted(this.#radio.scan(options), this.#counter);
  }

  close(): Promise<void> {
    return this.#radio.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

class MeteredCentral extends MeteredRadio implements CentralRadio {
  readonly #central: CentralRadio;

  constructor(radio: CentralRadio, counter: AdvertCounter) {
    super(radio, counter);
    this.#central = radio;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#central.connections;
  }

  connect(peer: Advert | PeerAddress, options?: ConnectOptions): Promise<Connection> {
    return this.#central.connect(peer, options);
  }
}

async function* counted(
  adverts: AsyncIterable<Advert>,
  counter: AdvertCounter,
): AsyncGenerator<Advert, void> {
  counter.began();
  for await (const advert of adverts) {
    counter.hear(advert);
    yield advert;
  }
  counter.ended();
}
