// Topics as Tasmota builds them: `%prefix%/%topic%/` with the prefixes cmnd, stat and tele.

/** The first parts of topics: for commands, answers and telemetry. */
export interface Prefixes {
  readonly cmnd: string;
  readonly stat: string;
  readonly tele: string;
}

/** What users set of topics. */
export interface TopicSettings {
  readonly topic: string;
  /** With `%prefix%` and `%topic%` in it. */
  readonly fullTopic: string;
}

/** Every Tasmota hears commands for this topic too. */
const GROUP = 'tasmotas';

/** The topics of one hub, as they are set now. */
export class Topics {
  readonly group: string;
  readonly fallback: string;
  readonly #settings: TopicSettings;
  readonly #prefixes: Prefixes;

  constructor(settings: TopicSettings, prefixes: Prefixes, mac: string) {
    this.#settings = settings;
    this.#prefixes = prefixes;
    this.group = this.#full('cmnd', GROUP);
    // Not by the full topic: it must be found when that was set wrong.
    this.fallback = `${prefixes.cmnd}/DVES_${mac.slice(-6)}_fb/`;
  }

  /**
   * Where commands come in: our own topic, that of all Tasmotas, and the one that never changes. Each once:
   * a user may call the hub as the group is called, and no command is done twice.
   */
  get commandFilters(): readonly string[] {
    const bases = [this.#full('cmnd', this.#settings.topic), this.group, this.fallback];
    return [...new Set(bases)].map((base) => `${base}#`);
  }

  /** `stat/tasmota_A1B2C3/RESULT` */
  stat(what: string): string {
    return this.#full('stat', this.#settings.topic) + what;
  }

  /** `tele/tasmota_A1B2C3/SENSOR` */
  tele(what: string): string {
    return this.#full('tele', this.#settings.topic) + what;
  }

  /** Without a prefix commands and answers would be one: then it stands behind all else. */
  #full(prefix: keyof Prefixes, topic: string): string {
    const { fullTopic } = this.#settings;
    const form = fullTopic.includes('%prefix%') ? fullTopic : `${fullTopic}/%prefix%`;
    const parts = form
      .replaceAll('%prefix%', () => this.#prefixes[prefix])
      .replaceAll('%topic%', () => topic)
      .split('/');
    return `${parts.filter((part) => part !== '').join('/')}/`;
  }
}
