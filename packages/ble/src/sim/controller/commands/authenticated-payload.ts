// How long an encrypted link may go without a packet that proves its key. Core Spec v5.4, Vol 4, Part E, 7.3.93, 7.3.94.

import * as hci from '../../../hci/index.ts';
import { answered, completeOnLink, type Entry } from '../entry.ts';

export const authenticatedPayload: readonly Entry[] = [
  completeOnLink(hci.readAuthenticatedPayloadTimeout, ({ linkLayer }, { connectionHandle }) => {
    const timeout = linkLayer.authenticatedPayloadTimeoutOf(connectionHandle);
    if (timeout === undefined) return hci.HciStatus.unknownConnection;
    return { connectionHandle, authenticatedPayloadTimeout: timeout };
  }),

  completeOnLink(
    hci.writeAuthenticatedPayloadTimeout,
    ({ linkLayer }, { connectionHandle, authenticatedPayloadTimeout }) => {
      if (authenticatedPayloadTimeout === 0) return hci.HciStatus.invalidParameters;
      const status = linkLayer.setAuthenticatedPayloadTimeout(
        connectionHandle,
        authenticatedPayloadTimeout,
      );
      return answered(status, { connectionHandle });
    },
  ),
];
