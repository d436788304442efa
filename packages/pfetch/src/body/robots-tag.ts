/** One rule of an X-Robots-Tag that applies to us: `noai`, `max-image-preview` with its value `none`. */
export type RobotsRule = { name: string; value?: string };

/**
 * The rules of all X-Robots-Tag headers of one answer that apply to everyone or to one of `agents`. Each header is to be
 * given on its own where there are several: a rule for one crawler reaches to the end of its header, not into the next.
 */
export function parseRobotsTag(
  headers: string | readonly string[],
  agents: readonly string[] = ownNames,
): RobotsRule[] {
  return [headers].flat().flatMap((header) => parseHeader(header, agents));
}

/** The first rule among `respected` that forbids to keep the body, as it is to be shown to people; undefined where none does. */
export function forbiddenBy(
  headers: string | readonly string[] | undefined,
  respected: ReadonlySet<string>,
  now = Date.now(),
): string | undefined {
  if (headers === undefined || respected.size === 0) return undefined;
  for (const { name, value } of parseRobotsTag(headers)) {
    if (name === 'none' && (respected.has('noindex') || respected.has('nofollow'))) return 'none';
    if (!respected.has(name)) continue;
    if (name !== 'unavailable_after') return name;
    if (Date.parse(value ?? '') < now) return `${name}: ${value}`;
  }
  return undefined;
}

/** The rules to respect: those respected by default and those of `--respect`, without those of `--ignore` (or `all`). */
export function respectedRules(
  byDefault: readonly string[],
  respect: readonly string[],
  ignore: readonly string[],
) {
  const ignored = new Set(ignore.map((name) => name.toLowerCase()));
  if (ignored.has('all')) return new Set(respect.map((name) => name.toLowerCase()));
  return new Set(
    [...byDefault, ...respect].map((name) => name.toLowerCase()).filter((name) => !ignored.has(name)),
  );
}

/** What is respected of pictures unless the user says otherwise. */
export const rulesForPictures = ['noai', 'noimageai'];

const ownNames = ['fetchutils', 'pfetch'];

// Rules that carry a value behind a colon; any other word before a colon names the crawler that is addressed.
const valuedRules = new Set(['unavailable_after', 'max-snippet', 'max-image-preview', 'max-video-preview']);

function parseHeader(header: string, agents: readonly string[]): RobotsRule[] {
  const rules: RobotsRule[] = [];
  let isForUs = true;
  let last: RobotsRule | undefined;
  for (const part of header.split(',')) {
    let text = part.trim();
    // `Wed, 03 Dec 2025 13:09:53 GMT`, `Jun 25, 2010`: a comma inside a date, for no rule begins with a digit.
    if (last?.name === 'unavailable_after' && /^\d/.test(text)) {
      last.value = `${last.value}, ${text}`;
      continue;
    }
    let [, word = text, value] = /^([^\s:]+)\s*:\s*(.*)$/s.exec(text) ?? [];
    if (value !== undefined && !valuedRules.has(word.toLowerCase())) {
      isForUs = word === '*' || agents.includes((word.split('/', 1)[0] ?? '').toLowerCase());
      text = value;
      [, word = text, value] = /^([^\s:]+)\s*:\s*(.*)$/s.exec(text) ?? [];
    }
    if (word === '') continue;
    last = { name: word.toLowerCase(), ...(value !== undefined && { value }) };
    if (isForUs) rules.push(last);
  }
  return rules;
}
