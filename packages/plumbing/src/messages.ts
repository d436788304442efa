import { makePrintable } from './quote.js';

/** Standard error: what people read. */
export type Messages = {
  /** One line: `tool: what: why`; the name stands out in bold where the terminal has it and NO_COLOR is not set. */
  say(what: string, why?: string): void;
  /** Lines that are more than a message, such as a closing summary; control characters are made visible. */
  print(lines: readonly string[]): void;
  /** Shows one live line below all messages; an empty one takes it away. */
  status(line: string): void;
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
      const cut = makePrintable(line).slice(0, Math.max(0, columns() - 1));
      if (cut === live) return;
      const erased = clear();
      live = cut;
      write(`${erased}${live}`);
    },
    isTerminal,
    hasColours,
    columns,
  };
}
