// `bluebell backup` and `bluebell restore`, as they are called.

import type { CommandDesk } from '../command-desk.ts';
import type { BackupCommandOptions } from './backup.ts';
import type { RestoreOptions } from './restore.ts';

const BACKUP_EXAMPLES = `
Examples:
  bluebell backup                       configuration and state, into the folder for backups
  bluebell backup home.tar.gz --keys    keys and passwords too: keep it to yourself
  bluebell backup --history             what was measured, too

Without --keys, passwords and keys are left out, and what was left out is named. A hub may run meanwhile.
It is of this machine: where $BLUEBELL_URL names another, give --data to say so.
Exit codes: 0 done, 1 it cannot be made, 2 wrong options.`;

const RESTORE_EXAMPLES = `
Examples:
  bluebell restore home.tar.gz

The archive is looked through before anything is touched; what was there before is kept beside it, and its
keys are used where the backup has none. Stop the hub first. Works on another machine, too.
It is put back on this machine: where $BLUEBELL_URL names another, give --data to say so.
Exit codes: 0 done, 1 the archive is of no use, or a hub runs, 2 wrong options: nothing was changed.`;

/** Adds the first. */
export function addBackupCommand({ program, terminal, stop, endWith }: CommandDesk): void {
  program
    .command('backup')
    .description('Puts configuration and state into one archive.')
    .argument('[file]', 'the archive to write; default: one named for the time')
    .option('--keys', 'with keys and passwords')
    .option('--history', 'with what was measured')
    .option('--data <folder>', 'where data is kept')
    .option('--json', 'one JSON object')
    .addHelpText('after', BACKUP_EXAMPLES)
    .action(async (file: string | undefined, options: BackupCommandOptions) => {
      const { backup } = await import('./backup.ts');
      endWith(await backup(file, options, terminal, stop));
    });
}

/** Adds the second. */
export function addRestoreCommand({ program, terminal, endWith }: CommandDesk): void {
  program
    .command('restore')
    .description('Puts a backup in the place of configuration and state.')
    .argument('<file>', 'an archive that `bluebell backup` made')
    .option('--data <folder>', 'where data is kept')
    .option('--json', 'one JSON object')
    .addHelpText('after', RESTORE_EXAMPLES)
    .action(async (file: string, options: RestoreOptions) => {
      const { restore } = await import('./restore.ts');
      endWith(await restore(file, options, terminal));
    });
}
