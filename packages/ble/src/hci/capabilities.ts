// What a controller can do: asked in the order that controllers expect. Core Spec v5.4, Vol 4, Part E, 7.4 and 7.8.

import { type AddressValue, TransportError } from '../core/index.ts';
import type { AclBuffers } from './acl-flow.ts';
import type { AnyCommand, Command } from './command.ts';
import type { CommandQueue } from './command-queue.ts';
import * as commands from './commands/index.ts';
import { eventMask, eventMaskPage2, leEventMask } from './event-masks.ts';
import { HciVersion, LeFeature, LmpFeature } from './features.ts';
import { HciError } from './hci-error.ts';

/** The longest PDUs of the link layer, and how long they take. */
export interface DataLengths {
  readonly supportedMaxTxOctets: number;
  readonly supportedMaxTxTime: number;
  readonly supportedMaxRxOctets: number;
  readonly supportedMaxRxTime: number;
}

/** What there is of extended advertising. */
export interface ExtendedAdvertising {
  /** Sets that may be active at once. */
  readonly sets: number;
  /** The most data in one of them, bytes. */
  readonly maxData: number;
}

/** What a controller told of itself. */
export interface Capabilities {
  /** Compare with `HciVersion`. */
  readonly hciVersion: number;
  readonly hciSubversion: number;
  /** Who made it: a company identifier. */
  readonly companyIdentifier: number;
  readonly lmpSubversion: number;
  /** Its public address; 0 where it has none. */
  readonly publicAddress: AddressValue;
  /** Room for data of LE links. */
  readonly acl: AclBuffers;
  /** Bits of Supported Commands: ask by `supports`. 6.27. */
  readonly commands: ReadonlySet<number>;
  /** Bits of `LeFeature`. */
  readonly leFeatures: ReadonlySet<number>;
  /** Entries of the accept list; 0 where there is none. */
  readonly acceptListSize: number;
  /** Entries of the resolving list; 0 where it does not resolve addresses. */
  readonly resolvingListSize: number;
  /** `undefined` where PDUs have 27 bytes. */
  readonly dataLengths: DataLengths | undefined;
  /** `undefined` where there is legacy advertising alone. */
  readonly extendedAdvertising: ExtendedAdvertising | undefined;
  /** dBm; `undefined` where it does not tell. */
  readonly txPower: { readonly minTxPower: number; readonly maxTxPower: number } | undefined;
}

/** Whether a controller knows a command. */
export function supports({ commands: known }: Capabilities, command: AnyCommand): boolean {
  return known.has(command.supportedBit);
}

/** Asks a controller that was just reset, and tells it which events we want. */
export async function readCapabilities(queue: CommandQueue): Promise<Capabilities> {
  const version = await queue.send(commands.readLocalVersionInformation);
  const { hciVersion } = version;
  if (hciVersion < HciVersion.v4_0) {
    throw new TransportError(
      `the controller has HCI version ${hciVersion}, and LE begins with ${HciVersion.v4_0}: use another`,
    );
  }
  const { supportedCommands } = await queue.send(commands.readLocalSupportedCommands);
  const { lmpFeatures } = await queue.send(commands.readLocalSupportedFeatures);
  if (!lmpFeatures.has(LmpFeature.leSupported)) {
    throw new TransportError('the controller does not support LE: use another');
  }
  const ask = new Asker(queue, supportedCommands);
  await setMasks(queue, ask, hciVersion);
  const acl = await readAclBuffers(queue);
  const { leFeatures } = await queue.send(commands.leReadLocalSupportedFeatures);
  const { bdAddr } = await queue.send(commands.readBdAddr);
  const acceptList = await ask.maybe(commands.leReadFilterAcceptListSize);
  const resolvingList = await ask.maybe(commands.leReadResolvingListSize);
  return {
    hciVersion,
    hciSubversion: version.hciSubversion,
    companyIdentifier: version.companyIdentifier,
    lmpSubversion: version.lmpSubversion,
    publicAddress: bdAddr,
    acl,
    commands: supportedCommands,
    leFeatures,
    acceptListSize: acceptList?.filterAcceptListSize ?? 0,
    resolvingListSize: resolvingList?.resolvingListSize ?? 0,
    dataLengths: leFeatures.has(LeFeature.dataPacketLengthExtension)
      ? await ask.maybe(commands.leReadMaximumDataLength)
      : undefined,
    extendedAdvertising: leFeatures.has(LeFeature.extendedAdvertising)
      ? await readExtendedAdvertising(ask)
      : undefined,
    txPower: await ask.maybe(commands.leReadTransmitPower),
  };
}

async function setMasks(queue: CommandQueue, ask: Asker, hciVersion: number): Promise<void> {
  await queue.send(commands.setEventMask, { eventMask: eventMask() });
  const page2 = eventMaskPage2(hciVersion);
  if (page2.size > 0) await ask.maybe(commands.setEventMaskPage2, { eventMaskPage2: page2 });
  await queue.send(commands.leSetEventMask, { leEventMask: leEventMask(hciVersion) });
}

/** A controller whose LE buffers have no length shares those of BR/EDR. 7.8.2. */
async function readAclBuffers(queue: CommandQueue): Promise<AclBuffers> {
  const own = await queue.send(commands.leReadBufferSize);
  const isOwn = own.leAclDataPacketLength > 0 && own.totalNumLeAclDataPackets > 0;
  const buffers = isOwn
    ? { packetLength: own.leAclDataPacketLength, packetCount: own.totalNumLeAclDataPackets }
    : await readSharedBuffers(queue);
  if (buffers.packetLength === 0 || buffers.packetCount === 0) {
    throw new TransportError('the controller has no buffers for data: no link could carry any');
  }
  return buffers;
}

async function readSharedBuffers(queue: CommandQueue): Promise<AclBuffers> {
  const shared = await queue.send(commands.readBufferSize);
  return { packetLength: shared.aclDataPacketLength, packetCount: shared.totalNumAclDataPackets };
}

async function readExtendedAdvertising(ask: Asker): Promise<ExtendedAdvertising | undefined> {
  const sets = await ask.maybe(commands.leReadNumberOfSupportedAdvertisingSets);
  const data = await ask.maybe(commands.leReadMaximumAdvertisingDataLength);
  if (!sets || !data) return undefined;
  return { sets: sets.numSupportedAdvertisingSets, maxData: data.maxAdvertisingDataLength };
}

/** Asks what not every controller knows. */
class Asker {
  readonly #queue: CommandQueue;
  readonly #supported: ReadonlySet<number>;

  constructor(queue: CommandQueue, supported: ReadonlySet<number>) {
    this.#queue = queue;
    this.#supported = supported;
  }

  /** `undefined` where the controller does not know the command, or refuses it all the same. */
  async maybe<P, R>(
    command: Command<string, P, R>,
    ...parameters: object extends P ? [] : [P]
  ): Promise<R | undefined> {
    if (!this.#supported.has(command.supportedBit)) return undefined;
    try {
      // The cast holds since `SendArguments` begins with the same.
      return await this.#queue.send(command, ...(parameters as [P]));
    } catch (error) {
      if (error instanceof HciError) return undefined;
      throw error;
    }
  }
}
