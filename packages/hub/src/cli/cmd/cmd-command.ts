// `bluebell cmd`, as it is called.

import type { CommandDesk } from '../command-desk.ts';
import { addRemoteOptions, REMOTE_HELP, type RemoteOptions } from '../remote/remote-options.ts';
import { unlessStopped } from '../remote/unless-stopped.ts';

const EXAMPLES = `
Examples:
  bluebell cmd Status 8                          all sensors, as at the tele period
  bluebell cmd MI32Option2 1                     from now on, every advert is published at once
  bluebell cmd 'Backlog Power1 1; Delay 20; Power1 0'
  bluebell cmd --demo MI32Option0                asks the demonstration that runs
  bluebell cmd --url http://attic:8032 Status    asks the hub of another machine
  bluebell cmd Status 0 | jq .StatusFWR.Version

All commands are listed in docs/commands.md. The answer is JSON, as Tasmota gives it.
${REMOTE_HELP}
Exit codes: 0 done, 1 the hub refused or does not know the command, 2 wrong options,
3 no hub answers.`;

/** Adds it. */
export function addCmdCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  const command = program
    .command('cmd')
    .description('Sends a command to a hub that runs.')
    .argument('<command...>', "such as Status 8; in quotes where ';' or other signs are in it")
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], options: RemoteOptions) => {
      const { cmd } = await import('./cmd.ts');
      endWith(await unlessStopped(stop, () => cmd(words.join(' '), options, terminal, stop)));
    });
  addRemoteOptions(command);
}
