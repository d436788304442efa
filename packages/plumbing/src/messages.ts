import { makePrintable } from './quote.js';

/** Standard error: what people read. */
export type Messages = {
  /** One line: `tool: what: why`; the name stands out in bold where the terminal has it and NO_COLOR is not set. */
  say(what: string, why?: string): void;
  /** Lines that are more than a message, such as a closing summary; control characters are made visible. */
  print(lines: readonly string[]): void;
  /** Shows one live line below all messages, as many of its parts (two blanks apart) as fit; an empty one takes it away. */
  status(line: string): void;
  /** Begins a new line behind the ^C that a terminal has echoed. */
  breakLine(): void;
  readonly isTerminal: boolean;
  readonly hasColours: boolean;
  /** The width of the terminal, as it is now. */
  columns(): number;
};

export type MessagesOptions = {
  tool: string;
  write: (text: string) => void;
  isTerminal: boolean;
  hasColours: boolean;
  columns: () => number;
};

/** Messages over a writer of text; a live status line is cleared and drawn again around them. */
export function createMessages({ tool, write, isTerminal, hasColours, columns }: MessagesOptions): Messages {
  let live = '';
  const clear = (): string => (live === '' ? '' : '\r\u001b[K');

  const name = hasColours ? `\u001b[1m${tool}:\u001b[22m` : `${tool}:`;
  const writeAboveLive = (text: string): void => write(`${clear()}${text}${live}`);

  return {
    say: (what, why) =>
      writeAboveLive(`${name} ${makePrintable(why === undefined ? what : `${what}: ${why}`)}\n`),
    print: (lines) => writeAboveLive(lines.map((line) => `${makePrintable(line)}\n`).join('')),
    status(line) {
      if (!isTerminal) return;
      const cut = cutToFit(makePrintable(line), Math.max(0, columns() - 1));
      if (cut === live) return;
      const erased = clear();
      live = cut;
      write(`${erased}${live}`);
    },
    breakLine() {
      if (!isTerminal) return;
      write(live === '' ? '\n' : clear());
      live = '';
    },
    isTerminal,
    hasColours,
    columns,
  };
}

/** The line without what does not fit: whole parts, or whole words of a part that is too long alone. */
function cutToFit(line: string, width: number): string {
  if (line.length <= width) return line;
  const reach = line.slice(0, width + 2);
  const end = [reach.lastIndexOf('  '), reach.slice(0, -1).lastIndexOf(' ')].find((at) => at > 0) ?? width;
  return line.slice(0, end);
}
