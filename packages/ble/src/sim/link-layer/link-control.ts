// The control procedures of a link: which runs, which waits, what the peer asks. Vol 6, Part B, 5.

import { decode, encode } from '../../codec/index.ts';
import { DecodeError } from '../../core/index.ts';
import { HciStatus, LeFeature } from '../../hci/index.ts';
import { type ControlPdu, controlPdu } from '../../ll/index.ts';
import type { AirTimer } from '../air/index.ts';
import type { Link } from './link.ts';
import { respond } from './responders.ts';

/** 5.2: a peer that leaves a procedure hanging for so long has lost its mind. */
const RESPONSE_TIMEOUT_US = 40_000_000;

/** Something that one side begins and both bring to an end. */
export interface Procedure {
  /** The opcode of its first PDU, by which it is refused. */
  readonly opcode: number;
  /** Whether both sides change something at an instant: two of these cannot run at once. 5.3 */
  readonly hasInstant?: boolean;
  /** Sends the first PDU, or is over at once. */
  begin(): void;
  /** Takes a PDU that belongs to it; false for others. */
  onPdu(pdu: ControlPdu): boolean;
  /** The peer does not want to, or does not know how. */
  onRefused(reason: number): void;
}

/** Runs the procedures that we begin one after the other, and answers those of the peer. */
export class LinkControl {
  readonly #link: Link;
  readonly #waiting: Procedure[] = [];
  readonly #responseTimer: AirTimer;
  #current: Procedure | undefined;
  #isClosed = false;

  constructor(link: Link) {
    this.#link = link;
    this.#responseTimer = link.around.shared.radio.air.timeline.timer(() =>
      link.end(HciStatus.llResponseTimeout),
    );
  }

  /** The procedure of ours that is under way. */
  get current(): Procedure | undefined {
    return this.#current;
  }

  /** Begins a procedure, or lets it wait for those before it. */
  start(procedure: Procedure): void {
    this.#waiting.push(procedure);
    if (!this.#current) this.#startNext();
  }

  /** The present procedure is over. */
  finish(procedure: Procedure): void {
    if (this.#current !== procedure) return;
    this.#current = undefined;
    this.#responseTimer.clear();
    this.#startNext();
  }

  /** The present procedure waits for an instant now, no more for the peer. */
  stopWaiting(): void {
    this.#responseTimer.clear();
  }

  send(pdu: ControlPdu, onArrived?: () => void): void {
    this.#link.queue.pushControl(encode(controlPdu, pdu), onArrived);
    this.#link.rouse();
  }

  /** Refuses what the peer began. */
  refuse(rejectOpcode: number, errorCode: number): void {
    const isExtended = this.#link.remote.can(LeFeature.extendedReject);
    this.send(
      isExtended
        ? { kind: 'rejectExtInd', rejectOpcode, errorCode }
        : { kind: 'rejectInd', errorCode },
    );
  }

  /** The payload of a control PDU, in the clear. */
  onPayload(payload: Uint8Array): void {
    const pdu = read(payload);
    if (pdu === undefined) return;
    if (this.#current?.onPdu(pdu)) {
      if (this.#responseTimer.isSet) this.#armTimer();
      return;
    }
    if (pdu.kind === 'unknown') {
      this.send({ kind: 'unknownRsp', unknownType: pdu.opcode });
      return;
    }
    const refusal = refusalOf(pdu);
    if (refusal) this.#onRefused(refusal);
    else respond(this.#link, pdu);
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#current = undefined;
    this.#responseTimer.clear();
  }

  #startNext(): void {
    if (this.#isClosed) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return;
    this.#armTimer();
    this.#current.begin();
  }

  #onRefused({ opcode, reason }: Refusal): void {
    const procedure = this.#current;
    if (procedure === undefined || (opcode ?? procedure.opcode) !== procedure.opcode) return;
    procedure.onRefused(reason);
    this.finish(procedure);
  }

  #armTimer(): void {
    const { air, nowUs } = this.#link.around.shared.radio;
    air.timeline.set(this.#responseTimer, nowUs + RESPONSE_TIMEOUT_US);
  }
}

/** What the peer does not want to do; without an opcode it is what we asked last. */
interface Refusal {
  readonly opcode: number | undefined;
  readonly reason: number;
}

function refusalOf(pdu: ControlPdu): Refusal | undefined {
  if (pdu.kind === 'unknownRsp') {
    return { opcode: pdu.unknownType, reason: HciStatus.unsupportedRemoteFeature };
  }
  if (pdu.kind === 'rejectExtInd') return { opcode: pdu.rejectOpcode, reason: pdu.errorCode };
  if (pdu.kind === 'rejectInd') return { opcode: undefined, reason: pdu.errorCode };
  return undefined;
}

/** One that makes no sense reads as one that is not known; one of no bytes as none at all. */
function read(payload: Uint8Array): ControlPdu | undefined {
  try {
    return decode(controlPdu, payload);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const [opcode] = payload;
    return opcode === undefined
      ? undefined
      : { kind: 'unknown', opcode, parameters: new Uint8Array(0) };
  }
}
