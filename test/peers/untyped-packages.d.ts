// What the tests use of ble-host, which has no types of its own. Its docs/api tells the rest.

declare module 'ble-host' {
  import type { EventEmitter } from 'node:events';

  export type Callback<T extends readonly unknown[]> = (...results: T) => void;
  export type AddressKind = 'public' | 'random';

  /** `write` takes one whole H4 packet; each 'data' event gives one. */
  export interface Transport extends EventEmitter {
    write(packet: Buffer): void;
  }

  export interface Report {
    readonly connectable: boolean;
    readonly addressType: AddressKind;
    readonly address: string;
    readonly rssi: number;
    readonly parsedDataItems: {
      readonly localName?: string;
      readonly serviceUuids?: readonly string[];
    };
  }

  export interface Scanner {
    on(event: 'report', listener: Callback<[Report]>): void;
    stopScan(): void;
  }

  export interface ClientDescriptor {
    readonly uuid: string;
    readonly handle: number;
    read(callback: Callback<[number, Buffer | undefined]>): void;
    write(value: Buffer, callback: Callback<[number]>): void;
  }

  export interface ClientCharacteristic {
    readonly uuid: string;
    readonly valueHandle: number;
    readonly properties: Readonly<Record<string, boolean>>;
    on(event: 'change', listener: Callback<[Buffer, boolean, () => void]>): void;
    discoverDescriptors(callback: Callback<[readonly ClientDescriptor[]]>): void;
    read(callback: Callback<[number, Buffer | undefined]>): void;
    write(value: Buffer, callback: Callback<[number]>): void;
    writeWithoutResponse(value: Buffer, sent: () => void): void;
    writeCCCD(notify: boolean, indicate: boolean, callback: Callback<[number]>): void;
  }

  export interface ClientService {
    readonly uuid: string;
    readonly startHandle: number;
    readonly endHandle: number;
    discoverCharacteristics(callback: Callback<[readonly ClientCharacteristic[]]>): void;
    findIncludedServices(callback: Callback<[readonly ClientService[]]>): void;
  }

  export interface GattConnection {
    readonly currentMtu: number;
    exchangeMtu(callback: Callback<[number]>): void;
    discoverAllPrimaryServices(callback: Callback<[readonly ClientService[]]>): void;
    beginReliableWrite(): void;
    commitReliableWrite(callback: Callback<[number]>): void;
  }

  /** Numbers of `IOCapabilities`; `bondingFlags` 1 asks for a bond. */
  export interface PairingFeatures {
    readonly ioCap?: number;
    readonly bondingFlags?: number;
    readonly mitm?: boolean;
  }

  export interface PairingResult {
    readonly sc: boolean;
    readonly mitm: boolean;
    readonly bond: boolean;
    readonly rspIrk?: Buffer | null;
    readonly rspIdentityAddress?: { readonly addressType: AddressKind; readonly address: string };
    readonly initIrk?: Buffer | null;
    readonly initIdentityAddress?: { readonly addressType: AddressKind; readonly address: string };
  }

  export interface EncryptionLevel {
    readonly mitm: boolean;
    readonly sc: boolean;
    readonly keySize: number;
  }

  export interface Smp extends EventEmitter {
    readonly isEncrypted: boolean;
    readonly isBonded: boolean;
    readonly hasLtk: boolean;
    readonly currentEncryptionLevel: EncryptionLevel | null;
    startEncryption(): boolean;
    sendPairingRequest(features: PairingFeatures): boolean;
    sendSecurityRequest(bond: boolean, mitm: boolean, sc: boolean, keypress: boolean): void;
    sendPairingFailed(reason: number): void;
  }

  /** 'data' events give SDUs; 'disconnect' tells that either side has closed it. */
  export interface L2capChannel extends EventEmitter {
    send(sdu: Buffer): void;
  }

  /** Accepts with a result of 0. */
  export type AnswerToChannel = (
    result: number,
    isInitiallyPaused: boolean,
    rxMtu: number,
  ) => L2capChannel | undefined;

  export interface Connection extends EventEmitter {
    readonly ownAddress: string;
    readonly peerAddressType: AddressKind;
    readonly peerAddress: string;
    readonly peerIdentityAddressType: AddressKind | null;
    readonly peerIdentityAddress: string | null;
    readonly disconnected: boolean;
    readonly gatt: GattConnection;
    readonly smp: Smp;
    readonly l2capCoCManager: {
      connect(
        lePsm: number,
        isInitiallyPaused: boolean,
        rxMtu: number,
        callback: Callback<[number, L2capChannel | undefined]>,
      ): void;
      registerLePsm(lePsm: number, onRequest: Callback<[number, AnswerToChannel]>): void;
    };
    disconnect(): void;
    updateConnParams(
      parameters: {
        readonly connIntervalMin: number;
        readonly connIntervalMax: number;
        readonly connLatency: number;
        readonly supervisionTimeout: number;
      },
      callback: Callback<[number]>,
    ): void;
  }

  /** One that notifies or indicates gets these when it is added. */
  export interface ServerCharacteristic {
    readonly uuid: string | number;
    readonly properties: readonly string[];
    readonly readPerm?: string;
    readonly writePerm?: string;
    value?: Buffer | string;
    readonly onWrite?: (
      connection: Connection,
      needsResponse: boolean,
      value: Buffer,
      callback: Callback<[number]>,
    ) => void;
    readonly onSubscriptionChange?: (
      connection: Connection,
      notifies: boolean,
      indicates: boolean,
      isWrite: boolean,
    ) => void;
    notify?(connection: Connection, value: Buffer): boolean;
    indicate?(connection: Connection, value: Buffer, confirmed: () => void): boolean;
  }

  export interface ServerService {
    readonly uuid: string | number;
    readonly characteristics: readonly ServerCharacteristic[];
  }

  export interface Manager extends EventEmitter {
    readonly gattDb: {
      setDeviceName(name: string): void;
      addServices(services: readonly ServerService[]): void;
    };
    startScan(options: { readonly activeScan: boolean }): Scanner;
    connect(
      kind: AddressKind,
      address: string,
      parameters: { readonly connIntervalMin?: number; readonly connIntervalMax?: number },
      callback: Callback<[Connection]>,
    ): { cancel(callback: () => void): void };
    setAdvertisingData(data: Buffer, callback: Callback<[number]>): void;
    setScanResponseData(data: Buffer, callback: Callback<[number]>): void;
    startAdvertising(
      options: { readonly intervalMin?: number; readonly intervalMax?: number },
      callback: Callback<[number, Connection]>,
    ): void;
    stopAdvertising(callback: Callback<[number]>): void;
  }

  export interface AdvertisingDataBuilder {
    addFlags(flags: readonly string[]): this;
    addLocalName(isComplete: boolean, name: string): this;
    build(): Buffer;
  }

  const bleHost: {
    readonly BleManager: {
      create(
        transport: Transport,
        options: { readonly staticRandomAddress?: string },
        callback: (error: Error | null, manager: Manager) => void,
      ): void;
    };
    readonly AdvertisingDataBuilder: new () => AdvertisingDataBuilder;
    readonly AttErrors: { toString(code: number): string };
    readonly HciErrors: { toString(code: number): string };
    readonly SmpErrors: { toString(code: number): string };
  };
  export default bleHost;
}
