// How an identity key is got out of each system, in words.

import { Card } from '../../kit/index.ts';
import styles from './irk.module.css';

const WAYS = [
  {
    title: 'iPhone, iPad and Apple Watch',
    text: 'They never show the key of their own. Let the phone pair with a device that tells it: run “bluebell enroll” on the hub, which poses as a heart-rate sensor, and pair with it in the Bluetooth settings. A Mac with the same Apple account also knows it: see there.',
  },
  {
    title: 'Android',
    text: 'Pair with “bluebell enroll” as with an iPhone. On a rooted phone the file bt_config.conf (below /data/misc/bluedroid or /data/misc/bluetooth) has it as LE_LOCAL_KEY_IRK.',
  },
  {
    title: 'macOS',
    text: 'Keychain Access, keychain “login” or “iCloud”, search for “Bluetooth”: the entry of the device shows, with its password revealed, the key “Remote IRK” in base64.',
  },
  {
    title: 'Windows',
    text: 'Once the phone is paired with the PC, the registry has it as IRK below HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\BTHPORT\\Parameters\\Keys, in a folder for each adapter. Only the system account may read it. Its bytes are the other way round there.',
  },
  {
    title: 'ESPHome',
    text: 'A node with the component esp32_ble_server, or one that the phone pairs with, logs the key as “IRK” when pairing is complete.',
  },
  {
    title: 'Linux (BlueZ)',
    text: 'Once paired, /var/lib/bluetooth/<adapter>/<phone>/info has it under [IdentityResolvingKey].',
  },
] as const;

/** The ways, each folded until it is asked for. */
export function HowToGetIrk() {
  return (
    <Card title="Where to get an identity key">
      <div>
        {WAYS.map(({ title, text }) => (
          <details key={title} className={styles.way}>
            <summary>{title}</summary>
            <p>{text}</p>
          </details>
        ))}
      </div>
    </Card>
  );
}
