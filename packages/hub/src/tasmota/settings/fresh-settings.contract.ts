// What tests begin with.

import type { TasmotaSettings } from './settings.ts';

/** What a fresh Tasmota is set to. */
export const FRESH: TasmotaSettings = {
  telePeriodS: 300,
  topic: 'tasmota_A1B2C3',
  fullTopic: '%prefix%/%topic%/',
  deviceName: 'Tasmota',
  tempRes: 1,
  humRes: 1,
  isFahrenheit: false,
  isAnsweredByName: false,
  isBluetoothOn: true,
  isSensorRetained: false,
  isStateRetained: false,
  isStatusRetained: false,
  rules: [],
};
