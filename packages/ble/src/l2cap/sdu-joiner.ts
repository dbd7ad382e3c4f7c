// SDUs to segments and back. Core Spec v5.4, Vol 3, Part A, 3.4.3.

import { decode, encode, Writer } from '../codec/index.ts';
import { firstSegment } from './frame.ts';

/** The SDU length in front of the first segment. */
const SDU_LENGTH_SIZE = 2;

/** The payloads of the K-frames that carry an SDU, none longer than MPS. An empty SDU takes one. */
export function* segmentsOf(sdu: Uint8Array, mps: number): Generator<Uint8Array> {
  const first = sdu.subarray(0, mps - SDU_LENGTH_SIZE);
  yield encode(firstSegment, { sduLength: sdu.length, informationPayload: first });
  for (let at = first.length; at < sdu.length; at += mps) yield sdu.subarray(at, at + mps);
}

/** What a segment led to. */
export type Joined =
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'whole'; readonly sdu: Uint8Array }
  | { readonly kind: 'broken'; readonly problem: string };

/** Joins segments to SDUs of at most an MTU; it holds one. Of no use after something was broken. */
export class SduJoiner {
  readonly #mtu: number;
  #begun: { readonly bytes: Writer; readonly needed: number } | undefined;

  constructor(mtu: number) {
    this.#mtu = mtu;
  }

  /** Takes the payload of the next K-frame. The SDU given is a copy of its own. */
  push(payload: Uint8Array): Joined {
    let segment = payload;
    if (!this.#begun) {
      if (payload.length < SDU_LENGTH_SIZE) {
        return { kind: 'broken', problem: `a first segment of ${payload.length} bytes` };
      }
      const { sduLength, informationPayload } = decode(firstSegment, payload);
      if (sduLength > this.#mtu) {
        return {
          kind: 'broken',
          problem: `an SDU of ${sduLength} bytes, where MTU is ${this.#mtu}`,
        };
      }
      this.#begun = { bytes: new Writer(), needed: sduLength };
      segment = informationPayload;
    }
    const { bytes, needed } = this.#begun;
    bytes.write(segment);
    if (bytes.length < needed) return { kind: 'unfinished' };
    this.#begun = undefined;
    if (bytes.length > needed) {
      return { kind: 'broken', problem: `${bytes.length} bytes of an SDU of ${needed}` };
    }
    return { kind: 'whole', sdu: bytes.finish() };
  }
}
