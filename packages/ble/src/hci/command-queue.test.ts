import { describe, expect, it } from 'vitest';
import { fromHex, TransportError, UsageError } from '../core/index.ts';
import { BD_ADDR, RAND, RANDOM, RESET, start } from './command-queue.contract.ts';
import {
  disconnect,
  hostNumberOfCompletedPackets,
  leRand,
  leReadBufferSize,
  leRemoteConnectionParameterRequestNegativeReply,
  readBdAddr,
  readRssi,
  reset,
} from './commands/index.ts';
import { HciError } from './hci-error.ts';

describe('CommandQueue.send', () => {
  it('gives the return parameters of Command Complete, typed', async () => {
    const { queue, sent, answer } = start();
    const rssi = queue.send(readRssi, { handle: 0x40 });
    expect(sent).toEqual(['010514024000']);
    answer('0e 07 01 0514 00 4000 c4');
    expect(await rssi).toEqual({ handle: 0x40, rssi: -60 });
  });

  it('gives nothing for a command that Command Status accepts', async () => {
    const { queue, answer } = start();
    const disconnecting = queue.send(disconnect, { connectionHandle: 0x40, reason: 0x13 });
    answer('0f 04 00 01 0604');
    expect(await disconnecting).toEqual({});
  });

  it.each([
    ['Command Complete', '0e 04 01 1820 0c'],
    ['Command Status', '0f 04 0c 01 1820'],
  ])('rejects with the status of a %s that refuses', async (_, hex) => {
    const { queue, answer } = start();
    const random = queue.send(leRand);
    answer(hex);
    await expect(random).rejects.toThrow(new HciError(0x0c, 'leRand'));
    await expect(random).rejects.toMatchObject({ code: 'HCI', status: 0x0c });
  });

  it('waits on when Command Status accepts what Command Complete is to answer', async () => {
    const { queue, answer } = start();
    const random = queue.send(leRand);
    answer('0f 04 00 01 1820');
    expect(queue.pending).toBe(1);
    answer(`0e 0c 01 1820 00 ${RANDOM}`);
    expect(await random).toEqual({ randomNumber: fromHex(RANDOM) });
  });

  it('takes a Command Complete for what Command Status should have answered', async () => {
    const { queue, answer } = start();
    const disconnecting = queue.send(disconnect, { connectionHandle: 0x40, reason: 0x13 });
    answer('0e 04 01 0604 00');
    expect(await disconnecting).toEqual({});
  });

  it('leaves alone what later versions put behind the return parameters', async () => {
    const { queue, answer } = start();
    const size = queue.send(leReadBufferSize);
    answer('0e 09 01 0220 00 fb00 0c ffff');
    expect(await size).toEqual({ leAclDataPacketLength: 251, totalNumLeAclDataPackets: 12 });
  });

  it('does without a handle that the controller should have repeated', async () => {
    const { queue, answer } = start();
    const reply = { connectionHandle: 0x40, reason: 0x3b };
    const replied = queue.send(leRemoteConnectionParameterRequestNegativeReply, reply);
    answer('0e 04 01 2120 00');
    expect(await replied).toEqual({ connectionHandle: undefined });
  });

  it.each(['0e 03 01 1820', '0e 07 01 1820 00 010203'])(
    'rejects when the answer %s holds too little',
    async (hex) => {
      const { queue, answer } = start();
      const random = queue.send(leRand);
      answer(hex);
      await expect(random).rejects.toThrow(/answer to leRand: needs \d+ bytes/);
    },
  );

  it('rejects parameters that do not fit, and sends nothing', async () => {
    const { queue, sent } = start();
    await expect(queue.send(readRssi, { handle: 0x10000 })).rejects.toThrow(UsageError);
    expect(sent).toEqual([]);
    expect(queue.pending).toBe(0);
  });

  it('sends one command at a time, in order', async () => {
    const { queue, sent, answer } = start();
    const random = queue.send(leRand);
    const address = queue.send(readBdAddr);
    expect(sent).toEqual([RAND]);
    answer(`0e 0c 05 1820 00 ${RANDOM}`);
    await random;
    expect(sent).toEqual([RAND, BD_ADDR]);
    answer('0e 0a 05 0910 00 010000 38c1a4');
    expect(await address).toEqual({ bdAddr: 0xa4c138000001 });
  });

  it('waits where the controller has no room, until an answer to nothing gives some (4.4)', async () => {
    const { queue, sent, answer } = start();
    const random = queue.send(leRand);
    answer(`0e 0c 00 1820 00 ${RANDOM}`);
    await random;
    const resetting = queue.send(reset);
    expect(sent).toEqual([RAND]);
    answer('0e 03 01 0000');
    expect(sent).toEqual([RAND, RESET]);
    answer('0e 04 01 030c 00');
    await resetting;
    expect(queue.unexpected).toBe(0);
  });

  it('takes room from a Command Status for nothing as well', async () => {
    const { queue, sent, answer } = start();
    answer('0f 04 00 00 0000');
    const random = queue.send(leRand);
    expect(sent).toEqual([]);
    answer('0f 04 00 01 0000');
    expect(sent).toEqual([RAND]);
    answer(`0e 0c 01 1820 00 ${RANDOM}`);
    await random;
  });

  it('sends what nothing answers at once, whatever is under way (7.3.40)', async () => {
    const { queue, sent } = start();
    queue.send(leRand).catch(() => {});
    const handles = [{ connectionHandle: 0x40, hostNumCompletedPackets: 1 }];
    await queue.send(hostNumberOfCompletedPackets, { handles });
    expect(sent).toEqual([RAND, '01350c050140000100']);
    expect(queue.pending).toBe(1);
  });

  it('rejects with what the transport throws, and goes on', async () => {
    const { queue, line, answer } = start();
    line.isBroken = true;
    await expect(queue.send(leRand)).rejects.toThrow(TransportError);
    line.isBroken = false;
    const random = queue.send(leRand);
    answer(`0e 0c 01 1820 00 ${RANDOM}`);
    await expect(random).resolves.toBeDefined();
  });
});
