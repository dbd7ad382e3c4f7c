// What commands are carried out with: the parts of one virtual controller.

import type { Clock, Tally } from '../../core/index.ts';
import type { AclBuffers } from '../../hci/index.ts';
import type { LinkLayer } from '../link-layer/index.ts';
import { AclIntake } from './acl-intake.ts';
import type { ControllerModel } from './controller-model.ts';
import { EventGate } from './event-gate.ts';
import type { HostFault } from './host-fault.ts';
import { HostSettings } from './host-settings.ts';

/** What does not change as long as the controller is there. */
export interface CoreParts {
  readonly clock: Clock;
  readonly model: ControllerModel;
  readonly linkLayer: LinkLayer;
  /** Bits of Supported Commands. */
  readonly supportedCommands: ReadonlySet<number>;
  readonly buffers: AclBuffers;
  readonly faults: Tally<HostFault>;
  /** Takes H4 packets to the host. */
  readonly give: (packet: Uint8Array) => void;
}

/** One virtual controller, as its commands see it. */
export class Core {
  readonly clock: Clock;
  readonly model: ControllerModel;
  readonly linkLayer: LinkLayer;
  readonly supportedCommands: ReadonlySet<number>;
  readonly #parts: CoreParts;
  #events: EventGate;
  #acl: AclIntake;
  #settings = new HostSettings();

  constructor(parts: CoreParts) {
    this.clock = parts.clock;
    this.model = parts.model;
    this.linkLayer = parts.linkLayer;
    this.supportedCommands = parts.supportedCommands;
    this.#parts = parts;
    this.#events = new EventGate(parts.give);
    this.#acl = new AclIntake({ ...parts, events: this.#events });
  }

  get events(): EventGate {
    return this.#events;
  }

  get acl(): AclIntake {
    return this.#acl;
  }

  /** What the host has said since the last Reset. */
  get settings(): HostSettings {
    return this.#settings;
  }

  /** Leaves the air without a word to the peers, and forgets all that the host has said. 7.3.2. */
  reset(): void {
    this.#settings.cancelCurve?.();
    this.linkLayer.reset();
    this.#settings = new HostSettings();
    this.#events = new EventGate(this.#parts.give);
    this.#acl = new AclIntake({ ...this.#parts, events: this.#events });
  }
}
