// Be a thermometer: advertise, and let others connect and read.
//
//   node --conditions=source --import tsx examples/serve.ts
//
// In the simulated home a display on the wall comes and looks. On a radio of your own, look with your phone.

import { encode, i16, scaled } from '@bluebell/ble/codec';
import { formatAddress, sleep } from '@bluebell/ble/core';
import { completeName, serviceUuids } from '@bluebell/ble/radio';
import { example } from './example.ts';

const ENVIRONMENTAL_SENSING = '181a';
const TEMPERATURE = '2a6e';

// By the specification of the service, a temperature is a whole number of hundredths of a degree: 21.5 °C is
// 2150, or 66 08 in bytes.
const celsius = scaled(i16, 0.01);

export default example(import.meta.url, async ({ open, print, clock }) => {
  await using radio = await open();

  // What we serve is plain data: services, their characteristics, and what may be done with each.
  const served = await radio.serve([
    {
      uuid: ENVIRONMENTAL_SENSING,
      characteristics: [
        {
          uuid: TEMPERATURE,
          properties: ['read', 'notify'],
          value: encode(celsius, 21.5),
          onSubscribe: ({ notify }) => {
            print(notify ? 'it wants to be told of changes' : 'it wants to know no more');
          },
        },
      ],
    },
  ]);

  // Nobody knows of us yet. Adverts tell our name, and what we serve.
  await using advertisement = await radio.advertise({
    data: [completeName('Example'), ...serviceUuids([ENVIRONMENTAL_SENSING])],
  });
  print('advertising as Example');

  // Somebody connects: now we are the peripheral.
  const connection = await advertisement.connection();
  print(`connected: ${formatAddress(connection.peer.address)}`);

  // It gets warmer. Reads give the new value from now on, and those who have subscribed are told.
  const temperature = served.characteristic(ENVIRONMENTAL_SENSING, TEMPERATURE);
  for (const degrees of [21.6, 21.8, 22.1]) {
    await sleep(clock, 2000);
    await temperature.notify(encode(celsius, degrees));
    print(`told ${temperature.subscribers.size}: ${degrees} °C`);
  }
  await connection.disconnect();
});
