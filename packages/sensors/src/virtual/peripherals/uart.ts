// A serial line over the air, as Nordic's examples have it: what is written comes back.

import { BleError } from '@bluebell/ble/core';
import type { LocalCharacteristic } from '@bluebell/ble/radio';
import { deviceInformation } from './device-information.ts';
import type { Peripheral } from './peripheral.ts';

const UART_SERVICE = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
/** Received by the device: the names are from its side. */
const RX = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
/** Transmitted by the device. */
const TX = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';

export const uart: Peripheral = {
  product: 'Nordic UART',
  remarks: 'What is written to `6e400002-…` comes back from `6e400003-…`.',
  appearance: 0,
  advertises: [UART_SERVICE],
  maxConnections: 4,
  make() {
    let tx: LocalCharacteristic | undefined;
    return {
      services: [
        {
          uuid: UART_SERVICE,
          characteristics: [
            {
              uuid: RX,
              properties: ['write', 'writeWithoutResponse'],
              onWrite(value, { connection }) {
                // Not waited for: the write is answered first. A link that ends has no use for the echo.
                tx?.notify(value, { to: connection }).catch((error: unknown) => {
                  if (!(error instanceof BleError)) throw error;
                });
              },
            },
            { uuid: TX, properties: ['notify'] },
          ],
        },
        deviceInformation('UART'),
      ],
      live(served) {
        tx = served.characteristic(UART_SERVICE, TX);
      },
    };
  },
};
