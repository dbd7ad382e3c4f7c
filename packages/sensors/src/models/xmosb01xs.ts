import { choice, u8 } from '@bluebell/ble/codec';
import { derived } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMOSB01XS',
  title: 'Xiaomi presence sensor',
  maker: 'Xiaomi',
  miBeacon: [0x4683],
  exposes: [
    'occupancy',
    'illuminance',
    'occupancyDurationMinutes',
    'vacancyDurationMinutes',
    'battery',
  ],
  key: 16,
  objects: [
    derived(
      0x484e,
      'occupancy',
      choice(u8, { 0: 'nobody', 1: 'somebody', 2: 'as good as nobody' }),
      (state) => ({ occupancy: state === 'somebody' }),
    ),
  ],
  remarks: 'Its third state of occupancy counts as nobody.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '0C:43:14:A1:41:1E',
      key: '0a4552cb19a639b72b8ed09bde6d5bfa',
      serviceData: { fe95: '4859 8346 0d dc213ce981da7a e20200 4441f88c' },
      gives: { illuminance: 38 },
    },
    {
      source: 'recorded, published by Home Assistant',
      recorded: true,
      key: '272b1c920ef435417c49228b8ab9a563',
      serviceData: { fe95: '5859 8346 a9 b70723958edc c659a2dcc5 240300 a04d0d45' },
      gives: { occupancyDurationMinutes: 2 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8346 01 01834638c1a4 4e48 01 02 5248 01 05' },
      gives: { occupancy: false, vacancyDurationMinutes: 5 },
    },
  ],
});
