// AD types, companies and appearances by name. Assigned Numbers, 2.3, 2.6 and 7.

/** AD types. Assigned Numbers, 2.3. */
export const AD_TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'flags',
  2: 'some 16-bit service UUIDs',
  3: 'all 16-bit service UUIDs',
  4: 'some 32-bit service UUIDs',
  5: 'all 32-bit service UUIDs',
  6: 'some 128-bit service UUIDs',
  7: 'all 128-bit service UUIDs',
  8: 'shortened name',
  9: 'name',
  10: 'transmit power',
  13: 'class of device',
  16: 'security manager TK value',
  17: 'security manager flags',
  18: 'connection interval range',
  20: 'solicited 16-bit service UUIDs',
  21: 'solicited 128-bit service UUIDs',
  22: 'service data',
  23: 'public target address',
  24: 'random target address',
  25: 'appearance',
  26: 'advertising interval',
  27: 'device address',
  28: 'role',
  31: 'solicited 32-bit service UUIDs',
  32: 'service data',
  33: 'service data',
  36: 'URI',
  37: 'indoor positioning',
  39: 'supported features',
  40: 'channel map update',
  41: 'mesh provisioning',
  42: 'mesh message',
  43: 'mesh beacon',
  44: 'BIGInfo',
  45: 'broadcast code',
  46: 'resolvable set identifier',
  47: 'long advertising interval',
  48: 'broadcast name',
  49: 'encrypted data',
  50: 'periodic advertising response timing',
  52: 'electronic shelf label',
  61: '3D information',
  255: 'manufacturer data',
};

/** Companies whose adverts are met most. Assigned Numbers, 7. */
const COMPANIES: Readonly<Record<number, string>> = {
  1: 'Nokia',
  2: 'Intel',
  6: 'Microsoft',
  13: 'Texas Instruments',
  15: 'Broadcom',
  76: 'Apple',
  89: 'Nordic Semiconductor',
  117: 'Samsung',
  224: 'Google',
  343: 'Huami',
  741: 'Espressif',
  911: 'Xiaomi',
  1177: 'Ruuvi',
  2000: 'Tuya',
};

/** What a company is called: `Apple (0x004c)`. */
export function companyName(company: number): string {
  const number = `0x${company.toString(16).padStart(4, '0')}`;
  const name = COMPANIES[company];
  return name === undefined ? number : `${name} (${number})`;
}

/** Categories of appearances. Assigned Numbers, 2.6.2. */
const APPEARANCES: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'phone',
  2: 'computer',
  3: 'watch',
  4: 'clock',
  5: 'display',
  6: 'remote control',
  7: 'eye-glasses',
  8: 'tag',
  9: 'keyring',
  10: 'media player',
  11: 'barcode scanner',
  12: 'thermometer',
  13: 'heart rate sensor',
  14: 'blood pressure monitor',
  15: 'human interface device',
  16: 'glucose meter',
  17: 'running or walking sensor',
  18: 'cycling device',
  19: 'control device',
  20: 'network device',
  21: 'sensor',
  22: 'light fixture',
  23: 'fan',
  24: 'air conditioning',
  30: 'access control',
  49: 'pulse oximeter',
  50: 'weight scale',
};

/** What an appearance says: its category stands in the upper ten bits. */
export function appearanceName(appearance: number): string {
  const category = Math.floor(appearance / 64);
  const number = `0x${appearance.toString(16).padStart(4, '0')}`;
  const name = APPEARANCES[category];
  return name === undefined ? number : `${name} (${number})`;
}
