// The templates by which Home Assistant reads our messages. Few forms, each in one place: the validator of
// the tests renders every one of them.

/** A member of a state document. Absent ones are unknown, and no warning in Home Assistant's log. */
export function memberOf(key: string, otherwise?: string): string {
  const fallback = otherwise === undefined ? 'none' : quoted(otherwise);
  return `{{ value_json.${key} | default(${fallback}) }}`;
}

/** A member that holds seconds since 1970, as a time. */
export function timeOf(key: string): string {
  return `{{ value_json.${key} | as_datetime if value_json.${key} is defined else none }}`;
}

/** `home` or `not_home`, the words of trackers; `None` while nobody knows. */
export const HOME_OR_NOT =
  "{{ 'None' if value_json.home is not defined else 'home' if value_json.home else 'not_home' }}";

/** The zones that somebody is in: takes the place of the state in newer versions of Home Assistant. */
export const ZONES =
  "{{ {'in_zones': ['zone.home'] if value_json.home | default(false) else []} | tojson }}";

/** The area of the receiver that hears something best, while that is home. */
export function areaByReceiver(areas: ReadonlyMap<string, string>): string {
  return `{{ ${dictionary(areas)}.get(value_json.receiver) if value_json.home | default(false) else none }}`;
}

/** The events of one source, each with all that came with it; nothing for those of others. */
export function eventsOf(source: string): string {
  return `{{ value_json | tojson if value_json.source == ${quoted(source)} else '' }}`;
}

/** One press, for a trigger: its source and type in one word. */
export const SOURCE_AND_TYPE = '{{ value_json.source }} {{ value_json.type }}';

/** A command that sets one member to a number. */
export function setNumber(member: string): string {
  return `{"${member}": {{ value }}}`;
}

/** A command that sets one member to a text. */
export function setText(member: string): string {
  return `{"${member}": {{ value | tojson }}}`;
}

function dictionary(entries: ReadonlyMap<string, string>): string {
  return `{${[...entries].map(([key, value]) => `${quoted(key)}: ${quoted(value)}`).join(', ')}}`;
}

/** A text of the template language. What comes from users must not end it. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, ' ')}'`;
}
