// A hub with the simulated home, as it is installed, and the address of its page.

import { Bluebell, type BluebellOptions, temporaryFolder } from '../program/bluebell.ts';

/** A hub that runs, and can be started again with what it knew. */
export class ServedHome implements AsyncDisposable {
  readonly #data: string;
  readonly #args: readonly string[];
  readonly #env: NonNullable<BluebellOptions['env']>;
  #bluebell: Bluebell;
  /** Where its page is: `http://127.0.0.1:40123/`. */
  readonly url: string;

  private constructor(
    bluebell: Bluebell,
    url: string,
    from: Pick<BluebellOptions, 'env'> & { data: string; args: readonly string[] },
  ) {
    this.#bluebell = bluebell;
    this.url = url;
    this.#data = from.data;
    this.#args = from.args;
    this.#env = from.env ?? {};
  }

  static async start(
    args: readonly string[] = ['run', '--demo'],
    options: BluebellOptions = {},
  ): Promise<ServedHome> {
    const { data = temporaryFolder(), env = {} } = options;
    const bluebell = new Bluebell(args, { data, env });
    return new ServedHome(bluebell, await pageOf(bluebell), { data, args, env });
  }

  /** What it printed since it was started last. */
  get printed(): string {
    return this.#bluebell.printed;
  }

  /** Where its broker listens. */
  get mqttUrl(): string {
    return /^MQTT +(mqtt:\S+)$/m.exec(this.printed)?.[1] ?? '';
  }

  /** Ends it, as a power cut does or politely. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#bluebell.signal(signal).end();
  }

  /** Starts it where it was. */
  async startAgain(): Promise<void> {
    const env = { ...this.#env, BLUEBELL_WEB__PORT: new URL(this.url).port };
    this.#bluebell = new Bluebell(this.#args, { data: this.#data, env });
    await pageOf(this.#bluebell);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
  }
}

/** The address that it prints for people. */
async function pageOf(bluebell: Bluebell): Promise<string> {
  const [, url = ''] = await bluebell.until(/^Dashboard +(http:\S+)\nMQTT .*$/m);
  return url.endsWith('/') ? url : `${url}/`;
}
