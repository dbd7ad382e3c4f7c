// Renders the few forms of templates that we send, for tests: as Home Assistant would, on a real document.

type Document = Readonly<Record<string, unknown>>;

/** A template that is of none of our forms, or that reads what is not there. */
export class TemplateFault extends Error {}

interface Form {
  readonly pattern: RegExp;
  /** What comes out; `value` is what a user set, for commands. */
  readonly render: (groups: readonly string[], document: Document) => string;
}

const FORMS: readonly Form[] = [
  {
    pattern: /^\{\{ value_json\.(\w+) \}\}$/,
    render: ([key = ''], document) => {
      if (!(key in document)) throw new TemplateFault(`there is no ${key} in the document`);
      return printed(document[key]);
    },
  },
  {
    pattern: /^\{\{ value_json\.(\w+) \| default\((none|'[^']*')\) \}\}$/,
    render: ([key = '', otherwise = ''], document) =>
      key in document
        ? printed(document[key])
        : otherwise === 'none'
          ? 'None'
          : otherwise.slice(1, -1),
  },
  {
    pattern: /^\{\{ value_json\.(\w+) \| as_datetime if value_json\.\1 is defined else none \}\}$/,
    render: ([key = ''], document) =>
      key in document ? new Date(Number(document[key]) * 1_000).toISOString() : 'None',
  },
  {
    pattern:
      /^\{\{ 'None' if value_json\.(\w+) is not defined else 'home' if value_json\.\1 else 'not_home' \}\}$/,
    render: ([key = ''], document) =>
      key in document ? (document[key] === true ? 'home' : 'not_home') : 'None',
  },
  {
    pattern:
      /^\{\{ \{'in_zones': \['zone\.home'\] if value_json\.(\w+) \| default\(false\) else \[\]\} \| tojson \}\}$/,
    render: ([key = ''], document) =>
      JSON.stringify({ in_zones: document[key] === true ? ['zone.home'] : [] }),
  },
  {
    pattern:
      /^\{\{ (\{.*\})\.get\(value_json\.(\w+)\) if value_json\.(\w+) \| default\(false\) else none \}\}$/,
    render: ([rows = '', key = '', condition = ''], document) => {
      const found = literal(rows)[printed(document[key])];
      return document[condition] === true && found !== undefined ? printed(found) : 'None';
    },
  },
  {
    pattern: /^\{\{ value_json \| tojson if value_json\.source == '([^']*)' else '' \}\}$/,
    render: ([source], document) => (document.source === source ? JSON.stringify(document) : ''),
  },
  {
    pattern: /^\{\{ value_json\.source \}\} \{\{ value_json\.type \}\}$/,
    render: (_, document) => `${printed(document.source)} ${printed(document.type)}`,
  },
];

/** What a template makes of a document. @throws {TemplateFault} */
export function rendered(template: string, document: Document): string {
  for (const { pattern, render } of FORMS) {
    const match = pattern.exec(template);
    if (match) return render(match.slice(1), document);
  }
  throw new TemplateFault(`unknown form: ${template}`);
}

/** What a command's template makes of a value that a user set. @throws {TemplateFault} */
export function commanded(template: string, value: unknown): string {
  const text = template
    .replace('{{ value }}', printed(value))
    .replace('{{ value | tojson }}', JSON.stringify(value));
  if (text.includes('{{ ')) throw new TemplateFault(`unknown form: ${template}`);
  return text;
}

/** The members of the state document that a template reads. */
export function membersIn(template: string): readonly string[] {
  return [...template.matchAll(/value_json\.(\w+)/g)].map(([, key = '']) => key);
}

/** As Jinja prints what Python has. */
function printed(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A dictionary of the template language, as far as it is written like JSON with other quotes. */
function literal(text: string): Record<string, unknown> {
  const json = text.replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) =>
    JSON.stringify(inner.replace(/\\(.)/g, '$1')),
  );
  try {
    // The cast holds: what begins with a brace and is JSON is an object.
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    throw new TemplateFault(`no dictionary: ${text}`);
  }
}
