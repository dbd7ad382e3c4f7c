// docs/configuration.md: every setting, from the schema that checks the file.

import { type SettingRow, settingRows } from '@bluebell/hub';
import { type Generated, noticeOf } from './generated.ts';
import { code, page, table } from './markdown.ts';

const INTRO = `# What can be configured?

One file, \`config.yaml\`. \`bluebell run\` writes it where there is none, every setting in it as a comment with its default. A mistake in
it is named with file, line and what is allowed, and the hub does not start half. [config.schema.json](config.schema.json) is what editors
complete and check by.

The folder is the first of: \`--data FOLDER\`; \`BLUEBELL_DATA\`; \`/data\` in a container; what systemd gives the unit; the usual place of
the user's system (\`~/.config/bluebell\`, with the state in \`~/.local/state/bluebell\`, on Linux).

Passwords and keys may be written as \`!secret name\`, with a line \`name: value\` in \`secrets.yaml\` beside the file. Environment
variables win over the file: \`__\` stands between the names of a path, and commas between the entries of a list, as in
\`BLUEBELL_RADIOS=serial:/dev/ttyUSB0,tcp:attic:9101\`. Flags of the command line, such as \`--radio\`, win over both.

\`bluebell config check\` names all that is wrong, \`bluebell config show\` what is in force and where each value is from, and
\`bluebell config set PATH VALUE\` changes one setting; comments and order of the file stay. A hub that runs takes changes over by itself
within seconds, those of an editor too. Settings marked with ⟳ count only after a restart. A change that is wrong is told in the log, and
what was in force stays.`;

/** Rows of one section of the file; single settings of the top level are a section together. */
function sections(rows: readonly SettingRow[]): ReadonlyMap<string, readonly SettingRow[]> {
  const sections = new Map<string, SettingRow[]>();
  for (const row of rows) {
    const name = row.path.includes('.') ? row.path.replace(/\..*/, '') : '';
    sections.set(name, [...(sections.get(name) ?? []), row]);
  }
  return sections;
}

function section(name: string, rows: readonly SettingRow[]): string {
  const title = name === '' ? '## On their own' : `## ${code(name)}`;
  const cells = rows.map(
    ({ path, variable, allowed, default: value, description, needsRestart }) => [
      code(path) + (needsRestart ? ' ⟳' : ''),
      description,
      allowed,
      value === undefined ? '' : code(JSON.stringify(value)),
      code(variable),
    ],
  );
  return [title, table(['Setting', 'What', 'Allowed', 'Default', 'Variable'], cells)].join('\n\n');
}

export const configurationPage: Generated = {
  path: 'docs/configuration.md',
  make: () =>
    page(
      `<!-- ${noticeOf('configuration-page.ts')} -->`,
      INTRO,
      ...[...sections(settingRows())].map(([name, rows]) => section(name, rows)),
    ),
};
