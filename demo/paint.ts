/** Colours for a terminal: headings (`# `) and commands (`  $ `) stand out; plain text elsewhere and under NO_COLOR. */
export function paint(text: string): string {
  const hasColours = process.stdout.isTTY && !process.env['NO_COLOR'];
  if (!hasColours) return text.replaceAll(/^# /gm, '== ');
  return text
    .replaceAll(/^# (.*)$/gm, '\u001b[1;36m$1\u001b[0m')
    .replaceAll(/^ {2}\$ .*(?:\n {4}.*)*/gm, (command) =>
      command.replaceAll(/^.{4}(.+)$/gm, (line) => `${line.slice(0, 4)}\u001b[1m${line.slice(4)}\u001b[0m`),
    );
}
