// Settings as people name them: `mqtt.url`, `devices.A4:C1:38:00:00:01.name`.

/** What users choose as names, and may hold dots. */
const CHOSEN: ReadonlySet<string> = new Set(['phones', 'areas']);

/** The names on the way to a setting. */
export function settingPath(text: string): readonly string[] {
  const [section = '', ...rest] = text.split('.');
  if (!CHOSEN.has(section) || rest.length < 2) return [section, ...rest];
  if (section === 'areas') return [section, rest.join('.')];
  return [section, rest.slice(0, -1).join('.'), rest.at(-1) ?? ''];
}
