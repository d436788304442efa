const strong = /^"[\x21\x23-\x7e\x80-\xff]*"$/;

/** True for an entity-tag (RFC 9110, 8.8.3), strong or weak: what is none must not be sent back, for it may hold anything. */
export function isEntityTag(text: string): boolean {
  return isStrongEntityTag(text.startsWith('W/') ? text.slice(2) : text);
}

/** True for an entity-tag by which bytes, not only meanings, are the same. */
export function isStrongEntityTag(text: string): boolean {
  return strong.test(text);
}
