// What the SIG calls the UUIDs it has assigned, and makers some of theirs. Assigned Numbers, 3.4 to 3.8.

import { parseUuid, type Uuid } from '../core/index.ts';

/** Services. Assigned Numbers, 3.4. */
const SERVICES: Readonly<Record<Uuid, string>> = {
  '1800': 'Generic Access',
  '1801': 'Generic Attribute',
  '1802': 'Immediate Alert',
  '1803': 'Link Loss',
  '1804': 'Tx Power',
  '1805': 'Current Time',
  '1806': 'Reference Time Update',
  '1807': 'Next DST Change',
  '1808': 'Glucose',
  '1809': 'Health Thermometer',
  '180a': 'Device Information',
  '180d': 'Heart Rate',
  '180e': 'Phone Alert Status',
  '180f': 'Battery',
  '1810': 'Blood Pressure',
  '1811': 'Alert Notification',
  '1812': 'Human Interface Device',
  '1813': 'Scan Parameters',
  '1814': 'Running Speed and Cadence',
  '1815': 'Automation IO',
  '1816': 'Cycling Speed and Cadence',
  '1818': 'Cycling Power',
  '1819': 'Location and Navigation',
  '181a': 'Environmental Sensing',
  '181b': 'Body Composition',
  '181c': 'User Data',
  '181d': 'Weight Scale',
  '181e': 'Bond Management',
  '181f': 'Continuous Glucose Monitoring',
  '1820': 'Internet Protocol Support',
  '1821': 'Indoor Positioning',
  '1822': 'Pulse Oximeter',
  '1823': 'HTTP Proxy',
  '1824': 'Transport Discovery',
  '1825': 'Object Transfer',
  '1826': 'Fitness Machine',
  '1827': 'Mesh Provisioning',
  '1828': 'Mesh Proxy',
  '1829': 'Reconnection Configuration',
  '183a': 'Insulin Delivery',
  '183b': 'Binary Sensor',
  '183c': 'Emergency Configuration',
  '183e': 'Physical Activity Monitor',
  '1843': 'Audio Input Control',
  '1844': 'Volume Control',
  '1846': 'Coordinated Set Identification',
  '1847': 'Device Time',
  '1848': 'Media Control',
  '184c': 'Generic Telephone Bearer',
  '184e': 'Audio Stream Control',
  '184f': 'Broadcast Audio Scan',
  '1850': 'Published Audio Capabilities',
  '1853': 'Common Audio',
  '1854': 'Hearing Access',
};

/** Characteristics. Assigned Numbers, 3.8. */
const CHARACTERISTICS: Readonly<Record<Uuid, string>> = {
  '2a00': 'Device Name',
  '2a01': 'Appearance',
  '2a02': 'Peripheral Privacy Flag',
  '2a03': 'Reconnection Address',
  '2a04': 'Peripheral Preferred Connection Parameters',
  '2a05': 'Service Changed',
  '2a06': 'Alert Level',
  '2a07': 'Tx Power Level',
  '2a08': 'Date Time',
  '2a0f': 'Local Time Information',
  '2a14': 'Reference Time Information',
  '2a18': 'Glucose Measurement',
  '2a19': 'Battery Level',
  '2a1c': 'Temperature Measurement',
  '2a1d': 'Temperature Type',
  '2a1e': 'Intermediate Temperature',
  '2a1f': 'Temperature Celsius',
  '2a20': 'Temperature Fahrenheit',
  '2a21': 'Measurement Interval',
  '2a22': 'Boot Keyboard Input Report',
  '2a23': 'System ID',
  '2a24': 'Model Number String',
  '2a25': 'Serial Number String',
  '2a26': 'Firmware Revision String',
  '2a27': 'Hardware Revision String',
  '2a28': 'Software Revision String',
  '2a29': 'Manufacturer Name String',
  '2a2a': 'IEEE 11073-20601 Regulatory Certification Data List',
  '2a2b': 'Current Time',
  '2a31': 'Scan Refresh',
  '2a32': 'Boot Keyboard Output Report',
  '2a33': 'Boot Mouse Input Report',
  '2a34': 'Glucose Measurement Context',
  '2a35': 'Blood Pressure Measurement',
  '2a36': 'Intermediate Cuff Pressure',
  '2a37': 'Heart Rate Measurement',
  '2a38': 'Body Sensor Location',
  '2a39': 'Heart Rate Control Point',
  '2a3f': 'Alert Status',
  '2a44': 'Alert Notification Control Point',
  '2a45': 'Unread Alert Status',
  '2a46': 'New Alert',
  '2a49': 'Blood Pressure Feature',
  '2a4a': 'HID Information',
  '2a4b': 'Report Map',
  '2a4c': 'HID Control Point',
  '2a4d': 'Report',
  '2a4e': 'Protocol Mode',
  '2a4f': 'Scan Interval Window',
  '2a50': 'PnP ID',
  '2a51': 'Glucose Feature',
  '2a52': 'Record Access Control Point',
  '2a53': 'RSC Measurement',
  '2a54': 'RSC Feature',
  '2a55': 'SC Control Point',
  '2a56': 'Digital',
  '2a58': 'Analog',
  '2a5a': 'Aggregate',
  '2a5b': 'CSC Measurement',
  '2a5c': 'CSC Feature',
  '2a5d': 'Sensor Location',
  '2a5e': 'PLX Spot-Check Measurement',
  '2a5f': 'PLX Continuous Measurement',
  '2a60': 'PLX Features',
  '2a63': 'Cycling Power Measurement',
  '2a65': 'Cycling Power Feature',
  '2a66': 'Cycling Power Control Point',
  '2a67': 'Location and Speed',
  '2a68': 'Navigation',
  '2a6c': 'Elevation',
  '2a6d': 'Pressure',
  '2a6e': 'Temperature',
  '2a6f': 'Humidity',
  '2a70': 'True Wind Speed',
  '2a71': 'True Wind Direction',
  '2a76': 'UV Index',
  '2a77': 'Irradiance',
  '2a78': 'Rainfall',
  '2a79': 'Wind Chill',
  '2a7a': 'Heat Index',
  '2a7b': 'Dew Point',
  '2a8a': 'First Name',
  '2a98': 'Weight',
  '2a99': 'Database Change Increment',
  '2a9a': 'User Index',
  '2a9b': 'Body Composition Feature',
  '2a9c': 'Body Composition Measurement',
  '2a9d': 'Weight Measurement',
  '2a9e': 'Weight Scale Feature',
  '2a9f': 'User Control Point',
  '2aa4': 'Bond Management Control Point',
  '2aa5': 'Bond Management Feature',
  '2aa6': 'Central Address Resolution',
  '2aa7': 'CGM Measurement',
  '2aa8': 'CGM Feature',
  '2ac9': 'Resolvable Private Address Only',
  '2acc': 'Fitness Machine Feature',
  '2acd': 'Treadmill Data',
  '2ad2': 'Indoor Bike Data',
  '2ad9': 'Fitness Machine Control Point',
  '2ada': 'Fitness Machine Status',
  '2adb': 'Mesh Provisioning Data In',
  '2adc': 'Mesh Provisioning Data Out',
  '2add': 'Mesh Proxy Data In',
  '2ade': 'Mesh Proxy Data Out',
  '2b29': 'Client Supported Features',
  '2b2a': 'Database Hash',
  '2b3a': 'Server Supported Features',
  '2b7d': 'Volume State',
  '2b7e': 'Volume Control Point',
  '2b8e': 'Device Time Feature',
  '2b90': 'Device Time',
};

