// `bluebell gatt`, as it is called.

import { type Command, Option } from 'commander';
import { type CommandDesk, count, seconds } from '../command-desk.ts';
import { addDeviceOptions, DEVICE_ARGUMENT, DEVICE_EXIT_CODES } from '../device/device-options.ts';
import type { GattOptions, SubscribeOptions, ValueOptions, WriteOptions } from './gatt-options.ts';

/** The names of `VALUE_FORMS`, which is not loaded for the help alone. */
const FORMS = ['hex', 'text', 'u8', 'u16', 'u24', 'u32', 'i8', 'i16', 'i32', 'f32'] as const;

const EXAMPLES = `
Examples:
  bluebell gatt dump E3:1B:74:0C:9D:52
  bluebell gatt read E3:1B:74:0C:9D:52 'battery level'
  bluebell gatt subscribe E3:1B:74:0C:9D:52 2a37
  bluebell help gatt read                                 more about one of them

Against the simulated home, unless --radio names another radio.`;

const DUMP_EXAMPLES = `
Examples:
  bluebell gatt dump E3:1B:74:0C:9D:52
  bluebell gatt dump 'heart rate' --radio serial:/dev/ttyUSB0
  bluebell gatt dump E3:1B:74:0C:9D:52 --json | jq '.services[].uuid'

What --json prints is described in docs/json.md.
${DEVICE_EXIT_CODES}`;

const READ_EXAMPLES = `
Examples:
  bluebell gatt read E3:1B:74:0C:9D:52 'battery level'
  bluebell gatt read E3:1B:74:0C:9D:52 2a19 --as u8
  bluebell gatt read E3:1B:74:0C:9D:52 0x0012
  bluebell gatt read 'heart rate' 'manufacturer name string' --as text

What --json prints is described in docs/json.md.
${DEVICE_EXIT_CODES}`;

const WRITE_EXAMPLES = `
Examples:
  bluebell gatt write E3:1B:74:0C:9D:52 'heart rate control point' 01
  bluebell gatt write D6:40:2F:88:13:A7 'nordic uart rx' --text hello --without-response
  bluebell gatt write D6:40:2F:88:13:A7 6e400002-b5a3-f393-e0a9-e50e24dcca9e --as u16 500

What --json prints is described in docs/json.md.
${DEVICE_EXIT_CODES}`;

const SUBSCRIBE_EXAMPLES = `
Examples:
  bluebell gatt subscribe E3:1B:74:0C:9D:52 'heart rate measurement'
  bluebell gatt subscribe E3:1B:74:0C:9D:52 2a19 --as u8 --count 1
  bluebell gatt subscribe E3:1B:74:0C:9D:52 2a05 --indicate --seconds 30 --json

Without --count and --seconds, until Ctrl-C. Fewer than --count values in --seconds give 1.
What --json prints is described in docs/json.md.
${DEVICE_EXIT_CODES}`;

const CHARACTERISTIC = [
  '<characteristic>',
  "a UUID, a name such as 'battery level', or a handle such as 0x0012; a descriptor by its handle",
] as const;

/** Adds it, and what is below it. */
export function addGattCommand(desk: CommandDesk): void {
  const gatt = desk.program
    .command('gatt')
    .description('Talks with a device: discovers, reads, writes, subscribes.')
    .helpCommand(false)
    // Their arguments would leave no room for what they do.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', EXAMPLES);
  addDump(gatt, desk);
  addRead(gatt, desk);
  addWrite(gatt, desk);
  addSubscribe(gatt, desk);
}

function addDump(gatt: Command, { terminal, stop, endWith }: CommandDesk): void {
  const dump = gatt
    .command('dump')
    .description('Shows all services of a device, and reads what can be read.')
    .argument(...DEVICE_ARGUMENT);
  addGattOptions(dump)
    .addHelpText('after', DUMP_EXAMPLES)
    .action(async (device: string, options: GattOptions) => {
      const { gattDump } = await import('./dump.ts');
      endWith(await gattDump(device, options, terminal, stop));
    });
}

function addRead(gatt: Command, { terminal, stop, endWith }: CommandDesk): void {
  const read = gatt
    .command('read')
    .description('Prints the value of a characteristic, or of a descriptor.')
    .argument(...DEVICE_ARGUMENT)
    .argument(...CHARACTERISTIC)
    .option('--service <service>', 'where several services have it: a UUID or a name')
    .addOption(formOption('how to print it; default: hex, and what it means'));
  addGattOptions(read)
    .addHelpText('after', READ_EXAMPLES)
    .action(async (device: string, characteristic: string, options: ValueOptions) => {
      const { gattRead } = await import('./read.ts');
      endWith(await gattRead(device, characteristic, options, terminal, stop));
    });
}

function addWrite(gatt: Command, { terminal, stop, endWith }: CommandDesk): void {
  const write = gatt
    .command('write')
    .description('Writes the value of a characteristic, or of a descriptor.')
    .argument(...DEVICE_ARGUMENT)
    .argument(...CHARACTERISTIC)
    .argument('<value>', 'hex digits, or as --as says')
    .option('--service <service>', 'where several services have it: a UUID or a name')
    .addOption(
      formOption('how the value is written here; numbers: with blanks between').default('hex'),
    )
    .addOption(new Option('--text', 'the same as --as text').conflicts('as'))
    .option('--without-response', 'sends it, and waits for no answer');
  addGattOptions(write)
    .addHelpText('after', WRITE_EXAMPLES)
    .action(async (device: string, name: string, value: string, options: WriteOptions) => {
      const { gattWrite } = await import('./write.ts');
      endWith(await gattWrite(device, name, value, options, terminal, stop));
    });
}

function addSubscribe(gatt: Command, { terminal, stop, endWith }: CommandDesk): void {
  const subscribe = gatt
    .command('subscribe')
    .description('Prints the values that a characteristic sends by itself.')
    .argument(...DEVICE_ARGUMENT)
    .argument(...CHARACTERISTIC)
    .option('--service <service>', 'where several services have it: a UUID or a name')
    .addOption(formOption('how to print values; default: time, hex, and what it means'))
    .option('--count <number>', 'ends after so many values', count)
    .option('--seconds <seconds>', 'ends after so long', seconds)
    .option('--indicate', 'indications, where there are notifications too');
  addGattOptions(subscribe)
    .addHelpText('after', SUBSCRIBE_EXAMPLES)
    .action(async (device: string, characteristic: string, options: SubscribeOptions) => {
      const { gattSubscribe } = await import('./subscribe.ts');
      endWith(await gattSubscribe(device, characteristic, options, terminal, stop));
    });
}

function formOption(description: string): Option {
  return new Option('--as <form>', description).choices(FORMS);
}

function addGattOptions(command: Command): Command {
  return addDeviceOptions(command).option('--pair', 'pairs first, where there is no bond yet');
}
