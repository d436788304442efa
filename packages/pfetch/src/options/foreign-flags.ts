/** A flag of another program: whose, and what it is here. docs/from-wget.md has the same table. */
export type ForeignFlag = { of: string; flags: readonly string[]; here: string };

/** What people type out of habit, where it is no option here. */
export const foreignFlags: readonly ForeignFlag[] = [
  { of: 'wget', flags: ['-i', '--input-file'], here: 'pfetch FILE, or pfetch < FILE' },
  { of: 'wget', flags: ['-P', '--directory-prefix'], here: '-d DIR' },
  { of: 'wget', flags: ['-O', '--output-document'], here: '-o NAME' },
  { of: 'wget', flags: ['-nc', '--no-clobber'], here: 'what happens anyway; --overwrite for the contrary' },
  { of: 'wget', flags: ['--continue', '--continue-at'], here: 'what happens anyway' },
  { of: 'wget', flags: ['-nd', '--no-directories'], here: "-o '{name}'" },
  { of: 'wget', flags: ['-nv', '--no-verbose'], here: '--progress never' },
  { of: 'wget', flags: ['-N', '--timestamping'], here: '--refresh' },
  { of: 'wget', flags: ['-r', '--recursive'], here: 'list-links --depth N URL | pfetch' },
  { of: 'wget', flags: ['-l', '--level'], here: 'list-links --depth N URL | pfetch' },
  { of: 'wget', flags: ['-t', '--tries'], here: '--retry N' },
  { of: 'wget', flags: ['-T', '--read-timeout'], here: '--idle-timeout TIME' },
  { of: 'wget', flags: ['-w', '--wait'], here: '--per-host-rate 60/m' },
  { of: 'wget', flags: ['-U'], here: '-A TEXT' },
  { of: 'wget', flags: ['--load-cookies'], here: '-b FILE' },
  { of: 'wget', flags: ['--save-cookies'], here: '-c FILE' },
  { of: 'wget', flags: ['--content-disposition'], here: '-J' },
  { of: 'wget', flags: ['--no-check-certificate'], here: '-k' },
  { of: 'wget', flags: ['-S', '--server-response'], here: '-v' },
  { of: 'curl', flags: ['-L', '--location'], here: 'what happens anyway; --max-redirs 0 for the contrary' },
  { of: 'curl', flags: ['--output-dir'], here: '-d DIR' },
  { of: 'curl', flags: ['-Z', '--parallel'], here: 'what happens anyway' },
  { of: 'curl', flags: ['--parallel-max'], here: '-j N' },
  { of: 'curl', flags: ['-C'], here: 'what happens anyway' },
  { of: 'curl', flags: ['-f', '--fail'], here: 'what happens anyway' },
  { of: 'curl', flags: ['-s', '--silent'], here: '-q' },
  { of: 'curl', flags: ['-z', '--time-cond'], here: '--refresh' },
  { of: 'curl', flags: ['-m'], here: '--timeout TIME for a URL, --max-time TIME for the run' },
  { of: 'curl', flags: ['-I', '--head'], here: 'nothing: files are fetched' },
  { of: 'aria2c', flags: ['--input'], here: 'pfetch FILE' },
  { of: 'aria2c', flags: ['--max-concurrent-downloads'], here: '-j N' },
  { of: 'aria2c', flags: ['--max-connection-per-server'], here: '--split N' },
  { of: 'aria2c', flags: ['--min-split-size'], here: '--split-min SIZE' },
  { of: 'aria2c', flags: ['--max-tries'], here: '--retry N' },
  { of: 'aria2c', flags: ['--out'], here: '-o NAME, or out in the row' },
];

/** What a flag of another program is here; undefined where nobody has it. */
export function translateFlag(flag: string): string | undefined {
  const found = foreignFlags.find(({ flags }) => flags.includes(flag));
  return found && `for ${found.of}'s ${flag}: ${found.here} (docs/from-wget.md)`;
}
