// Which events the host wants: what is masked is not sent. Core Spec v5.4, Vol 4, Part E, 7.3.1, 7.3.69, 7.8.1.

import {
  authenticatedPayloadTimeoutExpired,
  dataBufferOverflow,
  disconnectionComplete,
  encryptionChange,
  encryptionKeyRefreshComplete,
  eventPacket,
  type HciEvent,
  hardwareError,
  LE_META_EVENT,
  type LeSubevent,
  leAdvertisingReport,
  leAdvertisingSetTerminated,
  leChannelSelectionAlgorithm,
  leConnectionComplete,
  leConnectionUpdateComplete,
  leDataLengthChange,
  leDirectedAdvertisingReport,
  leEnhancedConnectionComplete,
  leExtendedAdvertisingReport,
  leGenerateDhKeyComplete,
  leLongTermKeyRequest,
  lePhyUpdateComplete,
  leReadLocalP256PublicKeyComplete,
  leReadRemoteFeaturesComplete,
  leRemoteConnectionParameterRequest,
  leScanRequestReceived,
  leScanTimeout,
  readRemoteVersionInformationComplete,
} from '../../hci/index.ts';

type Kind = HciEvent['kind'] | LeSubevent['kind'];

/** Whichever mask it is, its bits are the codes of its events less 1. */
function bitsOf(events: readonly { readonly kind: Kind; readonly opcode: number }[]) {
  return new Map<Kind, number>(events.map(({ kind, opcode }) => [kind, opcode - 1]));
}

/** Bits of the first mask. What is in no mask is always sent. 7.3.1. */
const BIT_OF = bitsOf([
  dataBufferOverflow,
  disconnectionComplete,
  encryptionChange,
  encryptionKeyRefreshComplete,
  hardwareError,
  readRemoteVersionInformationComplete,
]);

/** The LE events behind the first mask. 7.8.1. */
const LE_BIT_OF = bitsOf([
  leAdvertisingReport,
  leAdvertisingSetTerminated,
  leChannelSelectionAlgorithm,
  leConnectionComplete,
  leConnectionUpdateComplete,
  leDataLengthChange,
  leDirectedAdvertisingReport,
  leEnhancedConnectionComplete,
  leExtendedAdvertisingReport,
  leGenerateDhKeyComplete,
  leLongTermKeyRequest,
  lePhyUpdateComplete,
  leReadLocalP256PublicKeyComplete,
  leReadRemoteFeaturesComplete,
  leRemoteConnectionParameterRequest,
  leScanRequestReceived,
  leScanTimeout,
]);

/** Bits of the second mask go on where the first one ends. 7.3.69. */
const PAGE_2_BIT_OF = new Map<Kind, number>([
  [authenticatedPayloadTimeoutExpired.kind, authenticatedPayloadTimeoutExpired.opcode - 64],
]);

const LE_META_BIT = LE_META_EVENT - 1;

/** What a host gets that never said what it wants: the events of Bluetooth 2.0, none of LE. 7.3.1. */
const DEFAULT_MASK = firstBits(45);

/** Connections, their updates, remote features, key requests, and legacy adverts. 7.8.1. */
const DEFAULT_LE_MASK = firstBits(5);

/** Sends the events that pass the masks. */
export class EventGate {
  eventMask: ReadonlySet<number> = DEFAULT_MASK;
  eventMaskPage2: ReadonlySet<number> = new Set();
  leEventMask: ReadonlySet<number> = DEFAULT_LE_MASK;
  readonly #give: (packet: Uint8Array) => void;

  /** @param give takes H4 packets to the host. */
  constructor(give: (packet: Uint8Array) => void) {
    this.#give = give;
  }

  /** Whether the host wants events of this kind. */
  wants(kind: Kind): boolean {
    const leBit = LE_BIT_OF.get(kind);
    if (leBit !== undefined) return this.eventMask.has(LE_META_BIT) && this.leEventMask.has(leBit);
    const bit = BIT_OF.get(kind);
    if (bit !== undefined) return this.eventMask.has(bit);
    const page2Bit = PAGE_2_BIT_OF.get(kind);
    return page2Bit === undefined || this.eventMaskPage2.has(page2Bit);
  }

  /** Sends an event, unless it is masked. */
  send(event: HciEvent): void {
    if (this.wants(event.kind)) this.#give(eventPacket(event));
  }

  /** Sends an LE event, unless it is masked. */
  sendLe(subevent: LeSubevent): void {
    if (this.wants(subevent.kind)) this.#give(eventPacket({ kind: 'leMeta', subevent }));
  }

  /** Sends a packet that was made already of an event that is wanted. */
  sendPacket(packet: Uint8Array): void {
    this.#give(packet);
  }
}

/** The numbers from 0 to `count` - 1. */
function firstBits(count: number): ReadonlySet<number> {
  return new Set(Array.from({ length: count }, (_, bit) => bit));
}
