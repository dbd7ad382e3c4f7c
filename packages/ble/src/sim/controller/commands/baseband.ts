// Commands to the controller as such. Core Spec v5.4, Vol 4, Part E, 7.3, 7.8.1.

import * as hci from '../../../hci/index.ts';
import { complete, completeOnLink, type Entry } from '../entry.ts';

const { success, invalidParameters } = hci.HciStatus;

export const baseband: readonly Entry[] = [
  complete(hci.setEventMask, ({ events }, { eventMask }) => {
    events.eventMask = eventMask;
    return success;
  }),

  complete(hci.setEventMaskPage2, ({ events }, { eventMaskPage2 }) => {
    events.eventMaskPage2 = eventMaskPage2;
    return success;
  }),

  complete(hci.leSetEventMask, ({ events }, { leEventMask }) => {
    events.leEventMask = leEventMask;
    return success;
  }),

  complete(hci.reset, (core) => {
    core.reset();
    return success;
  }),

  completeOnLink(hci.readTransmitPowerLevel, ({ linkLayer }, { connectionHandle, type }) =>
    type > 1 ? invalidParameters : { connectionHandle, txPowerLevel: linkLayer.txPowerDbm },
  ),
];
