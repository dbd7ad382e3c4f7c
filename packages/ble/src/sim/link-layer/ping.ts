// Asking for a sign of life that is authenticated. Core Spec v5.4, Vol 6, Part B, 5.1.8 and 5.4.

import { type ControlPdu, pingReq } from '../../ll/index.ts';
import type { Link } from './link.ts';
import type { Procedure } from './link-control.ts';

/** One LL_PING_REQ and its answer. */
export class Ping implements Procedure {
  readonly opcode = pingReq.opcode;
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  begin(): void {
    this.#link.control.send({ kind: 'pingReq' });
  }

  onPdu(pdu: ControlPdu): boolean {
    if (pdu.kind !== 'pingRsp') return false;
    this.#link.control.finish(this);
    return true;
  }

  /** A refusal is a sign of life, too. */
  onRefused(): void {}
}
