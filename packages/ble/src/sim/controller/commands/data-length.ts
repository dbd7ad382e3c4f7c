// Longer packets. Core Spec v5.4, Vol 4, Part E, 7.8.33 to 7.8.35, 7.8.46.

import * as hci from '../../../hci/index.ts';
import { answered, complete, completeOnLink, type Entry } from '../entry.ts';
import { isDataLength } from '../ranges.ts';

const { success, invalidParameters } = hci.HciStatus;

export const dataLength: readonly Entry[] = [
  completeOnLink(hci.leSetDataLength, ({ linkLayer }, { connectionHandle, txOctets, txTime }) => {
    if (!isDataLength(txOctets, txTime)) return invalidParameters;
    const status = linkLayer.setDataLength(connectionHandle, txOctets, txTime);
    return answered(status, { connectionHandle });
  }),

  complete(hci.leReadSuggestedDefaultDataLength, ({ settings }) => ({
    suggestedMaxTxOctets: settings.suggestedMaxTxOctets,
    suggestedMaxTxTime: settings.suggestedMaxTxTime,
  })),

  complete(
    hci.leWriteSuggestedDefaultDataLength,
    ({ linkLayer, settings }, { suggestedMaxTxOctets, suggestedMaxTxTime }) => {
      if (!isDataLength(suggestedMaxTxOctets, suggestedMaxTxTime)) return invalidParameters;
      const status = linkLayer.setSuggestedDataLength(suggestedMaxTxOctets, suggestedMaxTxTime);
      if (status !== success) return status;
      Object.assign(settings, { suggestedMaxTxOctets, suggestedMaxTxTime });
      return success;
    },
  ),

  complete(hci.leReadMaximumDataLength, ({ linkLayer: { maxDataLength } }) => ({
    supportedMaxTxOctets: maxDataLength.maxTxOctets,
    supportedMaxTxTime: maxDataLength.maxTxTime,
    supportedMaxRxOctets: maxDataLength.maxRxOctets,
    supportedMaxRxTime: maxDataLength.maxRxTime,
  })),
];
