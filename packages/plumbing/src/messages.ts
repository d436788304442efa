import { makePrintable } from './quote.js';

/** Standard error: what people read. */
export type Messages = {
  /** One line: `tool: what: why`. */
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

  function print(lines: readonly string[]): void {
    write(`${clear()}${lines.map((line) => `${makePrintable(line)}\n`).join('')}${live}`);
  }

  return {
    say: (what, why) => print([`${tool}: ${what}${why === undefined ? '' : `: ${why}`}`]),
    print,
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
