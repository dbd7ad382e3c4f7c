// What happens on the air, as events and data for the host. Core Spec v5.4, Vol 4, Part E, 7.7.

import type { AddressValue } from '../../core/index.ts';
import { aclPacket, HciStatus, PacketBoundary } from '../../hci/index.ts';
import type {
  AdvertisingEnd,
  ConnectionResult,
  ConnectionTiming,
  DataLengthLimits,
  HeardAdvert,
  LinkLayerEvents,
  ParameterRequest,
  RemoteVersion,
} from '../link-layer/index.ts';
import { legacyReportPacket, sendExtendedReports } from './advertising-report.ts';
import type { Core } from './core.ts';

/** A private address that a directed advert is for, and that nobody resolved. 7.7.65.11. */
const UNRESOLVED = 0xfe;

/** The lowest bit tells random from public, in identities as well. */
const RANDOM_BIT = 2;

const PERIPHERAL = 1;

/** What stands in a connection that did not come to be. */
const FAILED = {
  connectionHandle: 0,
  peerAddressType: 0,
  peerAddress: 0,
  localResolvablePrivateAddress: 0,
  peerResolvablePrivateAddress: 0,
  connectionInterval: 0,
  peripheralLatency: 0,
  supervisionTimeout: 0,
  centralClockAccuracy: 0,
  channelSelectionAlgorithm: 0,
} as const;

/** The ears of a virtual controller. */
export class AirEars implements LinkLayerEvents {
  /** Set before anything is enabled. */
  core: Core | undefined;
  readonly #sendReport = (packet: Uint8Array) => this.core?.events.sendPacket(packet);

  onAdvert(advert: HeardAdvert): void {
    const { core } = this;
    if (!core) return;
    const { events, settings } = core;
    if (settings.generation === 'extended') {
      if (events.wants('leExtendedAdvertisingReport'))
        sendExtendedReports(advert, this.#sendReport);
    } else if (advert.eventType.directed && advert.directAddressType === UNRESOLVED) {
      events.sendLe({
        kind: 'leDirectedAdvertisingReport',
        reports: [
          {
            eventType: 1,
            addressType: advert.addressType,
            address: advert.address,
            directAddressType: 1,
            directAddress: advert.directAddress,
            rssi: advert.rssi,
          },
        ],
      });
    } else if (events.wants('leAdvertisingReport')) {
      events.sendPacket(legacyReportPacket(advert));
    }
  }

  onScanTimeout(): void {
    this.core?.events.sendLe({ kind: 'leScanTimeout' });
  }

  onScanRequest(
    advertisingHandle: number,
    scannerAddressType: number,
    scannerAddress: AddressValue,
  ): void {
    this.core?.events.sendLe({
      kind: 'leScanRequestReceived',
      advertisingHandle,
      scannerAddressType,
      scannerAddress,
    });
  }

  /** Hosts with legacy commands hear of high duty that found nobody by a connection that failed. 7.8.9. */
  onAdvertisingEnded(end: AdvertisingEnd): void {
    const { core } = this;
    if (core?.settings.generation === 'extended') {
      core.events.sendLe({ kind: 'leAdvertisingSetTerminated', ...end });
    } else if (end.status === HciStatus.advertisingTimeout) {
      this.onConnection({ ...FAILED, status: end.status, role: PERIPHERAL });
    }
  }

  onConnection({ channelSelectionAlgorithm, ...result }: ConnectionResult): void {
    const { core } = this;
    if (!core) return;
    const { events } = core;
    if (events.wants('leEnhancedConnectionComplete')) {
      events.sendLe({ kind: 'leEnhancedConnectionComplete', ...result });
    } else {
      const peerAddressType = result.peerAddressType % RANDOM_BIT;
      events.sendLe({ kind: 'leConnectionComplete', ...result, peerAddressType });
    }
    if (result.status !== HciStatus.success) return;
    const { connectionHandle } = result;
    events.sendLe({
      kind: 'leChannelSelectionAlgorithm',
      connectionHandle,
      channelSelectionAlgorithm,
    });
  }

  onDisconnection(connectionHandle: number, reason: number): void {
    const { core } = this;
    if (!core) return;
    core.acl.forget(connectionHandle);
    core.events.send({
      kind: 'disconnectionComplete',
      status: HciStatus.success,
      connectionHandle,
      reason,
    });
  }

  onData(connectionHandle: number, isStart: boolean, data: Uint8Array): void {
    const packetBoundary = isStart ? PacketBoundary.first : PacketBoundary.continuing;
    this.core?.events.sendPacket(
      aclPacket({ connectionHandle, packetBoundary, broadcast: 0, data }),
    );
  }

  onPacketDone(connectionHandle: number): void {
    this.core?.acl.done(connectionHandle);
  }

  onConnectionUpdate(connectionHandle: number, status: number, timing: ConnectionTiming): void {
    this.core?.events.sendLe({
      kind: 'leConnectionUpdateComplete',
      status,
      connectionHandle,
      ...timing,
    });
  }

  onParameterRequest(connectionHandle: number, request: ParameterRequest): boolean {
    const { core } = this;
    if (!core?.events.wants('leRemoteConnectionParameterRequest')) return false;
    core.events.sendLe({
      kind: 'leRemoteConnectionParameterRequest',
      connectionHandle,
      ...request,
    });
    return true;
  }

  onDataLengthChange(connectionHandle: number, limits: DataLengthLimits): void {
    this.core?.events.sendLe({ kind: 'leDataLengthChange', connectionHandle, ...limits });
  }

  onPhyUpdate(connectionHandle: number, status: number, txPhy: number, rxPhy: number): void {
    this.core?.events.sendLe({
      kind: 'lePhyUpdateComplete',
      status,
      connectionHandle,
      txPhy,
      rxPhy,
    });
  }

  onRemoteFeatures(
    connectionHandle: number,
    status: number,
    leFeatures: ReadonlySet<number>,
  ): void {
    this.core?.events.sendLe({
      kind: 'leReadRemoteFeaturesComplete',
      status,
      connectionHandle,
      leFeatures,
    });
  }

  onRemoteVersion(connectionHandle: number, status: number, version: RemoteVersion): void {
    this.core?.events.send({
      kind: 'readRemoteVersionInformationComplete',
      status,
      connectionHandle,
      ...version,
    });
  }

  onKeyRequest(
    connectionHandle: number,
    randomNumber: Uint8Array,
    encryptedDiversifier: number,
  ): boolean {
    const { core } = this;
    if (!core?.events.wants('leLongTermKeyRequest')) return false;
    core.events.sendLe({
      kind: 'leLongTermKeyRequest',
      connectionHandle,
      randomNumber,
      encryptedDiversifier,
    });
    return true;
  }

  onEncryptionChange(connectionHandle: number, status: number, isEncrypted: boolean): void {
    this.core?.events.send({
      kind: 'encryptionChange',
      status,
      connectionHandle,
      encryptionEnabled: isEncrypted ? 1 : 0,
    });
  }

  onKeyRefresh(connectionHandle: number, status: number): void {
    this.core?.events.send({ kind: 'encryptionKeyRefreshComplete', status, connectionHandle });
  }

  onAuthenticatedPayloadTimeout(connectionHandle: number): void {
    this.core?.events.send({ kind: 'authenticatedPayloadTimeoutExpired', connectionHandle });
  }
}
