// Eddystone: service data of Google. Numbers are big-endian.
// https://github.com/google/eddystone/blob/master/protocol-specification.md

import {
  type Field,
  field,
  type Infer,
  i8,
  i16be,
  pdu,
  pduTable,
  scaled,
  type UnknownPdu,
  u8,
  u16be,
  u32be,
} from '@bluebell/ble/codec';
import { eddystoneUrl } from './eddystone-url.ts';
import { hexBytes } from './hex-bytes.ts';

/** Service data UUID. */
export const EDDYSTONE = 0xfeaa;

/** Signal strength at the beacon itself, 0 m away. */
const txPowerDbm = i8;

/** A number that stands for "not measured". */
function unless(absent: number, inner: Field<number>): Field<number | undefined> {
  return field(
    inner.size,
    (from) => {
      const value = inner.read(from);
      return value === absent ? undefined : value;
    },
    (to, value) => inner.write(to, value ?? absent),
  );
}

/** How the beacon itself is. */
const telemetry = pduTable(
  u8,
  pdu('plain', 0x00, {
    voltage: unless(0, scaled(u16be, 0.001)),
    /** °C. */
    temperature: unless(-128, scaled(i16be, 1 / 256)),
    /** Adverts since it was started. */
    advertCount: u32be,
    /** Seconds since it was started. */
    uptime: scaled(u32be, 0.1),
  }),
  pdu('encrypted', 0x01, { sealed: hexBytes(12), salt: hexBytes(2), check: hexBytes(2) }),
);

/** Frames by their first byte. */
export const eddystone = pduTable(
  u8,
  pdu('eddystoneUid', 0x00, { txPowerDbm, namespace: hexBytes(10), instance: hexBytes(6) }),
  pdu('eddystoneUrl', 0x10, { txPowerDbm, url: eddystoneUrl }),
  pdu('eddystoneTlm', 0x20, { telemetry }),
  pdu('eddystoneEid', 0x30, { txPowerDbm, ephemeralId: hexBytes(8) }),
);

export type Eddystone = Exclude<Infer<typeof eddystone>, UnknownPdu>;
