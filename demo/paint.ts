/** Colours for a terminal: headings (`# `) and commands (`  $ `) bold; plain text elsewhere and under NO_COLOR. */
export function paint(text: string): string {
  const hasColours = process.stdout.isTTY && !process.env['NO_COLOR'];
  if (!hasColours) return text.replaceAll(/^# /gm, '== ');
  return text
    .replaceAll(/^# (.*)$/gm, '\u001b[1;36m$1\u001b[0m')
    .replaceAll(/^( {2}\$ )((?:.*\n? {0,4}.*)*)$/gm, '$1\u001b[1m$2\u001b[0m');
}
