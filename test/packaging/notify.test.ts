// Our messages to a service manager, sent by systemd's own tool to a socket like systemd's.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceFromEnvironment } from '@bluebell/hub/service/contract';
import { expect, it } from 'vitest';
import { describeWith, pathOf } from '../peers/programs.ts';

/** Node has no datagram sockets of Unix. Prints each message on a line, and drops what comes with it. */
const RECEIVER = `
use Socket; $| = 1;
socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
bind($socket, sockaddr_un($ARGV[0])) or die $!;
print "open\\n";
while (defined recv($socket, my $message, 4096, 0)) { $message =~ s/\\n/ /g; print "$message\\n"; }
`;

describeWith('systemd-notify', 'perl')('serviceFromEnvironment', () => {
  it('tells systemd', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bluebell-notify-'));
    const socket = join(folder, 'notify');
    const receiver = spawn(pathOf('perl'), ['-e', RECEIVER, socket], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = receiver.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
    let text = '';
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`no ${wanted} in ${text}`);
        text += String(value);
      }
    };
    try {
      await until('open\n');
      const failures: string[] = [];
      const keep = (_: string, message: string) => failures.push(message);
      const log = { debug: keep, info: keep, warn: keep, error: keep };
      const environment = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '3600000000' };
      const service = serviceFromEnvironment(environment, { log });
      service.ready('2 radios, MQTT connected');
      const cancel = service.watch(() => true);
      await service.stopping();
      cancel();
      await until('STOPPING=1');
      expect(text).toMatch(/READY=1 STATUS=2 radios, MQTT connected\s.*WATCHDOG=1\s.*STOPPING=1/s);
      expect(failures).toEqual([]);
    } finally {
      receiver.kill();
      rmSync(folder, { recursive: true });
    }
  });
});
