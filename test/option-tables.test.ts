import type { Command } from '@fetchutils/plumbing';
import { describe, expect, test } from 'vitest';

import { commonOptions } from '../packages/plumbing/src/common-options.js';
import {
  camelCase,
  takesValue,
  type Option,
  type ValueOption,
} from '../packages/plumbing/src/option-table.js';
import { tools } from './support/tools.js';

describe.each(tools.map(({ name }) => name))('the option table of %s', async (tool) => {
  const { command } = (await import(`../packages/${tool}/src/cli.ts`)) as { command: Command };
  const entries = Object.entries<Option>({ ...command.options, ...commonOptions });
  const valueOptions = entries.filter((entry): entry is [string, ValueOption] => takesValue(entry[1]));

  test('has names in one style', () => {
    for (const [name] of entries) expect(name).toMatch(/^[a-z][a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('has no name and no letter twice', () => {
    for (const name of Object.keys(command.options)) expect(Object.keys(commonOptions)).not.toContain(name);
    const names = entries.map(([name]) => camelCase(name));
    expect(names).toEqual([...new Set(names)]);
    const letters = entries.flatMap(([, { short }]) => short ?? []);
    expect(letters).toEqual([...new Set(letters)]);
    for (const letter of letters) expect(letter).toMatch(/^[A-Za-z0-9]$/);
  });

  test.each(entries)('--%s says what it does, in one style and in a group', (_, { help, group }) => {
    expect(help).toMatch(/^[^A-Z\s]|^[A-Z]{2}|^[A-Z][a-z]*[A-Z-]/);
    expect(help).not.toMatch(/[.\s]$|\s{2}|\n/);
    const isGrouped = Object.values(command.options).some((option) => option.group !== undefined);
    if (isGrouped) expect(group).toMatch(/^[A-Z]/);
  });

  test.each(valueOptions)('--%s names its value and takes its own default', (_, option) => {
    expect(option.value).toMatch(/^[A-Z]/);
    const { default: value, defaultText, parse = (text: string): unknown => text } = option;
    if (option.many === true || value === undefined || isEmptyList(value)) return;
    if (typeof value !== 'string' && typeof value !== 'number') expect(defaultText).toBeDefined();
    else if (defaultText === undefined) expect(parse(String(value))).toEqual(value);
  });

  test.each(valueOptions.filter(([, { choices }]) => choices))(
    '--%s takes its choices and no other word',
    (_, option) => {
      for (const choice of option.choices ?? []) expect(() => option.parse?.(choice)).not.toThrow();
      expect(option.parse).toBeDefined();
      expect(() => option.parse?.('bananas')).toThrow(/./);
    },
  );
});

describe.each(tools.map(({ name }) => name))('the examples of %s', async (tool) => {
  const { command } = (await import(`../packages/${tool}/src/cli.ts`)) as { command: Command };

  test('call it first, and each says what it is for', () => {
    expect(command.examples[0]?.run).toContain(tool);
    for (const { does } of command.examples) expect(does).toMatch(/\S/);
  });

  test('use only options that exist', () => {
    const known = new Set(Object.keys({ ...command.options, ...commonOptions }));
    for (const { run } of command.examples)
      for (const part of run.split(/[|;&]/).filter((each) => each.trim().startsWith(`${tool} `)))
        for (const [, name = ''] of part.matchAll(/(?<=\s)--([a-z][a-z0-9-]*)/g))
          expect([...known, ...[...known].map((each) => `no-${each}`)]).toContain(name);
  });
});

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
