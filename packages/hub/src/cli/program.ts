// The command line: all commands, and how it answers what is none.

import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addAirCommand } from './air/air-command.ts';
import { addBackupCommand, addRestoreCommand } from './backup/backup-commands.ts';
import { addCmdCommand } from './cmd/cmd-command.ts';
import type { CommandDesk } from './command-desk.ts';
import { addConfigCommand } from './config/config-command.ts';
import { addDecodeCommand } from './decode-command.ts';
import { addDeviceCommand } from './device/device-command.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { addEnrollCommand } from './enroll/enroll-command.ts';
import { ExitCode } from './exit.ts';
import { addGattCommand } from './gatt/gatt-command.ts';
import { addHelpCommand } from './help-command.ts';
import { addImportCommand } from './import/import-command.ts';
import { addKeyCommand } from './key/key-command.ts';
import { addExportCommand } from './mi32/mi32-commands.ts';
import { addPairCommand } from './pair/pair-command.ts';
import { addRadioCommand } from './radio/radio-command.ts';
import { addReplayCommand } from './replay-command.ts';
import { addRunCommand } from './run-command.ts';
import { addScanCommand } from './scan/scan-command.ts';
import { addStatusCommand } from './status/status-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  bluebell run --demo               see it at work: a simulated home, nothing to configure
  bluebell run                      your own home
  bluebell status                   the hub that runs here, at a glance
  bluebell doctor kitchen           why is this sensor silent?
  bluebell scan                     who is on the air
  bluebell gatt dump E3:1B:…        what a device offers to those who connect
  bluebell replay home.btsnoop      what a recording holds
  bluebell decode 020106151695fe…   what an advert means
  bluebell cmd 'Status 8'           asks the hub that runs here
  bluebell help gatt read           more about a command`;

/** In the order of the help. */
const COMMANDS: readonly ((desk: CommandDesk) => void)[] = [
  addRunCommand,
  addStatusCommand,
  addDoctorCommand,
  addDeviceCommand,
  addKeyCommand,
  addScanCommand,
  addGattCommand,
  addPairCommand,
  addEnrollCommand,
  addRadioCommand,
  addAirCommand,
  addReplayCommand,
  addDecodeCommand,
  addCmdCommand,
  addConfigCommand,
  addImportCommand,
  addExportCommand,
  addBackupCommand,
  addRestoreCommand,
];

/** The program for a terminal. `run` takes `process.argv`, and gives the exit code. */
export function createProgram(
  terminal: Terminal,
  stop: AbortSignal,
): { readonly run: (argv: readonly string[]) => Promise<number> } {
  let code: number = ExitCode.ok;
  const program = new Command('bluebell')
    .description('A Bluetooth LE hub: hears sensors, and tells MQTT.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, 'bluebell:')),
    })
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', EXAMPLES);

  const endWith = (number: number) => {
    code = number;
  };
  for (const add of COMMANDS) add({ program, terminal, stop, endWith });
  addHelpCommand(program);

  return {
    async run(argv) {
      try {
        await program.parseAsync(argv);
        return code;
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
      }
    },
  };
}
