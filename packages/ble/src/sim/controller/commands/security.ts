// Encryption of links. Core Spec v5.4, Vol 4, Part E, 7.8.22 to 7.8.26.

import { e } from '../../../crypto/index.ts';
import * as hci from '../../../hci/index.ts';
import { answered, complete, completeOnLink, type Entry, statusOnLink } from '../entry.ts';

const RANDOM_LENGTH = 8;

export const security: readonly Entry[] = [
  // HCI has all numbers least significant byte first, and AES most significant first.
  complete(hci.leEncrypt, (_core, { key, plaintextData }) => ({
    encryptedData: e(key.toReversed(), plaintextData.toReversed()).toReversed(),
  })),

  complete(hci.leRand, ({ linkLayer }) => ({ randomNumber: linkLayer.randomBytes(RANDOM_LENGTH) })),

  statusOnLink(hci.leEnableEncryption, ({ linkLayer }, { connectionHandle, ...start }) =>
    linkLayer.startEncryption(connectionHandle, start),
  ),

  completeOnLink(
    hci.leLongTermKeyRequestReply,
    ({ linkLayer }, { connectionHandle, longTermKey }) => {
      const status = linkLayer.answerKeyRequest(connectionHandle, longTermKey);
      return answered(status, { connectionHandle });
    },
  ),

  completeOnLink(hci.leLongTermKeyRequestNegativeReply, ({ linkLayer }, { connectionHandle }) => {
    const status = linkLayer.answerKeyRequest(connectionHandle, undefined);
    return answered(status, { connectionHandle });
  }),
];
