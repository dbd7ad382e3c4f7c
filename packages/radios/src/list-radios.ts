// What this machine offers: for `bluebell radio list`.

import { type HciDevice, hciDevices } from './hci/hci-devices.ts';
import { loadSerialPort, type SerialPortPackage } from './hci/serial-package.ts';
import { listSerialPorts, type SerialPortFacts, type SystemFolders } from './hci/serial-ports.ts';

/** One radio, or what may be one: whether a controller is behind a serial port, only `checkRadio` tells. */
export type RadioListing =
  | { readonly kind: 'sim'; readonly name: string }
  | { readonly kind: 'serial'; readonly name: string; readonly port: SerialPortFacts }
  | { readonly kind: 'hci'; readonly name: string; readonly device: HciDevice };

/** What there is, and what could not be looked for. */
export interface RadioList {
  /** Each by the name that opens it. */
  readonly radios: readonly RadioListing[];
  /** Sentences for people: why something may be missing. */
  readonly troubles: readonly string[];
}

/** Where to look. */
export interface ListRadiosOptions extends SystemFolders {
  /** What knows serial ports. Default: the package `serialport`. */
  readonly load?: () => Promise<SerialPortPackage>;
}

/** Lists what could be a radio of this machine; nothing is opened. */
export async function listRadios(options: ListRadiosOptions = {}): Promise<RadioList> {
  const { load = loadSerialPort } = options;
  const troubles: string[] = [];
  const ports = await load()
    .then((serialPort) => listSerialPorts(serialPort, options))
    .catch((error: unknown) => {
      troubles.push(error instanceof Error ? error.message : String(error));
      return [];
    });
  return {
    radios: [
      ...ports.map((port) => ({ kind: 'serial', name: `serial:${port.path}`, port }) as const),
      ...hciDevices(options.sys).map(
        (device) => ({ kind: 'hci', name: `hci:${device.device}`, device }) as const,
      ),
      { kind: 'sim', name: 'sim' },
    ],
    troubles,
  };
}
