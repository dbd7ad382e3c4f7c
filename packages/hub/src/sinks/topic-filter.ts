// Topic filters of MQTT 3.1.1, 4.7.

/** Whether a topic is one of those that a filter asks for. */
export function isUnder(filter: string, topic: string): boolean {
  const levels = topic.split('/');
  const wanted = filter.split('/');
  // 4.7.2-1: wildcards at the beginning do not ask for what belongs to the broker.
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  for (const [at, level] of wanted.entries()) {
    // 4.7.1.2: it stands for its parent too.
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}
