// docs/commands.md: every command, with its argument and what it answers.

import { COMMANDS, type Command, OPTION_MEANINGS, SET_OPTIONS } from '@bluebell/hub';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# Which commands are there?

Those of Tasmota's MI32 driver, and what else of Tasmota has a meaning here, spelled and answered as there. One table serves all ways to send
them:

| way | send | answer |
| --- | --- | --- |
| MQTT | \`cmnd/<topic>/MI32Option2\` with the payload \`1\` | \`stat/<topic>/RESULT\` |
| HTTP | \`http://127.0.0.1:8032/cm?cmnd=MI32Option2%201\` | the body; several answers are one object |
| command line | \`bluebell cmd MI32Option2 1\` | printed |
| rules | \`ON trigger DO MI32Option2 1 ENDON\` | \`stat/<topic>/RESULT\` |

- Upper and lower case are alike. Digits behind the name are its index; without any it is 1.
- Blanks before the argument do not count, those behind it do. A lone \`?\` is no argument.
- What a command refuses is answered with \`{"Command":"Error"}\`, what is none with \`{"Command":"Unknown"}\`.
- \`Status\` answers on \`stat/<topic>/STATUS\` and its number. With \`SetOption4 1\`, all others answer on a topic named for the command.
- Keys go in and never come out: no answer and no message holds one, and \`Rule\` shows stars in their place.`;

const HTTP = `## Who may send commands by HTTP?

Programs of this machine. Requests that a web page of another's makes in the user's browser are refused. With \`web.password\` set, all who know
it, in \`&user=admin&password=…\` or as HTTP Basic; \`web.host\` then lets other machines in too. See [configuration.md](configuration.md).`;

const RULES = `## Rules

\`Rule1\` to \`Rule3\` each hold rules, \`ON trigger DO command ENDON\`, one after another; \`Rule1 1\` switches the first set on. With BREAK in the
place of ENDON, a rule that fires leaves out those behind it in its set.

| trigger | fires |
| --- | --- |
| \`System#Boot\` | once, when the hub is at work and the broker was reached |
| \`Mqtt#Connected\`, \`Mqtt#Disconnected\` | when the broker came or went |
| \`Power1#State\` | when a relay switched: 1 or 0 |
| \`YLKG08-0a0b0c#Button0\` | on a message in real time with this member |
| \`Tele-LYWSD03-a1b2c3#Temperature\` | on telemetry with this member |

A comparison may follow: \`=\` and \`==\`, \`!=\`, \`<\`, \`<=\`, \`>\`, \`>=\` by number where both are numbers; \`|\` where the value can be divided;
\`$<\`, \`$>\`, \`$|\`, \`$!\` where a text begins with, ends with, holds, or is not the other. In the command, \`%value%\` is the value; a \`;\` in it becomes
a blank, so that no message can bring commands of its own. With \`Rule1 5\`, a rule fires once, and again when its comparison has failed in between.

Limits: rules that lead to each other end after 8, also through a backlog; rules do 100 commands at once and 20 a second in the long run; 100
commands wait in the backlog. What a limit leaves out is named in the log (\`RULE_DEPTH\`, \`RULE_RATE\`, \`BACKLOG_FULL\`), and a set with \`Rule1 9\` is
switched off by it.`;

function section({ spelling, summary, index, argument, examples }: Command): string {
  const facts = [
    ...(index === undefined ? [] : [['Index', index]]),
    ['Argument', argument === '' ? 'none' : argument],
  ].map(([name, text]) => `- ${name}: ${text}`);
  const rows = examples.map(({ send, answers }) => [code(send), code(answers)]);
  return [`### ${spelling}`, summary, facts.join('\n'), table(['Send', 'Answer'], rows)].join(
    '\n\n',
  );
}

function options(): string {
  const rows = [
    ...Object.entries(OPTION_MEANINGS).map(([number, meaning]) => [`MI32Option${number}`, meaning]),
    ...[...SET_OPTIONS].map(([number, { meaning }]) => [`SetOption${number}`, meaning]),
  ].map(([name = '', meaning = '']) => [code(name), meaning]);
  return ['## What is switched', table(['Option', '1 means'], rows)].join('\n\n');
}

export const commandsPage: Generated = {
  path: 'docs/commands.md',
  make: () =>
    page(
      `<!-- ${noticeOf('commands-page.ts')} -->`,
      INTRO,
      options(),
      '## Commands',
      ...COMMANDS.map(section),
      RULES,
      HTTP,
    ),
};
