import { silentLog } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { WAITING_LIMIT } from './dispatcher.ts';
import { LONGEST_LINE } from './line.ts';
import { memoryHub } from './memory-hub.contract.ts';

describe('CommandDispatcher', () => {
  it.each(['mi32option2 1', 'MI32OPTION2 1', '  mI32oPtIoN2 \t 1'])(
    'takes "%s", and answers with the spelling of the table',
    async (line) => {
      expect(await memoryHub().ask(line)).toBe('{"MI32Option2":1}');
    },
  );

  it('takes a name with its digits and an argument apart, as they come by MQTT', async () => {
    const { dispatcher } = memoryHub();
    expect(await dispatcher.run('MI32Option0', '0')).toEqual([
      { topic: 'RESULT', json: '{"MI32Option0":0}' },
    ]);
  });

  it('takes index 1 where there are no digits, and not 0', async () => {
    expect(await memoryHub().ask('MI32Option 1')).toBe('{"MI32Option1":1}');
  });

  it.each(['MI32Option0 ?', 'MI32Option0    ?', 'MI32Option0', 'MI32Option0  '])(
    'reads where the argument is empty or a question mark: "%s"',
    async (line) => {
      expect(await memoryHub().ask(line)).toBe('{"MI32Option0":1}');
    },
  );

  it('leaves out blanks before an argument, and keeps those behind it', async () => {
    const { dispatcher } = memoryHub();
    const answers = await dispatcher.run('MI32Name0', '   attic  ');
    expect(answers).toEqual([{ topic: 'RESULT', json: '{"MI32Name":"attic  "}' }]);
  });

  it.each(['Nothing', 'MI32', 'MI32Option2x 1', '', '   ', '44', 'MI32Option1234567890 1', 'ä 1'])(
    'answers that "%s" is unknown',
    async (line) => {
      expect(await memoryHub().ask(line)).toBe('{"Command":"Unknown"}');
    },
  );

  it('refuses lines without end, unread', async () => {
    const { ask, done } = memoryHub();
    expect(await ask(`Publish a ${'x'.repeat(LONGEST_LINE)}`)).toBe('{"Command":"Unknown"}');
    expect(done).toEqual([]);
  });

  it('does not know the commands of MI32 while SetOption115 is off', async () => {
    const { ask, done } = memoryHub();
    await ask('SetOption115 0');
    expect(await ask('MI32Cfg')).toBe('{"Command":"Unknown"}');
    expect(done).toEqual([]);
    await ask('SetOption115 1');
    expect(await ask('MI32Cfg')).toBe('{"MI32Cfg":"Done"}');
  });

  it('names the command in the topic of the answer when SetOption4 is on', async () => {
    const { dispatcher } = memoryHub();
    await dispatcher.run('SetOption4', '1');
    const topics = async (line: string) =>
      (await dispatcher.runLine(line)).map(({ topic }) => topic);

    expect(await topics('MI32Option2 1')).toEqual(['MI32OPTION']);
    expect(await topics('MI32Key wrong')).toEqual(['MI32KEY']);
    expect(await topics('Nothing')).toEqual(['COMMAND']);
    expect(await topics('Status 8')).toEqual(['STATUS8']);
  });

  it('answers Status 0 part by part', async () => {
    const answers = await memoryHub().dispatcher.run('Status', '0');
    expect(answers.map(({ topic }) => topic)).toEqual(
      'STATUS STATUS1 STATUS2 STATUS3 STATUS4 STATUS5 STATUS6 STATUS7 STATUS10 STATUS11'.split(' '),
    );
  });

  it('does commands in the order they came, each once', async () => {
    const { dispatcher, done } = memoryHub();
    await Promise.all(
      ['Publish a 1', 'MI32Cfg', 'Publish a 2'].map((line) => dispatcher.runLine(line)),
    );
    expect(done).toEqual(['publish a 1', 'save', 'publish a 2']);
  });

  it('refuses what comes faster than it is done', async () => {
    const { dispatcher, done } = memoryHub();
    const lines = Array.from({ length: WAITING_LIMIT + 1 }, () => dispatcher.run('MI32Cfg', ''));
    const answers = await Promise.all(lines);
    expect(done.length).toBe(WAITING_LIMIT);
    expect(answers.at(-1)).toEqual([{ topic: 'RESULT', json: '{"Command":"Error"}' }]);
    expect(await dispatcher.run('MI32Cfg', '')).toEqual([
      { topic: 'RESULT', json: '{"MI32Cfg":"Done"}' },
    ]);
  });
});

describe('CommandDispatcher, of what is kept', () => {
  it('answers once what was changed is on the disk, and not before', async () => {
    const { flush, write } = slowDisk();
    const { ask, done } = memoryHub(silentLog, flush);
    const answers: string[] = [];
    const asking = ask('MI32Key 00112233445566778899AABBCCDDEEFF112233445566').then((answer) =>
      answers.push(answer),
    );
    await turn();
    expect(done).toHaveLength(1);
    expect(answers).toEqual([]);
    write();
    await asking;
    expect(answers).toEqual(['{"MI32Key":"Done"}']);
  });

  it('does what comes next meanwhile, so that much is written at once, and answers in order', async () => {
    const { flush, write } = slowDisk();
    const { ask, done } = memoryHub(silentLog, flush);
    const answers: string[] = [];
    const asking = ['Publish a 1', 'MI32Option2 1', 'Publish a 2'].map((line) =>
      ask(line).then((answer) => answers.push(answer)),
    );
    await turn();
    expect(done).toEqual(['publish a 1', 'publish a 2']);
    expect(answers).toEqual([]);
    write();
    await Promise.all(asking);
    expect(answers).toEqual(['{"Publish":"Done"}', '{"MI32Option2":1}', '{"Publish":"Done"}']);
  });

  it('lets a backlog go on, and answers for each command when it is kept', async () => {
    const { flush, write } = slowDisk();
    const { ask, clock, done, unasked } = memoryHub(silentLog, flush);
    void ask('Backlog0 Publish a 1;Publish a 2;Publish a 3');
    await clock.advance(0);
    expect(done).toHaveLength(3);
    expect(unasked).toEqual([]);
    write();
    await turn();
    expect(unasked).toHaveLength(3);
  });
});

/** A disk on which all is written when the test says so. */
function slowDisk() {
  const waiting: (() => void)[] = [];
  const written = new Promise<void>((resolve) => {
    waiting.push(resolve);
  });
  const write = () => {
    for (const resolve of waiting) resolve();
  };
  return { flush: () => written, write };
}

/** Lets all happen that waits for nothing else. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
