import { defineCommand } from '@fetchutils/plumbing';

import { options } from './options.js';

/** imagenet-pick as its users call it. */
export const command = defineCommand({
  name: 'imagenet-pick',
  summary: 'pick classes and URLs from an ImageNet URL list',
  synopsis: [
    '[OPTION]... [LIST]',
    '--counts TABLE --list|--stats [OPTION]...',
    '--api TEMPLATE --class WNID,...|--counts TABLE [OPTION]...',
  ],
  description: [
    'Reads an ImageNet URL list, one "wnid_number<TAB>url" on each line, picks classes, and writes a row for each of their URLs, with the fields url, class (the wnid), id, class_name and flickr. LIST may be packed with gzip, also as a tar archive; without LIST, or where it is "-", standard input is read.',
    'The first run over a list counts its classes and keeps an index, so that the next reads only the parts it needs. The index goes by name, size, times and content of the list: a changed list is always counted anew.',
    'Without --all-hosts or --host only URLs on Flickr are used: of the others most are dead. A class is eligible with --min-urls of them, after repeated ones are dropped; a URL that stands under two picked classes is written for the first alone.',
    'A pick depends on the list and the seed, not on the machine: the same seed picks the same classes, also where the list is sorted in another way, and a larger --min-urls drops classes and adds others behind.',
  ],
  options,
  examples: [
    {
      run: "imagenet-pick -n 200 --min-urls 800 fall11_urls.txt | pfetch --quota class=1000 -o '{class}/{id}.{ext}'",
      does: '200 classes at random, each with at least 800 URLs on Flickr, up to 1000 pictures of each:',
    },
    {
      run: 'imagenet-pick --under dog --list fall11_urls.txt',
      does: 'the kinds of dog there are; the name has several meanings, so this shows them and asks for a wnid:',
    },
    {
      run: 'imagenet-pick --under n02084071 --per-class 100 --shuffle --seed 1 fall11_urls.txt',
      does: '100 URLs of each kind of dog, drawn at random, the same on every machine:',
    },
    {
      run: "imagenet-pick --list fall11_urls.txt | jq -r 'select(.depth == 8) | .wnid' | imagenet-pick --classes-from - fall11_urls.txt",
      does: 'the URLs of all classes at one depth of the hierarchy:',
    },
  ],
  sections: [
    {
      title: 'Odd lines',
      body: [
        'Blank lines and lines that begin with "#" are skipped. Lines without a tab, a URL or a wnid in front cannot be used: they are counted, the first of each kind is told by its number, and the exit status is 1. A second tab (the URL begins after the first), bytes that are not UTF-8 (read as latin-1) and "\\r\\n" where other lines end in "\\n" are told and used. With --strict the first of any kind ends the run with status 3 before any row.',
      ],
    },
    {
      title: 'Memory',
      body: [
        'The first pass holds a count for each class, a pick of 200 classes about 160 MB, and a pick of the whole list, which must know every URL that it has written, about 500 MB.',
      ],
    },
  ],
  environment: [
    ['XDG_CACHE_HOME', 'where the index is kept, in fetchutils/imagenet-pick; ~/.cache without it'],
    ['TMPDIR', 'where a list from a pipe is copied to, in a file without a name'],
    ['WNSEARCHDIR, WNHOME', 'where WordNet is looked for first; then in /usr/share/wordnet'],
    ['http_proxy, https_proxy, no_proxy', 'for --api, as for curl'],
  ],
  files: [
    ['~/.cache/fetchutils/imagenet-pick/*.index', 'what is known of a list; may be deleted at any time'],
    ['~/.cache/fetchutils/imagenet-pick/*.list', 'the text of a packed list; may be deleted at any time'],
  ],
  run: async (io, options, operands) =>
    (await import('./imagenet-pick.js')).imagenetPick(io, options, operands),
});
