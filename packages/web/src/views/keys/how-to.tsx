// Where keys come from, in words.

import { Link } from '../../app/index.ts';
import { Card } from '../../kit/index.ts';
import styles from './keys.module.css';

const WAYS = [
  {
    title: 'Xiaomi, Mijia, Aqara, Yeelight: sensors in the Mi Home app',
    text: 'The key is made when the sensor is paired with the app, and kept in the Xiaomi account. Tools that list the devices of an account (look for “token extractor”) show it as “BLE KEY”. Pairing the sensor again makes a new key, and the old one is worth nothing.',
  },
  {
    title: 'Thermometers with ATC or pvvx firmware',
    text: 'Without encryption they need no key. With it, the page that flashed the firmware shows the key under its settings, and can set another one.',
  },
  {
    title: 'BTHome devices, such as Shelly BLU',
    text: "The maker's app switches encryption on and shows the key then. Devices built with ESPHome or Arduino have it in their own configuration.",
  },
  {
    title: 'Old remotes and dimmers (YLKG07, YLKG08, first fan and heater remotes)',
    text: 'Their key is short: 24 hex digits. It is handed out while the device pairs with a lamp or with a program that poses as one.',
  },
] as const;

/** The ways, each folded until it is asked for. */
export function HowToGetKeys() {
  return (
    <Card title="Where to get a key">
      <div>
        {WAYS.map(({ title, text }) => (
          <details key={title} className={styles.way}>
            <summary>{title}</summary>
            <p>{text}</p>
          </details>
        ))}
        <details className={styles.way}>
          <summary>Another system has them already</summary>
          <p>
            Files of Tasmota (mi32cfg), ESPHome, Theengs and the ble_monitor of Home Assistant hold
            keys: <Link to="#/import">import</Link> takes them over, all at once.
          </p>
        </details>
      </div>
    </Card>
  );
}
