// A controller that is not there: a host of any make can use it as if it were. Core Spec v5.4, Vol 4, Part E.

import { Reader } from '../../codec/index.ts';
import {
  type AddressValue,
  type Clock,
  type Counts,
  DecodeError,
  formatAddress,
  type Log,
  parseAddress,
  Tally,
} from '../../core/index.ts';
import { type AclBuffers, type HciTransport, PacketIndicator } from '../../hci/index.ts';
import type { Air, Place } from '../air/index.ts';
import { LinkLayer } from '../link-layer/index.ts';
import { AirEars } from './air-ears.ts';
import { CommandDesk } from './command-desk.ts';
import { commandTable } from './command-table.ts';
import {
  CONTROLLER_MODELS,
  type ControllerModel,
  type ControllerModelName,
} from './controller-model.ts';
import { Core } from './core.ts';
import type { HostFault } from './host-fault.ts';
import { HostTransport } from './host-transport.ts';

/** What a virtual controller is born with. */
export interface VirtualControllerOptions {
  readonly air: Air;
  /** Its public address: `'A4:C1:38:00:00:01'`, or the same as a number. */
  readonly address: AddressValue | string;
  /** Names it in captures and errors. Default: its address. */
  readonly name?: string;
  /** Where it stands, in metres. Default: the origin. */
  readonly at?: Place;
  /** dBm. Default: 0. */
  readonly txPowerDbm?: number;
  /** What it can do. Default: '5.4'. */
  readonly model?: ControllerModelName | ControllerModel;
  /** Room for data from the host. Default: 12 packets of 251 bytes. */
  readonly buffers?: AclBuffers;
  /** Default: 8. */
  readonly advertisingSets?: number;
  /** Links at the same time. Default: 32. */
  readonly links?: number;
  /** Default: 32. */
  readonly acceptListSize?: number;
  /** Default: 32. */
  readonly resolvingListSize?: number;
  /** Hears what hosts do wrong, the first of each kind. Default: nobody. */
  readonly log?: Log;
}

const DEFAULT_BUFFERS: AclBuffers = { packetLength: 251, packetCount: 12 };

const DEFAULT_ADVERTISING_SETS = 8;

/** Runs what is given to it after all that runs now. */
const SOON = Promise.resolve();

/** A controller on a virtual air. Its host reaches it by `transport()`, or with packets as they are. */
export class VirtualController {
  readonly name: string;
  readonly address: AddressValue;
  /**
   * Called with each H4 packet for a host that has no `transport()`: whole, in order, and never while
   * `receive` runs. What there is to say while it is not set is lost.
   */
  onPacket: ((packet: Uint8Array) => void) | undefined;
  readonly #clock: Clock;
  readonly #linkLayer: LinkLayer;
  readonly #core: Core;
  readonly #desk: CommandDesk;
  readonly #faults: Tally<HostFault>;
  #transport: HostTransport | undefined;
  #waiting: Uint8Array[] = [];

  constructor(options: VirtualControllerOptions) {
    const { address, air, log } = options;
    this.address = typeof address === 'string' ? parseAddress(address) : address;
    this.name = options.name ?? formatAddress(this.address);
    this.#clock = air.clock;
    this.#faults = new Tally<HostFault>({ code: 'HOST_FAULT', ...(log && { log }) });
    const model = modelOf(options.model ?? '5.4');
    const ears = new AirEars();
    this.#linkLayer = linkLayerOf(options, { name: this.name, address: this.address, model, ears });
    const table = commandTable(model);
    this.#core = new Core({
      clock: air.clock,
      model,
      linkLayer: this.#linkLayer,
      supportedCommands: new Set([...table.values()].map(({ command }) => command.supportedBit)),
      buffers: options.buffers ?? DEFAULT_BUFFERS,
      faults: this.#faults,
      give: (packet) => this.#give(packet),
    });
    ears.core = this.#core;
    this.#desk = new CommandDesk(table, this.#core);
  }

  /** Where it stands, in metres; takes effect with the next packet. */
  get place(): Place {
    return this.#linkLayer.place;
  }

  set place(place: Place) {
    this.#linkLayer.place = place;
  }

  /** What its host did wrong, by name. */
  get faults(): Counts<HostFault> {
    return this.#faults.counts;
  }

  /** How many packets of data wait for their peers at this moment. */
  get packetsHeld(): number {
    return this.#core.acl.held;
  }

  /** A way to it for a host in this process. The way that was given before breaks. */
  transport(): HciTransport {
    this.#transport?.breakOff('another host took over');
    const transport = new HostTransport({
      name: this.name,
      clock: this.#clock,
      take: (packet) => this.#take(packet),
      leave: () => {
        if (this.#transport === transport) this.#transport = undefined;
      },
    });
    this.#transport = transport;
    return transport;
  }

  /**
   * Takes one whole H4 packet of the host, of whatever contents; it is carried out once the caller's own
   * work is done. Leave its bytes alone from then on.
   */
  receive(packet: Uint8Array): void {
    this.#waiting.push(packet);
    if (this.#waiting.length === 1) void SOON.then(this.#carryOut);
  }

  /** As if somebody pulled the plug: peers hear no more of it, and its host's transport breaks. */
  unplug(): void {
    this.#core.reset();
    this.#waiting = [];
    this.#transport?.breakOff('the controller was unplugged');
    this.#transport = undefined;
  }

  /** Off the air for good. */
  close(): void {
    this.unplug();
    this.#linkLayer.close();
  }

  readonly #carryOut = (): void => {
    const packets = this.#waiting;
    this.#waiting = [];
    for (const packet of packets) this.#take(packet);
  };

  #take(packet: Uint8Array): void {
    switch (packet.length === 0 ? undefined : new Reader(packet).u8()) {
      case PacketIndicator.command:
        this.#carryOutCommand(packet);
        return;
      case PacketIndicator.aclData:
        this.#core.acl.receive(packet);
        return;
      case undefined:
        this.#faults.add('malformed');
        return;
      default:
        this.#faults.add('unknownPacket');
    }
  }

  #carryOutCommand(packet: Uint8Array): void {
    try {
      const answer = this.#desk.answer(packet);
      if (answer) this.#give(answer);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#faults.add('malformed', error.message);
    }
  }

  #give(packet: Uint8Array): void {
    if (this.#transport) this.#transport.onPacket?.(packet);
    else this.onPacket?.(packet);
  }
}

function modelOf(model: ControllerModelName | ControllerModel): ControllerModel {
  return typeof model === 'string' ? CONTROLLER_MODELS[model] : model;
}

interface Identity {
  readonly name: string;
  readonly address: AddressValue;
  readonly model: ControllerModel;
  readonly ears: AirEars;
}

function linkLayerOf(
  options: VirtualControllerOptions,
  { name, address, model, ears }: Identity,
): LinkLayer {
  const { air, at, txPowerDbm, links, acceptListSize, resolvingListSize } = options;
  return new LinkLayer(
    {
      air,
      name,
      publicAddress: address,
      features: model.features,
      maxAdvertisingSets: options.advertisingSets ?? DEFAULT_ADVERTISING_SETS,
      ...(at && { place: at }),
      ...(txPowerDbm !== undefined && { txPowerDbm }),
      ...(links !== undefined && { maxLinks: links }),
      ...(acceptListSize !== undefined && { acceptListSize }),
      ...(resolvingListSize !== undefined && { resolvingListSize }),
    },
    ears,
  );
}
