/** What is left standing of a terminal's bytes: lines that were drawn over and colours are gone. */
export function terminalText(bytes: string): string {
  return bytes
    .replaceAll('\r\n', '\n')
    .replace(/[^\n]*\r(?:\u001b\[K)?/g, '')
    .replace(/\u001b\[[\d;]*[A-Za-z]/g, '');
}
