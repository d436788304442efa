/** How a list is called in messages. */
export function labelOf(name: string): string {
  return name === '-' ? 'standard input' : name;
}
