import { describe, expect, it } from 'vitest';

import { createMessages } from './messages.js';

function createTerminal(isTerminal = true, columns = 20, hasColours = false) {
  const written: string[] = [];
  const messages = createMessages({
    tool: 'pfetch',
    write: (text) => written.push(text),
    isTerminal,
    hasColours,
    columns: () => columns,
  });
  return { messages, written };
}

const cleared = '\r\u001b[K';

describe('say', () => {
  it.each([
    [['what'], 'pfetch: what\n'],
    [['what', 'why'], 'pfetch: what: why\n'],
    [['bad \u001b[31m\nname', '\u009b'], 'pfetch: bad \\u001b[31m\\u000aname: \\u009b\n'],
    [['x'.repeat(200)], `pfetch: ${'x'.repeat(200)}\n`],
  ] as [[string, string?], string][])('%j is one line', (words, line) => {
    const { messages, written } = createTerminal();
    messages.say(...words);
    expect(written).toEqual([line]);
  });
});

it('has the name of the tool in bold where there are colours, and nothing else', () => {
  const { messages, written } = createTerminal(true, 20, true);
  messages.say('what', '\u001b[31mwhy');
  messages.print(['a line']);
  expect(written).toEqual(['\u001b[1mpfetch:\u001b[22m what: \\u001b[31mwhy\n', 'a line\n']);
});

describe('print', () => {
  it('prints its lines in one write', () => {
    const { messages, written } = createTerminal();
    messages.print(['3 files', '', 'a\tb']);
    expect(written).toEqual(['3 files\n\na\\u0009b\n']);
  });
});

describe('status', () => {
  it('shows one live line, drawn again when it changes', () => {
    const { messages, written } = createTerminal();
    messages.status('1 of 9');
    messages.status('1 of 9');
    messages.status('2 of 9');
    messages.status('');
    messages.status('');
    expect(written).toEqual(['1 of 9', `${cleared}2 of 9`, cleared]);
  });

  it('stays below the messages', () => {
    const { messages, written } = createTerminal();
    messages.status('1 of 9');
    messages.say('a');
    messages.print(['b', 'c']);
    expect(written.slice(1)).toEqual([`${cleared}pfetch: a\n1 of 9`, `${cleared}b\nc\n1 of 9`]);
  });

  it('fits the terminal and cannot move the cursor', () => {
    const { messages, written } = createTerminal(true, 10);
    messages.status('\u001b[2J0123456789');
    messages.status('0123456789');
    expect(written).toEqual(['\\u001b[2J', `${cleared}012345678`]);
  });

  it.each([
    ['1/9 done  1 failed  2 active', 20, '1/9 done  1 failed'],
    ['1/9 done  1 failed', 19, '1/9 done  1 failed'],
    ['1/9 done  1 failed', 18, '1/9 done'],
    ['counting the URLs in list.txt: 3 %', 20, 'counting the URLs'],
  ])('%j on %d columns is %j', (line, columns, shown) => {
    const { messages, written } = createTerminal(true, columns);
    messages.status(line);
    expect(written).toEqual([shown]);
  });

  it('goes where a ^C is echoed behind it; without it the line is ended', () => {
    const { messages, written } = createTerminal();
    messages.status('1 of 9');
    messages.breakLine();
    messages.breakLine();
    expect(written.slice(1)).toEqual([cleared, '\n']);
  });

  it('is not shown where stderr is no terminal', () => {
    const { messages, written } = createTerminal(false);
    messages.status('1 of 9');
    messages.say('a');
    messages.status('');
    expect(written).toEqual(['pfetch: a\n']);
  });
});
