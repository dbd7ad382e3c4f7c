// The PDUs of legacy advertising, written once and sent as long as they hold. Vol 6, Part B, 2.3.1 and 2.3.2.

import { encode } from '../../codec/index.ts';
import { LeFeature } from '../../hci/index.ts';
import { advertisingPdu } from '../../ll/index.ts';
import { AirPdu } from '../air/index.ts';
import { addressOf, type DeviceAddress, isRandom } from './device-address.ts';
import type { AdvertisingEventProperties } from './parameters.ts';

/** What a legacy event sends, and what it may be answered by. */
export interface LegacyPdus {
  readonly advert: AirPdu;
  /** Where scanners may ask for more. */
  readonly scanResponse: AirPdu | undefined;
  readonly isConnectable: boolean;
}

/** What a set has to say. */
export interface LegacyContent {
  readonly properties: AdvertisingEventProperties;
  readonly own: DeviceAddress;
  /** Whom a directed advert is for, as it shows on the air. */
  readonly target: DeviceAddress;
  readonly data: Uint8Array;
  readonly scanResponse: Uint8Array;
}

export function legacyPdus(content: LegacyContent, features: ReadonlySet<number>): LegacyPdus {
  const { connectable: isConnectable, scannable } = content.properties;
  const chSel = isConnectable && features.has(LeFeature.channelSelectionAlgorithm2);
  return {
    advert: new AirPdu(encode(advertisingPdu, advertOf(content, chSel))),
    scanResponse: scannable ? scanResponseOf(content) : undefined,
    isConnectable,
  };
}

function advertOf({ properties, own, target, data }: LegacyContent, chSel: boolean) {
  const header = { chSel, txAdd: isRandom(own), rxAdd: false, advA: addressOf(own) };
  if (properties.directed) {
    const targetA = addressOf(target);
    return { kind: 'advDirectInd', ...header, rxAdd: isRandom(target), targetA } as const;
  }
  if (properties.connectable) return { kind: 'advInd', ...header, advData: data } as const;
  const kind = properties.scannable ? 'advScanInd' : 'advNonconnInd';
  return { kind, ...header, advData: data } as const;
}

function scanResponseOf({ own, scanResponse }: LegacyContent): AirPdu {
  const header = { chSel: false, txAdd: isRandom(own), rxAdd: false, advA: addressOf(own) };
  return new AirPdu(
    encode(advertisingPdu, { kind: 'scanRsp', ...header, scanRspData: scanResponse }),
  );
}
