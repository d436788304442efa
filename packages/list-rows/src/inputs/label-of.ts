/** How a list is called in messages: without the password that an address may hold. */
export function labelOf(name: string): string {
  return name === '-' ? 'standard input' : withoutLogin(name);
}

/** An address as it may be shown to others. */
export function withoutLogin(name: string): string {
  return name.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}
