/**
 * A copy of a string that stands alone. V8 keeps a whole page in memory for any string of 13 characters or more that
 * was cut from it: 300 links held cost 305 MB without this, 6 MB with it.
 */
export function detach(text: string): string {
  // Joining two strings is put off until they are looked into: then they are copied.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
