import type { Command } from '../command.js';
import { takesValue, type ValueOption } from '../option-table.js';
import { optionGroups, type OptionEntry } from './option-groups.js';

/** The completion script of a tool for a shell. */
export function completionScript(command: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const entries = optionGroups(command).flatMap(([, group]) => group);
  return { bash, zsh, fish }[shell](command.name, entries);
}

function bash(name: string, entries: OptionEntry[]): string {
  const cases = entries.flatMap(({ name: long, option }) => {
    const pattern = `--${long}${option.short === undefined ? '' : `|-${option.short}`}`;
    return takesValue(option) ? [`    ${pattern}) ${bashAction(option)}; return ;;`] : [];
  });
  const words = entries.map(({ name: option }) => `--${option}`).join(' ');
  const call = `_${name.replaceAll('-', '_')}`;
  return `# bash completion for ${name}: put it into ~/.local/share/bash-completion/completions/${name}
${call}() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${cases.join('\n')}
  esac
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${words}' -- "$word"))
  else ${bashPaths('-f')}; fi
}
complete -o filenames -F ${call} ${name}
`;
}

function bashAction(option: ValueOption): string {
  if (option.choices) return `COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$word"))`;
  if (option.completes === 'directory') return bashPaths('-d');
  return option.completes === 'file' ? bashPaths('-f') : 'COMPREPLY=()';
}

/** One path a line: paths have blanks in them. */
function bashPaths(kind: '-f' | '-d'): string {
  return `local IFS=$'\\n'; COMPREPLY=($(compgen ${kind} -- "$word"))`;
}

function zsh(name: string, entries: OptionEntry[]): string {
  const specs = entries.flatMap(({ name: long, option }) => {
    const value = takesValue(option) ? `:${zshText(option.value)}:${zshAction(option)}` : '';
    const many = takesValue(option) && option.many ? '*' : '';
    const spellings = [
      takesValue(option) ? `--${long}=` : `--${long}`,
      ...(option.short === undefined ? [] : [`-${option.short}`]),
    ];
    return spellings.map((spelling) => `'${many}${spelling}[${zshText(option.help)}]${value}'`);
  });
  const call = `_${name}`;
  return `#compdef ${name}
# zsh completion for ${name}: put it into a folder of $fpath as ${call}, or: source <(${name} --completion zsh)
${call}() {
  _arguments -s \\
    ${specs.join(' \\\n    ')} \\
    '*:file:_files'
}
if [[ $funcstack[1] == ${call} ]]; then ${call} "$@"; else compdef ${call} ${name}; fi
`;
}

function zshText(text: string): string {
  return text.replace(/[[\]\\:]/g, '\\$&').replaceAll("'", "'\\''");
}

function zshAction(option: ValueOption): string {
  if (option.choices) return `(${option.choices.join(' ')})`;
  if (option.completes === 'directory') return '_files -/';
  return option.completes === 'file' ? '_files' : '';
}

function fish(name: string, entries: OptionEntry[]): string {
  const lines = entries.map(({ name: option, option: full }) => {
    const short = full.short === undefined ? '' : ` -s ${full.short}`;
    const text = full.help.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `complete -c ${name}${short} -l ${option}${fishValue(full)} -d '${text}'`;
  });
  return `${lines.join('\n')}\n`;
}

function fishValue(option: OptionEntry['option']): string {
  if (!takesValue(option)) return '';
  if (option.choices) return ` -x -a '${option.choices.join(' ')}'`;
  if (option.completes === 'directory') return " -x -a '(__fish_complete_directories)'";
  return option.completes === undefined ? ' -x' : ' -r';
}
