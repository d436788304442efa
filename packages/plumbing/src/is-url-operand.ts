/** True for an operand that is a URL and not the name of a file: whatever has a scheme and `://`. */
export function isUrlOperand(operand: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(operand);
}
