// How long packets may be. Core Spec v5.4, Vol 6, Part B, 5.1.9.

import { type ControlPdu, lengthReq, MIN_DATA_OCTETS } from '../../ll/index.ts';
import type { DataLengthLimits } from './events.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';
import { INITIAL } from './link-limits.ts';

/** Tells the peer our limits, and learns its own. */
export class LengthExchange implements Procedure {
  readonly opcode = lengthReq.opcode;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  begin(): void {
    const { control, limits } = this.#link;
    control.send({ kind: 'lengthReq', ...limits.local });
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind !== 'lengthRsp') return false;
    takeLimits(this.#link, pdu);
    this.#link.control.finish(this);
    return true;
  }

  /** The peer cannot: the link stays as it is. */
  onRefused(): void {}
}

export function answerLength(link: Link, pdu: DataLengthLimits): void {
  link.control.send({ kind: 'lengthRsp', ...link.limits.local });
  takeLimits(link, pdu);
}

function takeLimits({ limits, connectionHandle, around }: Link, told: DataLengthLimits): void {
  limits.remote = {
    maxTxOctets: Math.max(told.maxTxOctets, MIN_DATA_OCTETS),
    maxTxTime: Math.max(told.maxTxTime, INITIAL.maxTxTime),
    maxRxOctets: Math.max(told.maxRxOctets, MIN_DATA_OCTETS),
    maxRxTime: Math.max(told.maxRxTime, INITIAL.maxRxTime),
  };
  const news = limits.takeNews();
  if (news) around.shared.events.onDataLengthChange(connectionHandle, news);
}
