import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'hoto.timer.kt',
  title: 'Mijia timer',
  maker: 'HOTO',
  miBeacon: [0x24a9],
  exposes: [],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; what it tells when time is up is not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, without objects',
      serviceData: { fe95: '3050 a924 01 01a92438c1a4 08' },
      gives: {},
    },
  ],
});
