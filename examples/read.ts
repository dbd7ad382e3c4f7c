// How full is a battery? Connects to a device, and reads a value.
//
//   node --conditions=source --import tsx examples/read.ts

import { decode, u8 } from '@bluebell/ble/codec';
import { serviceUuidsOf } from '@bluebell/ble/radio';
import { example, find } from './example.ts';

// Services and what they hold have numbers, called UUIDs. The Bluetooth SIG lists those that everybody may
// use in its Assigned Numbers; makers choose long ones for their own.
const BATTERY_SERVICE = '180f';
const BATTERY_LEVEL = '2a19';

export default example(import.meta.url, async ({ open, print }) => {
  await using radio = await open();

  // Adverts may name services of the device. We take the first one with a battery.
  const advert = await find(
    radio,
    ({ isConnectable, data }) => isConnectable && serviceUuidsOf(data).includes(BATTERY_SERVICE),
  );
  print(`found ${advert.address}`);

  // From now on we are the central, and the device is the peripheral. The link ends with this block.
  await using connection = await radio.connect(advert);

  // A device has services, services have characteristics, and a characteristic has a value.
  const service = await connection.service(BATTERY_SERVICE);
  const level = await service.characteristic(BATTERY_LEVEL);

  // A value is bytes. What they mean is in the specification of the service: here, one byte in percent.
  const percent = decode(u8, await level.read());
  print(`its battery is at ${percent} %`);
});
