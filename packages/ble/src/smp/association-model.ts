// How the two sides make sure of each other. Core Spec v5.4, Vol 3, Part H, 2.3.5.1.

import type { IoCapability, PairingFeatures } from './pdu.ts';

/** The association models; passkey entry by who shows the passkey that is entered. */
export type AssociationModel =
  | 'justWorks'
  | 'numericComparison'
  | 'initiatorDisplays'
  | 'responderDisplays'
  | 'bothEnter'
  | 'outOfBand';

/** A model, or two: that of legacy pairing and that of Secure Connections. */
type Cell = AssociationModel | readonly [legacy: AssociationModel, secure: AssociationModel];

const INITIATOR_OR_COMPARE = ['initiatorDisplays', 'numericComparison'] as const;
const RESPONDER_OR_COMPARE = ['responderDisplays', 'numericComparison'] as const;

/** Table 2.8, by what the responder can do, then by what the initiator can. */
const BY_CAPABILITY: Readonly<Record<IoCapability, Readonly<Record<IoCapability, Cell>>>> = {
  displayOnly: {
    displayOnly: 'justWorks',
    displayYesNo: 'justWorks',
    keyboardOnly: 'responderDisplays',
    noInputNoOutput: 'justWorks',
    keyboardDisplay: 'responderDisplays',
  },
  displayYesNo: {
    displayOnly: 'justWorks',
    displayYesNo: ['justWorks', 'numericComparison'],
    keyboardOnly: 'responderDisplays',
    noInputNoOutput: 'justWorks',
    keyboardDisplay: RESPONDER_OR_COMPARE,
  },
  keyboardOnly: {
    displayOnly: 'initiatorDisplays',
    displayYesNo: 'initiatorDisplays',
    keyboardOnly: 'bothEnter',
    noInputNoOutput: 'justWorks',
    keyboardDisplay: 'initiatorDisplays',
  },
  noInputNoOutput: {
    displayOnly: 'justWorks',
    displayYesNo: 'justWorks',
    keyboardOnly: 'justWorks',
    noInputNoOutput: 'justWorks',
    keyboardDisplay: 'justWorks',
  },
  keyboardDisplay: {
    displayOnly: 'initiatorDisplays',
    displayYesNo: INITIATOR_OR_COMPARE,
    keyboardOnly: 'responderDisplays',
    noInputNoOutput: 'justWorks',
    keyboardDisplay: INITIATOR_OR_COMPARE,
  },
};

/** What the features of a side have to do with the choice. */
export type ModelFeatures = Pick<PairingFeatures, 'ioCapability' | 'oobData' | 'authReq'>;

/** Whether both sides know Secure Connections, so that it is used. */
export function isSecureConnections(initiator: ModelFeatures, responder: ModelFeatures): boolean {
  return initiator.authReq.sc && responder.authReq.sc;
}

/** Tables 2.6 to 2.8: out of band where there is data, just works where nobody asks for more. */
export function associationModel(
  initiator: ModelFeatures,
  responder: ModelFeatures,
): AssociationModel {
  const isSecure = isSecureConnections(initiator, responder);
  const havingData = [initiator, responder].filter(({ oobData }) => oobData === 'present').length;
  // Legacy pairing needs the same data at both ends; of Secure Connections one direction will do.
  if (havingData >= (isSecure ? 1 : 2)) return 'outOfBand';
  if (!initiator.authReq.mitm && !responder.authReq.mitm) return 'justWorks';
  const cell = BY_CAPABILITY[responder.ioCapability][initiator.ioCapability];
  if (typeof cell === 'string') return cell;
  const [legacy, secure] = cell;
  return isSecure ? secure : legacy;
}
