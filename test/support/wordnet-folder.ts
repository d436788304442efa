/** A synset: its names, its gloss, and the first name of each that stands above it. */
export type Synset = { names: string[]; gloss: string; above: string[] };

/** The text of a data.noun of WordNet 3.0 with these synsets, and the wnid of each by its first name. */
export function makeDataNoun(synsets: readonly Synset[]): { text: string; wnids: Record<string, string> } {
  const head = '  1 WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.  \n';
  const wnids: Record<string, string> = {};
  // Offsets have eight digits whatever they are, so the length of each line is known before its pointers.
  let offset = head.length;
  for (const synset of synsets) {
    wnids[synset.names[0] ?? ''] = `n${String(offset).padStart(8, '0')}`;
    offset += lineOf(synset, '00000000', {}).length;
  }
  const lines = synsets.map((synset) => lineOf(synset, offsetOf(wnids, synset.names[0] ?? ''), wnids));
  return { text: head + lines.join(''), wnids };
}

function lineOf({ names, gloss, above }: Synset, offset: string, wnids: Record<string, string>): string {
  const words = names.map((name) => `${name.replaceAll(' ', '_')} 0`).join(' ');
  const pointers = above.map((name) => ` @ ${offsetOf(wnids, name)} n 0000`).join('');
  const count = names.length.toString(16).padStart(2, '0');
  return `${offset} 05 n ${count} ${words} ${String(above.length).padStart(3, '0')}${pointers} | ${gloss}  \n`;
}

function offsetOf(wnids: Record<string, string>, name: string): string {
  return wnids[name]?.slice(1) ?? '00000000';
}