/** Descriptors, 3.7, and the declarations in front of them, 3.5. */
const DESCRIPTORS: Readonly<Record<Uuid, string>> = {
  '2800': 'Primary Service',
  '2801': 'Secondary Service',
  '2802': 'Include',
  '2803': 'Characteristic',
  '2900': 'Characteristic Extended Properties',
  '2901': 'Characteristic User Description',
  '2902': 'Client Characteristic Configuration',
  '2903': 'Server Characteristic Configuration',
  '2904': 'Characteristic Presentation Format',
  '2905': 'Characteristic Aggregate Format',
  '2906': 'Valid Range',
  '2907': 'External Report Reference',
  '2908': 'Report Reference',
  '290b': 'Environmental Sensing Configuration',
  '290c': 'Environmental Sensing Measurement',
  '290d': 'Environmental Sensing Trigger Setting',
  '290e': 'Time Trigger Setting',
};

/** UUIDs of members, 3.10, and of makers who tell what they are: as their adverts and services use them. */
const MAKERS: Readonly<Record<Uuid, string>> = {
  fcd2: 'BTHome',
  fdcd: 'Qingping',
  fe95: 'Xiaomi',
  feaa: 'Eddystone',
  fef3: 'Google',
  fd6f: 'Exposure Notification',
  fe59: 'Nordic Secure DFU',
  '6e400001-b5a3-f393-e0a9-e50e24dcca9e': 'Nordic UART',
  '6e400002-b5a3-f393-e0a9-e50e24dcca9e': 'Nordic UART RX',
  '6e400003-b5a3-f393-e0a9-e50e24dcca9e': 'Nordic UART TX',
  'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6': 'Xiaomi Thermometer',
};

const NAMES: ReadonlyMap<Uuid, string> = new Map(
  [SERVICES, CHARACTERISTICS, DESCRIPTORS, MAKERS].flatMap((table) => Object.entries(table)),
);

/** `Battery Level`, `battery-level` and `batteryLevel` are one name. */
function keyOfName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function byName(...tables: readonly Readonly<Record<Uuid, string>>[]): ReadonlyMap<string, Uuid> {
  return new Map(
    tables.flatMap((table) =>
      Object.entries(table).map(([uuid, name]): [string, Uuid] => [keyOfName(name), uuid]),
    ),
  );
}

/** What a name may stand for, by where it is looked for: some names are of two kinds. */
const UUIDS = {
  service: byName(MAKERS, SERVICES),
  characteristic: byName(MAKERS, CHARACTERISTICS),
  descriptor: byName(DESCRIPTORS),
} as const;

/** What a name can be of. */
export type NamedKind = keyof typeof UUIDS;

/** What a UUID is called: `Battery Level` for `2a19`; `undefined` for those that the tables do not have. */
export function nameOfUuid(uuid: Uuid): string | undefined {
  return NAMES.get(uuid);
}

/**
 * The UUID that a person means: by its name in any spelling, or as digits. `battery level`, `Battery-Level`,
 * `2A19` and `0x2a19` are one.
 *
 * @throws {UsageError} neither a name of the tables nor a UUID.
 */
export function uuidNamed(text: string, kind: NamedKind): Uuid {
  return UUIDS[kind].get(keyOfName(text)) ?? parseUuid(text);
}
