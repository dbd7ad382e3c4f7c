// Advertising physical channel PDUs. Core Spec v5.4, Vol 6, Part B, 2.3. All integers are little-endian.

import {
  bits,
  headedPduTable,
  type Infer,
  pdu,
  rest,
  struct,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
} from '../codec/index.ts';
import { extendedAdvertisingHeader } from './extended-header.ts';

/** A device address; `txAdd` or `rxAdd` of the PDU tells whether it is random. */
const address = u48;

/** 2.3.1.1 */
export const advInd = pdu('advInd', 0b0000, { advA: address, advData: rest });

/** 2.3.1.2 */
export const advDirectInd = pdu('advDirectInd', 0b0001, { advA: address, targetA: address });

/** 2.3.1.3 */
export const advNonconnInd = pdu('advNonconnInd', 0b0010, { advA: address, advData: rest });

/** 2.3.2.1. On secondary channels it is called AUX_SCAN_REQ. */
export const scanReq = pdu('scanReq', 0b0011, { scanA: address, advA: address });

/** 2.3.2.2 */
export const scanRsp = pdu('scanRsp', 0b0100, { advA: address, scanRspData: rest });

/** 2.3.3.1. On secondary channels it is called AUX_CONNECT_REQ. */
export const connectInd = pdu('connectInd', 0b0101, {
  initA: address,
  advA: address,
  llData: struct({
    aa: u32,
    crcInit: u24,
    winSize: u8,
    winOffset: u16,
    interval: u16,
    latency: u16,
    timeout: u16,
    chM: u40,
    hopAndSca: bits(u8, { hop: 5, sca: 3 }),
  }),
});

/** 2.3.1.4 */
export const advScanInd = pdu('advScanInd', 0b0110, { advA: address, advData: rest });

/**
 * 2.3.4: ADV_EXT_IND on primary channels; AUX_ADV_IND, AUX_SCAN_RSP and AUX_CHAIN_IND on secondary
 * ones. They have one opcode and one form: what came before tells which one it is.
 */
export const extendedAdvertising = pdu('extendedAdvertising', 0b0111, {
  header: extendedAdvertisingHeader,
  advData: rest,
});

/** 2.3.3.3 */
export const auxConnectRsp = pdu('auxConnectRsp', 0b1000, {
  header: extendedAdvertisingHeader,
  advData: rest,
});

/** 2.3: the two octets in front of every PDU. */
const header = bits(u16, { pduType: 4, _: 1, chSel: 1, txAdd: 1, rxAdd: 1, length: 8 });

export const advertisingPdu = headedPduTable(
  header,
  'pduType',
  'length',
  advInd,
  advDirectInd,
  advNonconnInd,
  scanReq,
  scanRsp,
  connectInd,
  advScanInd,
  extendedAdvertising,
  auxConnectRsp,
);
export type AdvertisingPdu = Infer<typeof advertisingPdu>;
