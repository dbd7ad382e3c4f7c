// LL control PDUs, the payload of data PDUs whose LLID says so. Core Spec v5.4, Vol 6, Part B, 2.4.2.

import { bitSet, bytes, type Infer, pdu, pduTable, struct, u8, u16, u40 } from '../codec/index.ts';

/** 2.4.2.1 */
export const connectionUpdateInd = pdu('connectionUpdateInd', 0x00, {
  /** Units of 1.25 ms. */
  winSize: u8,
  /** Units of 1.25 ms. */
  winOffset: u16,
  /** Units of 1.25 ms. */
  interval: u16,
  latency: u16,
  /** Units of 10 ms. */
  timeout: u16,
  instant: u16,
});

/** 2.4.2.2. A bit for each data channel. */
export const channelMapInd = pdu('channelMapInd', 0x01, { chM: u40, instant: u16 });

/** 2.4.2.3 */
export const terminateInd = pdu('terminateInd', 0x02, { errorCode: u8 });

/** 2.4.2.4 */
export const encReq = pdu('encReq', 0x03, {
  rand: bytes(8),
  ediv: u16,
  skdC: bytes(8),
  ivC: bytes(4),
});

/** 2.4.2.5 */
export const encRsp = pdu('encRsp', 0x04, { skdP: bytes(8), ivP: bytes(4) });

/** 2.4.2.6 */
export const startEncReq = pdu('startEncReq', 0x05, {});

/** 2.4.2.7 */
export const startEncRsp = pdu('startEncRsp', 0x06, {});

/** 2.4.2.8 */
export const unknownRsp = pdu('unknownRsp', 0x07, { unknownType: u8 });

/** Bits are those of the LE features, 4.6. */
const features = { featureSet: bitSet(8) };

/** 2.4.2.9 */
export const featureReq = pdu('featureReq', 0x08, features);

/** 2.4.2.10 */
export const featureRsp = pdu('featureRsp', 0x09, features);

/** 2.4.2.11 */
export const pauseEncReq = pdu('pauseEncReq', 0x0a, {});

/** 2.4.2.12 */
export const pauseEncRsp = pdu('pauseEncRsp', 0x0b, {});

/** 2.4.2.13 */
export const versionInd = pdu('versionInd', 0x0c, {
  versNr: u8,
  compId: u16,
  subVersNr: u16,
});

/** 2.4.2.14 */
export const rejectInd = pdu('rejectInd', 0x0d, { errorCode: u8 });

/** 2.4.2.15 */
export const peripheralFeatureReq = pdu('peripheralFeatureReq', 0x0e, features);

/** Of 2.4.2.16 and 2.4.2.17. Offsets count 1.25 ms from the reference event; 0xFFFF is none. */
const connectionParameters = {
  /** Units of 1.25 ms. */
  intervalMin: u16,
  /** Units of 1.25 ms. */
  intervalMax: u16,
  latency: u16,
  /** Units of 10 ms. */
  timeout: u16,
  preferredPeriodicity: u8,
  referenceConnEventCount: u16,
  offsets: struct({ 0: u16, 1: u16, 2: u16, 3: u16, 4: u16, 5: u16 }),
};

/** 2.4.2.16 */
export const connectionParamReq = pdu('connectionParamReq', 0x0f, connectionParameters);

/** 2.4.2.17 */
export const connectionParamRsp = pdu('connectionParamRsp', 0x10, connectionParameters);

/** 2.4.2.18 */
export const rejectExtInd = pdu('rejectExtInd', 0x11, { rejectOpcode: u8, errorCode: u8 });

/** 2.4.2.19 */
export const pingReq = pdu('pingReq', 0x12, {});

/** 2.4.2.20 */
export const pingRsp = pdu('pingRsp', 0x13, {});

/** Of 2.4.2.21; times are microseconds. */
const dataLength = { maxRxOctets: u16, maxRxTime: u16, maxTxOctets: u16, maxTxTime: u16 };

/** 2.4.2.21 */
export const lengthReq = pdu('lengthReq', 0x14, dataLength);

/** 2.4.2.21 */
export const lengthRsp = pdu('lengthRsp', 0x15, dataLength);

/** Of 2.4.2.22: bit 0 is 1M, bit 1 is 2M, bit 2 is Coded. */
const phys = { txPhys: u8, rxPhys: u8 };

/** 2.4.2.22 */
export const phyReq = pdu('phyReq', 0x16, phys);

/** 2.4.2.22 */
export const phyRsp = pdu('phyRsp', 0x17, phys);

/** 2.4.2.23. The bit of the PHY to come, or 0 where it stays. */
export const phyUpdateInd = pdu('phyUpdateInd', 0x18, { phyCToP: u8, phyPToC: u8, instant: u16 });

/** 2.4.2.24 */
export const minUsedChannelsInd = pdu('minUsedChannelsInd', 0x19, {
  phys: u8,
  minUsedChannels: u8,
});

/** The payload of a control PDU. */
export const controlPdu = pduTable(
  u8,
  connectionUpdateInd,
  channelMapInd,
  terminateInd,
  encReq,
  encRsp,
  startEncReq,
  startEncRsp,
  unknownRsp,
  featureReq,
  featureRsp,
  pauseEncReq,
  pauseEncRsp,
  versionInd,
  rejectInd,
  peripheralFeatureReq,
  connectionParamReq,
  connectionParamRsp,
  rejectExtInd,
  pingReq,
  pingRsp,
  lengthReq,
  lengthRsp,
  phyReq,
  phyRsp,
  phyUpdateInd,
  minUsedChannelsInd,
);
export type ControlPdu = Infer<typeof controlPdu>;
