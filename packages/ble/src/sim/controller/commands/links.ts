// Changing links, asking about them, ending them. Core Spec v5.4, Vol 4, Part E, 7.1.6, 7.1.23, 7.5.4, 7.8.18 to 7.8.21,
// 7.8.31, 7.8.32.

import * as hci from '../../../hci/index.ts';
import { answered, complete, completeOnLink, type Entry, statusOnLink } from '../entry.ts';
import { areConnectionWishes } from '../ranges.ts';

const { success, invalidParameters, unknownConnection } = hci.HciStatus;

/** What a host may give as its reason. 7.1.6. */
const REASONS: ReadonlySet<number> = new Set([
  hci.HciStatus.authenticationFailure,
  hci.HciStatus.remoteUserTerminated,
  hci.HciStatus.remoteLowResources,
  hci.HciStatus.remotePowerOff,
  hci.HciStatus.unsupportedRemoteFeature,
  // Pairing with unit key not supported.
  0x29,
  hci.HciStatus.unacceptableConnectionParameters,
]);

/** Data channels are 0 to 36. */
const DATA_CHANNELS = 37;

export const links: readonly Entry[] = [
  statusOnLink(hci.disconnect, ({ linkLayer }, { connectionHandle, reason }) =>
    REASONS.has(reason) ? linkLayer.disconnect(connectionHandle, reason) : invalidParameters,
  ),

  statusOnLink(hci.readRemoteVersionInformation, ({ linkLayer }, { connectionHandle }) =>
    linkLayer.readRemoteVersion(connectionHandle),
  ),

  statusOnLink(hci.leReadRemoteFeatures, ({ linkLayer }, { connectionHandle }) =>
    linkLayer.readRemoteFeatures(connectionHandle),
  ),

  completeOnLink(hci.readRssi, ({ linkLayer }, { handle }) => {
    const rssi = linkLayer.rssiOf(handle);
    return rssi === undefined ? unknownConnection : { handle, rssi };
  }),

  statusOnLink(hci.leConnectionUpdate, ({ linkLayer }, { connectionHandle, ...wishes }) =>
    areConnectionWishes(wishes)
      ? linkLayer.updateConnection(connectionHandle, wishes)
      : invalidParameters,
  ),

  complete(hci.leSetHostChannelClassification, ({ linkLayer }, { channelMap }) => {
    const areData = [...channelMap].every((channel) => channel < DATA_CHANNELS);
    if (!areData || channelMap.size === 0) return invalidParameters;
    return linkLayer.setChannelClassification(channelMap);
  }),

  completeOnLink(hci.leReadChannelMap, ({ linkLayer }, { connectionHandle }) => {
    const channelMap = linkLayer.channelMapOf(connectionHandle);
    return channelMap ? { connectionHandle, channelMap } : unknownConnection;
  }),
];

/** Whether a peripheral's wishes come true is asked of the host. */
export const parameterRequests: readonly Entry[] = [
  completeOnLink(
    hci.leRemoteConnectionParameterRequestReply,
    ({ linkLayer }, { connectionHandle, ...reply }) => {
      const wishes = {
        connectionIntervalMin: reply.intervalMin,
        connectionIntervalMax: reply.intervalMax,
        maxLatency: reply.maxLatency,
        supervisionTimeout: reply.timeout,
        minCeLength: reply.minCeLength,
        maxCeLength: reply.maxCeLength,
      };
      if (!areConnectionWishes(wishes)) return invalidParameters;
      const status = linkLayer.answerParameterRequest(connectionHandle, wishes);
      return answered(status, { connectionHandle });
    },
  ),

  completeOnLink(
    hci.leRemoteConnectionParameterRequestNegativeReply,
    ({ linkLayer }, { connectionHandle, reason }) => {
      if (reason === success) return invalidParameters;
      const status = linkLayer.answerParameterRequest(connectionHandle, { reason });
      return answered(status, { connectionHandle });
    },
  ),
];
