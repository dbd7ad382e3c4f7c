// What a controller can do, and what bluebell can therefore do with it: for `bluebell radio check NAME`.

import { formatAddress, systemClock } from '@bluebell/ble/core';
import {
  type Capabilities,
  type DataLengths,
  type ExtendedAdvertising,
  type HciTransport,
  HciVersion,
  LeFeature,
  leSetAdvertisingEnable,
  leSetExtendedAdvertisingEnable,
  leSetExtendedScanEnable,
  leSetPhy,
  startController,
  supports,
} from '@bluebell/ble/hci';
import { openTransport } from './hci/open-transport.ts';
import type { TransportOptions } from './hci/transport-options.ts';

/** What bluebell can do with a controller. */
export interface RadioAbilities {
  readonly legacyAdvertising: boolean;
  /** Adverts of more than 31 bytes, and several at once. */
  readonly extendedAdvertising: boolean;
  /** Hears adverts of more than 31 bytes. */
  readonly extendedScanning: boolean;
  /** Links of 2 Mbit/s. */
  readonly phy2M: boolean;
  /** Links of long range. */
  readonly phyCoded: boolean;
  /** More than 27 bytes in a packet. */
  readonly dataLength: boolean;
  readonly encryption: boolean;
  /** Knows devices with changing addresses while the host sleeps; else the host resolves them itself. */
  readonly privacy: boolean;
}

/** What a controller told of itself. */
export interface RadioReport {
  readonly name: string;
  /** Of the Core Specification, such as `5.4`; `undefined` for one that is newer than this program. */
  readonly version: string | undefined;
  readonly hciVersion: number;
  readonly hciSubversion: number;
  readonly lmpSubversion: number;
  /** Who made it, as a company identifier. */
  readonly companyIdentifier: number;
  /** The same by name, of a few. */
  readonly company: string | undefined;
  /** `undefined` where it has none of its own. */
  readonly publicAddress: string | undefined;
  /** Names of `LeFeature`, and numbers of those without a name. */
  readonly features: readonly string[];
  /** How many HCI commands it knows. */
  readonly commandCount: number;
  /** Room for data: so many packets of so many bytes. */
  readonly buffers: { readonly packetLength: number; readonly packetCount: number };
  readonly dataLengths: DataLengths | undefined;
  readonly extendedAdvertising: ExtendedAdvertising | undefined;
  /** dBm; `undefined` where it does not tell. */
  readonly txPower: { readonly minTxPower: number; readonly maxTxPower: number } | undefined;
  readonly acceptListSize: number;
  readonly resolvingListSize: number;
  readonly can: RadioAbilities;
}

/**
 * Opens the controller of a name, asks what it can do, and lets go of it.
 *
 * @param name as `openTransport` takes it.
 * @throws {TransportError} it cannot be opened, or is no controller for LE.
 * @throws {TimeoutError} nothing answers there.
 * @throws {UsageError} no transport is called so.
 */
export async function checkRadio(
  name: string,
  options: TransportOptions = {},
): Promise<RadioReport> {
  const transport = await openTransport(name, options);
  return checkTransport(transport, options);
}

/**
 * The same for a way to a controller that is open already; it is closed at the end.
 *
 * @throws {TransportError} the way broke, or it is no controller for LE.
 * @throws {TimeoutError} nothing answers there.
 */
export async function checkTransport(
  transport: HciTransport,
  { clock = systemClock }: TransportOptions = {},
): Promise<RadioReport> {
  await using _ = transport;
  const { capabilities } = await startController(transport, { clock });
  return reportOf(transport.name, capabilities);
}

function reportOf(name: string, capabilities: Capabilities): RadioReport {
  const { hciVersion, companyIdentifier, publicAddress, commands, acl } = capabilities;
  const { hciSubversion, lmpSubversion, dataLengths, extendedAdvertising, txPower } = capabilities;
  const { acceptListSize, resolvingListSize, leFeatures } = capabilities;
  return {
    name,
    version: VERSIONS.get(hciVersion),
    hciVersion,
    hciSubversion,
    lmpSubversion,
    companyIdentifier,
    company: COMPANIES[companyIdentifier],
    publicAddress: publicAddress === 0 ? undefined : formatAddress(publicAddress),
    features: [...leFeatures].map((bit) => FEATURES.get(bit) ?? `bit ${bit}`),
    commandCount: commands.size,
    buffers: { packetLength: acl.packetLength, packetCount: acl.packetCount },
    dataLengths,
    extendedAdvertising,
    txPower,
    acceptListSize,
    resolvingListSize,
    can: abilitiesOf(capabilities),
  };
}

function abilitiesOf(capabilities: Capabilities): RadioAbilities {
  const { leFeatures, extendedAdvertising, dataLengths, resolvingListSize } = capabilities;
  const canSetPhy = supports(capabilities, leSetPhy);
  return {
    legacyAdvertising: supports(capabilities, leSetAdvertisingEnable),
    extendedAdvertising:
      extendedAdvertising !== undefined && supports(capabilities, leSetExtendedAdvertisingEnable),
    extendedScanning: supports(capabilities, leSetExtendedScanEnable),
    phy2M: canSetPhy && leFeatures.has(LeFeature.phy2M),
    phyCoded: canSetPhy && leFeatures.has(LeFeature.codedPhy),
    dataLength: dataLengths !== undefined,
    encryption: leFeatures.has(LeFeature.encryption),
    privacy: leFeatures.has(LeFeature.llPrivacy) && resolvingListSize > 0,
  };
}

/** Versions by their number in HCI: `v5_4` reads as `5.4`. */
const VERSIONS = new Map<number, string>(
  Object.entries(HciVersion).map(([name, number]) => [number, name.slice(1).replace('_', '.')]),
);

const FEATURES = new Map<number, string>(
  Object.entries(LeFeature).map(([name, bit]) => [bit, name]),
);

/** Companies that make controllers, by identifier; Bluetooth SIG, Assigned Numbers, 7.1. */
const COMPANIES: Readonly<Record<number, string>> = {
  2: 'Intel',
  10: 'Qualcomm (CSR)',
  13: 'Texas Instruments',
  15: 'Broadcom',
  29: 'Qualcomm',
  48: 'STMicroelectronics',
  70: 'MediaTek',
  89: 'Nordic Semiconductor',
  93: 'Realtek',
  96: 'RivieraWaves, as in ESP32',
  305: 'Cypress',
  741: 'Espressif',
  767: 'Silicon Labs',
  1521: 'Zephyr (Linux Foundation)',
};
