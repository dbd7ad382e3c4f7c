// Why Linux does not hand a controller over, and what to do. The package tells it in words alone.

import { hciDevices } from './hci-devices.ts';

/** What the errors of the system say, and what it means. */
const TROUBLES: readonly (readonly [words: RegExp, explain: (device: string) => string])[] = [
  [
    /not permitted|permission denied/i,
    () =>
      'permission denied; run as root, or give Node the right: sudo setcap cap_net_admin,cap_net_raw+eip "$(readlink -f "$(command -v node)")"',
  ],
  [
    /busy/i,
    (device) =>
      `busy: the system uses it; sudo systemctl stop bluetooth, then sudo hciconfig hci${device} down`,
  ],
  [/too many users/i, () => 'busy: another program has it; end that, and try again'],
  [/rf-?kill/i, () => 'switched off by software or by a switch; sudo rfkill unblock bluetooth'],
  [
    /address family/i,
    () =>
      'this system has no Bluetooth; load its module (sudo modprobe bluetooth), and run a container with --net=host --cap-add NET_ADMIN',
  ],
];

/** One sentence for people. */
export function explainUserChannelTrouble(device: string, error: unknown, sys: string): string {
  const said = error instanceof Error ? error.message : String(error);
  if (/no such device/i.test(said)) return explainMissing(sys);
  const trouble = TROUBLES.find(([words]) => words.test(said));
  return trouble ? trouble[1](device) : `cannot be opened: ${said}`;
}

function explainMissing(sys: string): string {
  const devices = hciDevices(sys);
  const those =
    devices.length === 0
      ? 'this machine has none; plug it in, and look what `sudo dmesg` says'
      : `there are ${devices.map(({ device }) => `hci:${device}`).join(', ')}`;
  return `there is no such device; ${those}`;
}
