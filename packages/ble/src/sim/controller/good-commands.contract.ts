// One good set of parameters for every command: what tests send as it is, cut, grown and damaged.

import * as hci from '../../hci/index.ts';

/** A command, and parameters that may be. */
export interface GoodCommand {
  readonly command: hci.AnyCommand;
  readonly packet: Uint8Array;
  /** What has to be sent before, where it is of no use alone. */
  readonly before: Uint8Array | undefined;
}

function good<P, R>(
  command: hci.Command<string, P, R>,
  parameters: P,
  before?: GoodCommand,
): GoodCommand {
  return { command, packet: hci.commandPacket(command, parameters), before: before?.packet };
}

/** The first handle that a link layer gives. */
const connectionHandle = 0;
const advertisingHandle = 1;

const KEY = new Uint8Array(16).fill(0x5a);
const DATA = Uint8Array.of(2, 1, 6);

const WISHES = {
  connectionIntervalMin: 24,
  connectionIntervalMax: 40,
  maxLatency: 0,
  supervisionTimeout: 100,
  minCeLength: 0,
  maxCeLength: 0,
};

const REPLY = {
  connectionHandle,
  intervalMin: 24,
  intervalMax: 40,
  maxLatency: 0,
  timeout: 100,
  minCeLength: 0,
  maxCeLength: 0,
};

const PEER = { peerIdentityAddressType: 0, peerIdentityAddress: 0xa4c138000002 };
const DEVICE = { addressType: 0, address: 0xa4c138000002 };
const SCAN = { scanType: 1, scanInterval: 0x60, scanWindow: 0x30 };
const INITIATE = { ...WISHES, scanInterval: 0x60, scanWindow: 0x60 };
const PHYS = { allPhys: 0, txPhys: 3, rxPhys: 3 };
const ALL_BITS: ReadonlySet<number> = new Set(Array.from({ length: 64 }, (_, bit) => bit));
const CHANNELS: ReadonlySet<number> = new Set([0, 1, 2, 10, 20, 36]);

const REMOTE_KEY = {
  keyXCoordinate: new Uint8Array(32).fill(1),
  keyYCoordinate: new Uint8Array(32).fill(2),
};

const SET = {
  advertisingHandle,
  advertisingEventProperties: {
    connectable: true,
    scannable: false,
    directed: false,
    highDutyCycle: false,
    legacy: false,
    anonymous: false,
    includeTxPower: true,
  },
  primaryAdvertisingIntervalMin: 0x40,
  primaryAdvertisingIntervalMax: 0x60,
  primaryAdvertisingChannelMap: 7,
  ownAddressType: 0,
  peerAddressType: 0,
  peerAddress: 0,
  advertisingFilterPolicy: 0,
  advertisingTxPower: 127,
  primaryAdvertisingPhy: 1,
  secondaryAdvertisingMaxSkip: 0,
  secondaryAdvertisingPhy: 2,
  advertisingSid: 3,
  scanRequestNotificationEnable: true,
};

const LEGACY_SET = {
  ...SET,
  advertisingHandle: 2,
  advertisingEventProperties: {
    ...SET.advertisingEventProperties,
    scannable: true,
    legacy: true,
    includeTxPower: false,
  },
};

const { complete: whole } = hci.DataOperation;

