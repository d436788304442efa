/**
 * The JSON text of a row with further members at its end. The user's own text stays as it stood: a number beyond 2^53
 * keeps its digits, and printing costs a third of JSON.stringify over all fields.
 */
export function appendMembers(objectText: string, membersText: string): string {
  if (membersText === '') return objectText;
  const end = objectText.lastIndexOf('}');
  const isEmpty =
    /^\{\s*$/.test(objectText.slice(0, Math.min(end, 20))) && objectText.slice(0, end).trim() === '{';
  return `${objectText.slice(0, end)}${isEmpty ? '' : ','}${membersText}}`;
}

/** The JSON text of a row without the members of these names, the rest as it stood. `text` must be valid JSON. */
export function dropMembers(text: string, names: ReadonlySet<string>): string {
  const kept = membersOf(text).filter(({ name }) => !names.has(name));
  return `{${kept.map(({ start, end }) => text.slice(start, end)).join(',')}}`;
}

/** The JSON text of a member's value as it stood, such as a number with more digits than a double holds. */
export function memberText(text: string, name: string): string | undefined {
  // Of two members with one name, JSON.parse takes the last.
  const member = membersOf(text).findLast((candidate) => candidate.name === name);
  return member && text.slice(member.valueStart, member.end);
}

type Member = { name: string; start: number; valueStart: number; end: number };

/** Where the members of a JSON object stand in its text. */
function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = skipBlanks(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const start = at;
    const keyEnd = endOfString(text, at);
    const key = text.slice(start + 1, keyEnd - 1);
    const valueStart = skipBlanks(text, text.indexOf(':', keyEnd) + 1);
    at = skipValue(text, valueStart);
    const name = key.includes('\\') ? (JSON.parse(`"${key}"`) as string) : key;
    members.push({ name, start, valueStart, end: at });
    at = skipBlanks(text, at);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return members;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function endOfString(text: string, quoteAt: number): number {
  let at = quoteAt + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      if (depth === 0) return trimmedEnd(text, from, at);
      depth -= 1;
    } else if (char === ',' && depth === 0) return trimmedEnd(text, from, at);
  }
  return text.length;
}

function trimmedEnd(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && text.charCodeAt(at - 1) <= 0x20) at -= 1;
  return at;
}
