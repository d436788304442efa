/**
 * The JSON text of a row with further members at its end. The user's own text stays as it stood: a number beyond 2^53
 * keeps its digits, and printing costs a third of JSON.stringify over all fields.
 */
export function appendMembers(objectText: string, membersText: string): string {
  if (membersText === '') return objectText;
  const end = objectText.lastIndexOf('}');
  const isEmpty = skipBlanks(objectText, objectText.indexOf('{') + 1) === end;
  return `${objectText.slice(0, end)}${isEmpty ? '' : ','}${membersText}}`;
}

/** The JSON text of a row without the members of these names, the rest as it stood. `text` must be valid JSON. */
export function dropMembers(text: string, names: ReadonlySet<string>): string {
  const members = membersOf(text);
  const kept = members.filter((member) => !names.has(member.name));
  if (kept.length === members.length) return text;
  return `{${kept.map(({ start, end }) => text.slice(start, end)).join(',')}}`;
}

/** The JSON text of a member's value as it stood, such as a number with more digits than a double holds. */
export function memberText(text: string, name: string): string | undefined {
  // Of two members with one name, JSON.parse takes the last.
  const member = membersOf(text).findLast((candidate) => candidate.name === name);
  return member && text.slice(member.valueStart, member.end);
}

/** Where a member of an object stands in its text. */
export type Member = { name: string; start: number; valueStart: number; end: number };

/** The members of the object that a text is, without those of objects in it. `text` must be valid JSON. */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let start = skipBlanks(text, text.indexOf('{') + 1);
  while (text.charCodeAt(start) === doubleQuote) {
    const nameEnd = endOfString(text, start);
    const name = text.slice(start + 1, nameEnd - 1);
    const valueStart = skipBlanks(text, text.indexOf(':', nameEnd) + 1);
    const end = endOfValue(text, valueStart);
    members.push({
      name: name.includes('\\') ? String(JSON.parse(`"${name}"`)) : name,
      start,
      valueStart,
      end,
    });
    const comma = skipBlanks(text, end);
    start = skipBlanks(text, comma + 1);
  }
  return members;
}

const [doubleQuote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** The place behind the string that begins here. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - backslashes - 1) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}

/** The place behind the value that begins here. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === doubleQuote) {
      at = endOfString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (char === openBrace || char === openBracket) depth += 1;
    else if (char === closeBrace || char === closeBracket) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (char === comma || char <= 0x20)) return at;
  }
  return text.length;
}
