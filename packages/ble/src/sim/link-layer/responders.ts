// What we do when the peer begins a procedure. Core Spec v5.4, Vol 6, Part B, 5.1.

import type { ControlPdu } from '../../ll/index.ts';
import { considerRequest, takeChannelMap, takeUpdate } from './connection-update.ts';
import { answerLength } from './data-length.ts';
import { answerFeatures, answerVersion } from './fact-exchange.ts';
import type { Link } from './link.ts';
import { considerPhys, takePhys, tellPhys } from './phy-update.ts';

type Responders = {
  readonly [Kind in ControlPdu['kind']]?: (
    link: Link,
    pdu: Extract<ControlPdu, { kind: Kind }>,
  ) => void;
};

const nothing = () => {};

/** By kind. Answers to questions that we did not ask are in no row: they change nothing. */
const BY_KIND: Responders = {
  connectionUpdateInd: (link, pdu) => takeUpdate(link, pdu, nothing),
  channelMapInd: takeChannelMap,
  terminateInd: (link, { errorCode }) => link.endAfterAnswer(errorCode),
  encReq: (link, pdu) => link.security.onEncReq(pdu),
  startEncRsp: (link) => link.security.onStartEncRsp(),
  featureReq: answerFeatures,
  peripheralFeatureReq: answerFeatures,
  pauseEncReq: (link) => link.security.onPauseEncReq(),
  pauseEncRsp: (link) => link.security.onPauseEncRsp(),
  versionInd: answerVersion,
  connectionParamReq: considerRequest,
  pingReq: ({ control }) => control.send({ kind: 'pingRsp' }),
  lengthReq: answerLength,
  phyReq: considerPhys,
  phyUpdateInd: (link, pdu) =>
    takePhys(link, pdu, (isChanged) => {
      if (isChanged) tellPhys(link, 0);
    }),
};

/** Answers a PDU of the peer that belongs to no procedure of ours. */
export function respond(link: Link, pdu: ControlPdu): void {
  // The cast holds since the handler was found under the kind of the PDU.
  const handler = BY_KIND[pdu.kind] as ((link: Link, pdu: ControlPdu) => void) | undefined;
  handler?.(link, pdu);
}
