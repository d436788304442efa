const newline = 0x0a;
const wnidBytes = 9;

/** The digits of the wnid that a line begins with, as a number; -1 where it begins with no `wnid_`. */
export function readWnid(bytes: Buffer, start: number): number {
  if (bytes[start] !== 0x6e || bytes[start + wnidBytes] !== 0x5f) return -1;
  let number = 0;
  for (let at = start + 1; at < start + wnidBytes; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** True for a line that nobody expects a URL in. */
export function isBlankOrComment(bytes: Buffer, start: number): boolean {
  const first = bytes[start];
  return first === newline || first === 0x23 || (first === 0x0d && bytes[start + 1] === newline);
}

/** True where a file begins with a byte order mark, which is no part of its first line. */
export function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
