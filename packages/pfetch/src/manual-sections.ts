import { errorKinds, fieldTable, inputFields, resultFields } from '@fetchutils/plumbing';

import { builtInFields } from './naming/built-in-fields.js';

const builtIns = fieldTable(builtInFields.map(([name, meaning]) => [`{${name}}`, meaning]));

/** What the man page says beyond the options. */
export const manualSections = [
  {
    title: 'Rows',
    body: [
      'A line that begins with { is a JSON object; any other is a bare URL, in which a blank or a tab is refused: it is more likely a table, which list-rows reads. Input that gzip has packed is unpacked; lines may end with \\r alone, and with --null with NUL. Blank lines and lines that begin with # are skipped. Of the fields only url is required. These have a meaning, all others are carried on:',
      fieldTable(inputFields),
      'The answer is the same row with these behind it, as far as they are known. These names are ours: a field of yours that has one of them is set aside in the object input, as it was. Templates, --quota and --stats-by see your value all the same.',
      fieldTable(resultFields),
      `The kinds of error: ${errorKinds.join(' ')}.`,
      'An answer that is fed back (ok, outcome and attempts say that it is one) loses these fields, and what is in input stands in its place again: it is the row that was answered, also for the journal, so that what failed can be tried again by a pipe. Its etag and last_modified serve --refresh. A line that is no row is answered with line, its number.',
    ],
  },
  {
    title: 'Names',
    body: [
      'Without --output a file is named {host}/{path}, from the URL alone: the same URL always has the same name, and two never share one. What a file system could refuse is written as ~ and two hex digits; docs/names.md shows every rule.',
      'A template may use every field of the row, with a padding ({id:06}) or a filter ({title|slug}), and these, which a field of the row of that name hides:',
      builtIns,
      'Values never make folders: a slash in one is escaped, unless the field is {path} or has the filter raw. Two URLs that come to one name, by a template, by out or through a link in --dir, are an error of the second row (name-taken), never an overwritten file; to know, pfetch remembers all names of the run, 300,000 in memory and more in a scratch file, 27 bytes each. The names of files that the command line names (journal, summary, cookies, lists) are given to nobody, however they are spelled, nor are names that end in .part. Nothing is written outside --dir, whatever a row, a header or a symbolic link says.',
    ],
  },
  {
    title: 'Stopping and going on',
    body: [
      'Run the same command again, and it continues. A file that is there costs no request; nor does a row that the --journal knows to be done, even when its file has been moved away. A body that broke off is continued where the server proves with a strong ETag or Last-Modified that it is still the same; otherwise it begins again.',
      'The first Ctrl-C or SIGTERM takes no more rows, lets what is under way end, and answers the rest as cancelled, which are no failures. The second one ends at once.',
      'A body grows in a folder of the run, .pfetch-UID in --dir, and from 1 MiB on, where it can be continued, as NAME.part beside NAME.part.json. It gets its name when it is whole, and never takes that of a file which came there meanwhile: that row is answered as exists. The folder goes with the run; where the run was killed, the next one with that --dir removes it.',
      'Runs may overlap. A file that another run is fetching is waited for, up to a minute, and then is there; where it still is not, or with --retry 0, the row has failed with kind sink and code busy, and can be retried. A journal has one run at a time: a second one ends with status 2. That is known of all runs on one machine (Linux); runs on other machines or in containers of their own may fetch the same file twice, but never mix bytes, and must not share a journal.',
    ],
  },
  {
    title: 'What is said',
    body: [
      'On a terminal a live line shows rows done, failed and active, the bytes of those under way, the speed, the time left, and which host asked for a rest; at the end there is a summary. Elsewhere nothing is said while all is well, and the summary where rows have failed, unless with --quiet or --failures-ok.',
      '--progress json prints an object each second: done, total, failed, active, attempts, bytes (of files that are done), active_bytes and active_length (of those under way), files_per_s, bytes_per_s, eta_s, rest (the hosts that asked for one), elapsed_ms. The last has ended.',
      '--summary writes the summary as an object; cut_short says why a run ended before its time, and is null where it did not. Rows that were cancelled are neither ok nor failed.',
    ],
  },
  {
    title: 'Pace',
    body: [
      'A host begins with one connection. Once it has answered it gets four, then twice as many each round while it answers well, up to --per-host and --jobs. A body that flows counts as an answer before it is whole; errors never speed a host up. Where a host refuses (429, 503, a timeout or a reset), a slower pace is tried: if a greater part is served at it, it is kept, and otherwise the host refuses at random and is asked as before. Where most is refused the pace goes back at once. Where there are more hosts than --jobs, each gets starts in proportion to the rows that wait for it (within --look-ahead), so that all come to an end together and none is asked faster than it need be.',
      'Retry-After pauses the whole host, for every row of it; but on a 503 of a host that serves others meanwhile it pauses that row alone, until seven in a row are refused. A faster pace than the one that is kept is tried now and then, ever more seldom where it is refused. A job that waits holds no slot.',
      'A host that never answered and lets a connection time out, or refuses three in a row, is down: its other rows fail at once as host-down, and one probe looks again after a second; later rows look again after two, four and so on. A host that has only ever been silent gets a quarter of the timeouts at such a second look, but at least a second.',
      'There are no threads: for a second core, or a second machine, run pfetch once more with another --shard. --shard 1/2 and --shard 2/2 read the same list and divide it by the name of the host, the same way on every machine and in every version, so that no host is asked by two, no row is taken twice and none is left out, and {seq} counts all rows. Rows without a URL are answered by part 1. A host that holds a large part of the list can be divided by URL with --spread; then each part holds to its limits by itself: give each its share of --per-host and --per-host-rate. Each part has a --journal, a --summary and an output of its own. Mirrors and redirects may lead to a host of another part.',
    ],
  },
  {
    title: 'Large files',
    body: [
      'With --split N a body of --split-min bytes or more comes over up to N connections, where its server gives it a strong ETag or Last-Modified and does not refuse ranges. The first request is for the whole, as always; what is left of it is divided as others join, and divided again where one is slower at the end. Every piece is asked for with If-Range, and all are of one version: where a server contradicts itself nothing is kept, and the whole comes over one connection.',
      'Each connection is a download to every limit (--jobs, --per-host, --rate, --limit-rate, the timeouts, Retry-After), and begins when its host bears one more; whole files go first. One that fails is tried again by itself, and leaves its bytes to the others. A kill costs at most the last 4 MiB: NAME.part.json says which bytes are there. The row counts the requests of all its connections as attempts; elapsed_ms is the time in which at least one was at work.',
    ],
  },
  {
    title: 'Pictures',
    body: [
      '--image keeps what is a picture from its header to its end, whatever the server calls it: JPEG, PNG, GIF, WebP, AVIF and HEIC, BMP, TIFF, and with --svg drawings. What is none, or is outside --min-dimensions, --max-dimensions and --aspect (sides as stored, before any EXIF turn), is dropped before the rest of it is read. A rejected row has the kind image, placeholder or policy, and a code; nothing of it stays on disk. docs/pictures.md has a table of them all.',
      'Placeholders, the pictures that say that a picture is gone, are known by a redirect to them, by their ETag, length or hash, and learned: the same bytes from 4 different URLs of one host (the host of the row, whatever it redirects to). Copies that were saved before that are taken back: the file goes, its place in a quota is given back, and a second row corrects the first, with retracts (the URL) and removed (the file). The last row of a URL counts. With --journal this holds across runs and kills.',
      '--dedupe compares contents by sha256, with --journal across runs: a duplicate that is skipped has no path, but duplicate_of, the file that has its bytes. A million contents take 21 MiB of memory.',
      'X-Robots-Tag: with --image, noai and noimageai are respected; --respect adds rules, --ignore takes some or all away. Rules for other crawlers than pfetch and fetchutils do not count.',
    ],
  },
  {
    title: 'Quotas',
    body: [
      '--quota class=50 fetches 50 files for every value of the field class, if the input holds that many, and never one more: a place is reserved before the request and given back when it fails. So those that come out are the first 50 rows of the class that succeed, whatever is slow. Rows beyond are answered as skipped, with the reason quota, without a request. Files that the journal knows or that are here already count, each once. With several quotas a row must have a place in each. A row without the field has no limit, which is told once.',
      'Where --quota-of tells which values will come, the input is closed when all of them are full, which ends the producer before it. A file for it has a value on each line, a row that has the field, or a wnid as in the lists of ILSVRC. It goes for the first --quota.',
      'Rows are candidates: one that failed is made up for by another, so that the exit status is 0 where every value is full. Where one stays short it is 1, and a line on standard error says which. The summary has a table: wanted, got, tried (in this run and those of the journal), and exhausted where the input was read to its end and held too few.',
      'Copies of a placeholder that are found out late, and are removed, free their places again. Where that may happen, rows beyond a quota are not answered at once but kept for it, up to half of --look-ahead; should these not be enough, the same command again, with its --journal, fetches what is missing.',
    ],
  },
] as const;
