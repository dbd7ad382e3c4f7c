// The links of a host, and the events that concern them. Core Spec v5.4, Vol 4, Part E, 7.7.

import {
  type Controller,
  type HciEvent,
  HciStatus,
  type LeSubevent,
  leRemoteConnectionParameterRequestReply,
} from '../hci/index.ts';
import type { Connection } from '../radio/index.ts';
import { HostConnection, type LinkFacts } from './host-connection.ts';
import type { HostServices } from './host-services.ts';

/** All links of one host. */
export class HostLinks {
  readonly #services: HostServices;
  readonly #byHandle = new Map<number, HostConnection>();
  readonly #all = new Set<Connection>();

  constructor(services: HostServices) {
    this.#services = services;
  }

  /** Those that stand now. */
  get all(): ReadonlySet<Connection> {
    return this.#all;
  }

  find(connectionHandle: number): HostConnection | undefined {
    return this.#byHandle.get(connectionHandle);
  }

  /** A link has come to be. One that had its handle before is gone. */
  add(facts: LinkFacts): HostConnection {
    const { connectionHandle } = facts;
    this.remove(connectionHandle, HciStatus.unspecifiedError);
    const connection = new HostConnection(facts, this.#services);
    this.#byHandle.set(connectionHandle, connection);
    this.#all.add(connection);
    // It may end for us before the controller says so.
    void connection.disconnected.then(() => this.#all.delete(connection));
    return connection;
  }

  /** The controller is lost or closed, and all its links with it. */
  lose(reason: number, cause?: unknown): void {
    for (const handle of this.#byHandle.keys()) {
      this.remove(handle, reason, cause === undefined ? {} : { cause });
    }
  }

  /** Takes an event; those that concern no link, or none that is there, are left alone. */
  hear(event: HciEvent, controller: Controller): void {
    if (event.kind === 'leMeta') dispatch(ON_SUBEVENT, event.subevent, this, controller);
    else dispatch(ON_EVENT, event, this, controller);
  }

  /** A link has ended. */
  remove(connectionHandle: number, reason: number, options?: ErrorOptions): void {
    const connection = this.#byHandle.get(connectionHandle);
    if (!connection) return;
    this.#byHandle.delete(connectionHandle);
    this.#all.delete(connection);
    connection.ended(reason, options);
  }
}

/** What is done with events of one kind. */
type Handler<E> = (links: HostLinks, event: E, controller: Controller) => void;

type Handlers<E extends { readonly kind: string }> = {
  readonly [Kind in E['kind']]?: Handler<Extract<E, { readonly kind: Kind }>>;
};

const ON_EVENT: Handlers<HciEvent> = {
  disconnectionComplete(links, { status, connectionHandle, reason }) {
    if (status === HciStatus.success) links.remove(connectionHandle, reason);
  },
  encryptionChange: encryptionChanged,
  encryptionChangeV2: encryptionChanged,
  encryptionKeyRefreshComplete(links, { connectionHandle, status }) {
    links.find(connectionHandle)?.securityLink.encryptionChanged(status, true);
  },
};

const ON_SUBEVENT: Handlers<LeSubevent> = {
  leLongTermKeyRequest(links, { connectionHandle, encryptedDiversifier, randomNumber }) {
    links.find(connectionHandle)?.securityLink.keyRequested(encryptedDiversifier, randomNumber);
  },
  leConnectionUpdateComplete(links, event) {
    links.find(event.connectionHandle)?.control.onUpdate(event.status, event);
  },
  lePhyUpdateComplete(links, { connectionHandle, status, txPhy, rxPhy }) {
    links.find(connectionHandle)?.control.onPhyUpdate(status, txPhy, rxPhy);
  },
  /** The peer's controller asks for other parameters: it knows best what it can keep to. 7.7.65.6 */
  leRemoteConnectionParameterRequest(_, request, controller) {
    const { connectionHandle, intervalMin, intervalMax, maxLatency, timeout } = request;
    const wishes = { intervalMin, intervalMax, maxLatency, timeout };
    const parameters = { connectionHandle, ...wishes, minCeLength: 0, maxCeLength: 0 };
    // The link may be gone: an event tells of that.
    controller.send(leRemoteConnectionParameterRequestReply, parameters).catch(() => {});
  },
};

function encryptionChanged(
  links: HostLinks,
  event: Extract<HciEvent, { readonly kind: 'encryptionChange' | 'encryptionChangeV2' }>,
): void {
  const { connectionHandle, status, encryptionEnabled } = event;
  links.find(connectionHandle)?.securityLink.encryptionChanged(status, encryptionEnabled !== 0);
}

function dispatch<E extends { readonly kind: string }>(
  handlers: Handlers<E>,
  event: E,
  links: HostLinks,
  controller: Controller,
): void {
  // The cast holds since each handler stands under the kind that it takes.
  const handler = handlers[event.kind as E['kind']] as Handler<E> | undefined;
  handler?.(links, event, controller);
}
