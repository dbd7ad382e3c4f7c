// Frames and the channels they are for. Core Spec v5.4, Vol 3, Part A, 2.1 and 3.1.

import { type Field, field, rest, struct, u16 } from '../codec/index.ts';

/** Channels that need no opening. Table 2.2. */
export const FixedCid = {
  attributeProtocol: 0x0004,
  leSignalling: 0x0005,
  securityManager: 0x0006,
} as const;

/** Channels that are opened, on LE. Table 2.3. */
export const FIRST_DYNAMIC_CID = 0x0040;
export const LAST_DYNAMIC_CID = 0x007f;

/** The least MTU and MPS of channels with credits, and the MTU of signalling. 4 and 4.22. */
export const MIN_MTU = 23;

/** Length and channel in front of the payload. */
export const FRAME_HEADER_SIZE = 4;

/** One frame: a payload and the channel it is for. */
export interface BasicFrame {
  readonly channelId: number;
  /** A view of the frame where it was read. */
  readonly informationPayload: Uint8Array;
}

/** A B-frame; its length counts the payload alone. Written out, since all data passes here. 3.1 */
export const basicFrame: Field<BasicFrame> = field(
  undefined,
  (from) => {
    const length = from.u16();
    return { channelId: from.u16(), informationPayload: from.view(length) };
  },
  (to, { channelId, informationPayload }) => {
    to.uint(informationPayload.length, 2);
    to.uint(channelId, 2);
    to.write(informationPayload);
  },
);

/** What the first K-frame of an SDU carries. 3.4.3 */
export const firstSegment = struct({ sduLength: u16, informationPayload: rest });