/** Every command that the tables declare, some in two ways. */
export const GOOD_COMMANDS: readonly GoodCommand[] = [
  good(hci.disconnect, { connectionHandle, reason: 0x13 }),
  good(hci.readRemoteVersionInformation, { connectionHandle }),
  good(hci.readRssi, { handle: connectionHandle }),
  good(hci.setEventMask, { eventMask: ALL_BITS }),
  good(hci.reset, {}),
  good(hci.readTransmitPowerLevel, { connectionHandle, type: 0 }),
  good(hci.setControllerToHostFlowControl, { flowControlEnable: 0 }),
  good(hci.hostBufferSize, {
    hostAclDataPacketLength: 27,
    hostSynchronousDataPacketLength: 0,
    hostTotalNumAclDataPackets: 4,
    hostTotalNumSynchronousDataPackets: 0,
  }),
  good(hci.hostNumberOfCompletedPackets, { handles: [] }),
  good(hci.setEventMaskPage2, { eventMaskPage2: ALL_BITS }),
  good(hci.writeLeHostSupport, { leSupportedHost: true, unused: 0 }),
  good(hci.readAuthenticatedPayloadTimeout, { connectionHandle }),
  good(hci.writeAuthenticatedPayloadTimeout, { connectionHandle, authenticatedPayloadTimeout: 9 }),
  good(hci.readLocalVersionInformation, {}),
  good(hci.readLocalSupportedCommands, {}),
  good(hci.readLocalSupportedFeatures, {}),
  good(hci.readBufferSize, {}),
  good(hci.readBdAddr, {}),
  good(hci.leSetAdvertisingParameters, {
    advertisingIntervalMin: 0x20,
    advertisingIntervalMax: 0x30,
    advertisingType: 0,
    ownAddressType: 0,
    peerAddressType: 0,
    peerAddress: 0,
    advertisingChannelMap: 7,
    advertisingFilterPolicy: 0,
  }),
  good(hci.leReadAdvertisingPhysicalChannelTxPower, {}),
  good(hci.leSetAdvertisingData, { advertisingData: DATA }),
  good(hci.leSetScanResponseData, { scanResponseData: DATA }),
  good(hci.leSetAdvertisingEnable, { advertisingEnable: true }),
  good(hci.leSetAdvertisingEnable, { advertisingEnable: false }),
  good(hci.leCreateConnection, {
    leScanInterval: 0x60,
    leScanWindow: 0x60,
    initiatorFilterPolicy: false,
    peerAddressType: 0,
    peerAddress: DEVICE.address,
    ownAddressType: 0,
    ...WISHES,
  }),
  good(hci.leCreateConnectionCancel, {}),
  good(hci.leConnectionUpdate, { connectionHandle, ...WISHES }),
  good(hci.leSetHostChannelClassification, { channelMap: CHANNELS }),
  good(hci.leReadChannelMap, { connectionHandle }),
  good(hci.leReadRemoteFeatures, { connectionHandle }),
  good(hci.leRemoteConnectionParameterRequestReply, REPLY),
  good(hci.leRemoteConnectionParameterRequestNegativeReply, { connectionHandle, reason: 0x3b }),
  good(hci.leSetAdvertisingSetRandomAddress, { advertisingHandle, randomAddress: 0xc11111111111 }),
  good(hci.leSetExtendedAdvertisingParameters, SET),
  good(hci.leSetExtendedAdvertisingParameters, LEGACY_SET),
  good(hci.leSetExtendedAdvertisingData, {
    advertisingHandle,
    operation: whole,
    fragmentPreference: 1,
    advertisingData: DATA,
  }),
  good(hci.leSetExtendedScanResponseData, {
    advertisingHandle: LEGACY_SET.advertisingHandle,
    operation: whole,
    fragmentPreference: 1,
    scanResponseData: DATA,
  }),
  good(hci.leSetExtendedAdvertisingEnable, {
    enable: true,
    sets: [{ advertisingHandle, duration: 20, maxExtendedAdvertisingEvents: 4 }],
  }),
  good(hci.leSetExtendedAdvertisingEnable, {
    enable: true,
    sets: [{ advertisingHandle: 2, duration: 0, maxExtendedAdvertisingEvents: 0 }],
  }),
  good(hci.leSetExtendedAdvertisingEnable, { enable: false, sets: [] }),
  good(hci.leReadMaximumAdvertisingDataLength, {}),
  good(hci.leReadNumberOfSupportedAdvertisingSets, {}),
  good(hci.leRemoveAdvertisingSet, { advertisingHandle }),
  good(hci.leClearAdvertisingSets, {}),
  good(hci.leSetExtendedScanParameters, {
    ownAddressType: 0,
    scanningFilterPolicy: 0,
    phys: { le1M: SCAN, leCoded: SCAN },
  }),
  good(hci.leSetExtendedScanEnable, { enable: true, filterDuplicates: 2, duration: 10, period: 1 }),
  good(hci.leSetExtendedScanEnable, { enable: false, filterDuplicates: 0, duration: 0, period: 0 }),
  good(hci.leExtendedCreateConnection, {
    initiatorFilterPolicy: false,
    ownAddressType: 0,
    peerAddressType: 0,
    peerAddress: DEVICE.address,
    phys: { le1M: INITIATE, le2M: INITIATE, leCoded: INITIATE },
  }),
  good(hci.leSetDataLength, { connectionHandle, txOctets: 251, txTime: 2120 }),
  good(hci.leReadSuggestedDefaultDataLength, {}),
  good(hci.leWriteSuggestedDefaultDataLength, {
    suggestedMaxTxOctets: 100,
    suggestedMaxTxTime: 1000,
  }),
  good(hci.leReadMaximumDataLength, {}),
  good(hci.leReadPhy, { connectionHandle }),
  good(hci.leSetDefaultPhy, PHYS),
  good(hci.leSetPhy, { connectionHandle, ...PHYS, phyOptions: 0 }),
  good(hci.leAddDeviceToResolvingList, { ...PEER, peerIrk: KEY, localIrk: KEY }),
  good(hci.leRemoveDeviceFromResolvingList, PEER),
  good(hci.leClearResolvingList, {}),
  good(hci.leReadResolvingListSize, {}),
  good(hci.leReadPeerResolvableAddress, PEER),
  good(hci.leReadLocalResolvableAddress, PEER),
  good(hci.leSetAddressResolutionEnable, { addressResolutionEnable: true }),
  good(hci.leSetResolvablePrivateAddressTimeout, { rpaTimeout: 900 }),
  good(hci.leSetPrivacyMode, { ...PEER, privacyMode: 1 }),
  good(hci.leSetScanParameters, {
    leScanType: 1,
    leScanInterval: 0x60,
    leScanWindow: 0x30,
    ownAddressType: 0,
    scanningFilterPolicy: 0,
  }),
  good(hci.leSetScanEnable, { leScanEnable: true, filterDuplicates: true }),
  good(hci.leSetScanEnable, { leScanEnable: false, filterDuplicates: false }),
  good(hci.leReadFilterAcceptListSize, {}),
  good(hci.leClearFilterAcceptList, {}),
  good(hci.leAddDeviceToFilterAcceptList, DEVICE),
  good(
    hci.leRemoveDeviceFromFilterAcceptList,
    DEVICE,
    good(hci.leAddDeviceToFilterAcceptList, DEVICE),
  ),
  good(hci.leEnableEncryption, {
    connectionHandle,
    randomNumber: new Uint8Array(8),
    encryptedDiversifier: 0,
    longTermKey: KEY,
  }),
  good(hci.leLongTermKeyRequestReply, { connectionHandle, longTermKey: KEY }),
  good(hci.leLongTermKeyRequestNegativeReply, { connectionHandle }),
  good(hci.leReadLocalP256PublicKey, {}),
  good(hci.leGenerateDhKey, REMOTE_KEY),
  good(hci.leGenerateDhKeyV2, { ...REMOTE_KEY, keyType: 0 }),
  good(hci.leSetEventMask, { leEventMask: ALL_BITS }),
  good(hci.leReadBufferSize, {}),
  good(hci.leReadBufferSizeV2, {}),
  good(hci.leReadLocalSupportedFeatures, {}),
  good(hci.leSetRandomAddress, { randomAddress: 0xc22222222222 }),
  good(hci.leEncrypt, { key: KEY, plaintextData: KEY }),
  good(hci.leRand, {}),
  good(hci.leReadSupportedStates, {}),
  good(hci.leReadTransmitPower, {}),
  good(hci.leSetHostFeature, { bitNumber: 32, bitValue: true }),
];
