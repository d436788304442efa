import { hashText } from './hash-text.js';

/**
 * Names are escaped with `~` and two hex digits (`~` itself as `~7E`), never by dropping anything: what differs stays
 * different, so no two URLs come to share a file.
 */
export function escapeText(text: string): string {
  // Most names need nothing; the test is five times as fast as the replacement.
  return isForbidden.test(text) ? text.replace(forbidden, escapeChar) : text;
}

/** One component of a path as every file system takes it: no `.` or `..`, no reserved name, at most 250 bytes. */
export function finishComponent(component: string): string {
  let name = component.isWellFormed() ? component.normalize('NFC') : component.toWellFormed();
  if (name === '') return '~';
  if (awkward.test(name)) {
    name = name
      .replace(/^\.{1,2}$/, (dots) => `~2E${dots.slice(1)}`)
      .replace(/[. ]$/, escapeChar)
      .replace(/\.part(\.json)?$/i, (suffix) => `~2E${suffix.slice(1)}`)
      .replace(windowsReserved, (whole) => `${escapeChar(whole.charAt(0))}${whole.slice(1)}`);
  }
  return name.length > 80 && Buffer.byteLength(name) > maxBytes ? shorten(name) : name;
}

/** The character as its UTF-8 bytes in hex. */
function escapeChar(char: string): string {
  return [...Buffer.from(char)]
    .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

// What Windows, macOS and Linux forbid between them, and the escape character.
const forbidden = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|~]/g;
const isForbidden = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|~]/;
const windowsReserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i;
const awkward = /^\.{1,2}$|[. ]$|\.part(\.json)?$|^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** 255 is the limit of a component nearly everywhere; `.part` stands behind it while the file grows. */
const maxBytes = 250;

/** Cut to the limit, told apart by a hash of the whole, the extension kept. */
function shorten(name: string): string {
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  const tail = `~${hashText(name)}${extension}`;
  let head = Buffer.from(name)
    .subarray(0, maxBytes - tail.length)
    .toString('utf8');
  // A character that the cut has split.
  head = head.replace(/\ufffd+$/, '');
  return `${head}${tail}`;
}
