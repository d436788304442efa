import { quote, UsageError } from '@fetchutils/plumbing';

/** The template, and by name what each variable is said to stand for. */
export type Operands = { template: string; specs: ReadonlyMap<string, string> };

const assignment = /^([A-Za-z_][\w-]*)=(.*)$/s;

/** Tells the template from the `name=values` beside it; most mistakes that people make show here. */
export function readOperands(operands: readonly string[]): Operands {
  const specs = new Map<string, string>();
  const others: string[] = [];
  for (const operand of operands) {
    const [, name, spec] = assignment.exec(operand) ?? [];
    if (name === undefined || spec === undefined) others.push(operand);
    else if (specs.has(name)) throw new UsageError(`${name}= is given twice: ${quote(operand)}`);
    else specs.set(name, spec);
  }
  const [template, ...more] = others;
  if (template === undefined) {
    throw new UsageError(`no template; as in: seq-urls 'https://h.example/{id}' id=1..100`);
  }
  if (more.length > 0) refuseMore(template, more, specs);
  return { template, specs };
}

function refuseMore(template: string, more: readonly string[], specs: ReadonlyMap<string, string>): never {
  const [first = ''] = more;
  const parted = [...specs].find(([, spec]) => spec === '');
  if (parted !== undefined) {
    throw new UsageError(`${quote(`${parted[0]}= ${first}`)} has a blank in it; write ${parted[0]}=${first}`);
  }
  const values = more.find((operand) => operand.startsWith('='));
  if (values !== undefined) throw new UsageError(blankBefore(values, [template, ...more]));
  if (more.some((operand) => operand.includes('://'))) {
    throw new UsageError(
      `${quote(first)} is a second template; did the shell expand braces? ` +
        `Quote the template: '${commonStart(template, first)}{id}' id=1..100`,
    );
  }
  throw new UsageError(`${quote(first)} has no name; write id=${first} for a variable {id}`);
}

function blankBefore(values: string, words: readonly string[]): string {
  const name = words[words.indexOf(values) - 1] ?? 'id';
  const spec = values === '=' ? `=${words[words.indexOf(values) + 1] ?? '1..100'}` : values;
  const typed = values === '=' ? `${name} = ${spec.slice(1)}` : `${name} ${values}`;
  return `${quote(typed)} has a blank in it; write ${name}${spec}`;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
