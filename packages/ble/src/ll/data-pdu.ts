// Data physical channel PDUs. Core Spec v5.4, Vol 6, Part B, 2.4.

import { bits, type Infer, rest, sized, struct, u8 } from '../codec/index.ts';

/** What a data PDU holds. 2.4 */
export const Llid = { reserved: 0, continuation: 1, start: 2, control: 3 } as const;

/** 2.4: the header and the payload, in which a message integrity check may stand last. */
export const dataPdu = struct({
  header: bits(u8, { llid: 2, nesn: 1, sn: 1, md: 1, cp: 1, _: 2 }),
  payload: sized(u8, rest),
});
export type DataPdu = Infer<typeof dataPdu>;

/** The octets of payload that any link carries, 2.4, and the most that a link can agree on, 4.5.10. */
export const MIN_DATA_OCTETS = 27;
export const MAX_DATA_OCTETS = 251;

/** What encryption adds to a payload that is not empty. 2.4 */
export const MIC_OCTETS = 4;
