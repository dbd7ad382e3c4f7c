// What is known of the services of a peer, and how it is kept right. Core Spec v5.4, Vol 3, Part G, 2.5.2.

import { AttError, AttErrorCode, type HandleRange } from '../../att/index.ts';
import { type CallOptions, NotFoundError, type Uuid } from '../../core/index.ts';
import type { ClientLink } from './client-link.ts';
import type { DatabaseKeeper } from './database-keeper.ts';
import type { ServiceRecord } from './database-record.ts';
import { ALL_HANDLES } from './discovery.ts';
import { listed, reconcile } from './reconcile.ts';
import { ClientService } from './remote-service.ts';
import { SharedTask } from './shared-task.ts';
import { withinPatience } from './within-patience.ts';

/** How often a discovery begins anew, when services change while it is under way. */
const MAX_ATTEMPTS = 3;

/** Something whose handles may have to be found out again. */
interface Located {
  locate(options: CallOptions): Promise<void>;
}

/** The services of one peer: discovered when asked for, again after they have changed. */
export class RemoteDatabase {
  readonly link: ClientLink;
  readonly #keeper: DatabaseKeeper;
  readonly #discovery: SharedTask<void>;
  #services: readonly ClientService[] = [];
  readonly #included = new Map<number, ClientService>();
  /** Whether `#services` are all there are. */
  #isComplete = false;
  /** How often something was invalidated. */
  #changes = 0;

  constructor(link: ClientLink, keeper: DatabaseKeeper) {
    this.link = link;
    this.#keeper = keeper;
    this.#discovery = new SharedTask(link.clock, (patience) => this.#discover(patience));
  }

  /** All primary services. 4.4.1 */
  async services(options?: CallOptions): Promise<readonly ClientService[]> {
    if (!this.#isComplete) await this.#discovery.run(options);
    return this.#services;
  }

  /**
   * The first primary service of a UUID.
   *
   * @throws {NotFoundError} there is none.
   */
  async service(uuid: Uuid, options: CallOptions = {}): Promise<ClientService> {
    return withinPatience(this.link.clock, options, async (patience) => {
      const quick = await this.find(uuid, patience);
      if (quick) return quick;
      // Looked for again: a peer may declare a short UUID in its long form.
      const services = await this.services(patience);
      const service = services.find((one) => one.uuid === uuid);
      if (service) return service;
      throw new NotFoundError(`the peer has no service ${uuid}: ${listed(services)}`);
    });
  }

  /** The same, or nothing: one request where the peer is new to us. 4.4.2 */
  async find(uuid: Uuid, patience: CallOptions): Promise<ClientService | undefined> {
    const isNew = this.#services.every((service) => service.isCurrent);
    if (!isNew || this.#keeper.isKeeping) await this.services(patience);
    const known = this.#services.find((one) => one.uuid === uuid);
    if (known || this.#isComplete) return known;
    await this.settled(
      () => this.link.discovery.firstServicesOf(uuid, patience),
      (found) => {
        // Known by now, when two have looked for it at the same moment, or for all.
        if (this.#isComplete || this.#services.some((one) => one.uuid === uuid)) return;
        const added = found.map((record) => new ClientService(this, record, true));
        this.#services = [...this.#services, ...added];
      },
    );
    return this.#services.find((one) => one.uuid === uuid);
  }

  /** The object for a service that another one includes. */
  included(record: ServiceRecord): ClientService {
    const { startHandle } = record;
    const primary = this.#services.find((one) => one.startHandle === startHandle);
    if (primary) return primary;
    const known = this.#included.get(startHandle);
    if (known?.isCurrent && known.uuid === record.uuid) return known;
    const service = new ClientService(this, record, false);
    this.#included.set(startHandle, service);
    return service;
  }

  /** What is known, once all primary services are. */
  get records(): readonly ServiceRecord[] | undefined {
    return this.#isComplete ? this.#services.map((service) => service.record) : undefined;
  }

  /** What stood in this range may stand elsewhere now, or nowhere; the rest still holds. 7.1 */
  invalidate({ startingHandle, endingHandle }: HandleRange): void {
    this.#changes++;
    this.#isComplete = false;
    this.#keeper.forget();
    for (const service of [...this.#services, ...this.#included.values()]) {
      const { startHandle, endHandle } = service;
      if (startHandle <= endingHandle && endHandle >= startingHandle) service.invalidate();
    }
    const { router } = this.link;
    for (const listeners of router.all()) listeners.restore(() => router.place(listeners));
  }

  /**
   * Runs what needs the handles of something, with those that hold now; and once more when the server
   * says that they do not. 2.5.2.1
   */
  withHandles<T>(
    located: Located,
    procedure: (patience: CallOptions) => Promise<T>,
    options: CallOptions,
  ): Promise<T> {
    return withinPatience(this.link.clock, options, async (patience) => {
      await located.locate(patience);
      try {
        return await procedure(patience);
      } catch (error) {
        if (!isOutOfSync(error)) throw error;
      }
      this.invalidate(ALL_HANDLES);
      await located.locate(patience);
      return procedure(patience);
    });
  }

  /** Discovers something, and takes it over unless services have changed meanwhile; then begins anew. */
  async settled<T>(discover: () => Promise<T>, takeOver: (found: T) => void): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const changes = this.#changes;
      try {
        const found = await discover();
        if (changes !== this.#changes) continue;
        takeOver(found);
        this.#keeper.noteChange(() => this.records);
        return;
      } catch (error) {
        if (!isOutOfSync(error) || attempt === MAX_ATTEMPTS) throw error;
        this.invalidate(ALL_HANDLES);
      }
    }
    throw this.link.discovery.fault(
      'endlessChange',
      `services changed in each of ${MAX_ATTEMPTS} discoveries`,
    );
  }

  async #discover(patience: CallOptions): Promise<void> {
    await this.settled(
      async () =>
        (await this.#keeper.recall(patience)) ??
        (await this.link.discovery.primaryServices(patience)),
      (found) => this.#adopt(found),
    );
  }

  #adopt(records: readonly ServiceRecord[]): void {
    this.#services = reconcile(
      this.#services,
      records,
      (record) => new ClientService(this, record, true),
    );
    this.#isComplete = true;
  }
}

function isOutOfSync(error: unknown): boolean {
  return error instanceof AttError && error.errorCode === AttErrorCode.databaseOutOfSync;
}
