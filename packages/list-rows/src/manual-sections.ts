/** The sections of the man page that explain formats and columns. */
export const manualSections = [
  {
    title: 'Formats',
    body: [
      'Parquet in all its codecs (snappy, gzip, zstd, brotli, lz4) and encodings; read row group by row group and page by ' +
        'page, and only the columns that are wanted. Values are exactly what is stored: whole numbers and decimals with all ' +
        'digits, dates and moments as ISO 8601 (with a Z where they are in UTC), lists, structs and maps as JSON, bytes that ' +
        'are no text as base64, NaN and infinity as null. From standard input it is copied to a file without a name first.',
      'CSV as RFC 4180 has it, with , ; | or a tab between its cells: told by the first line, or by its "sep=;". ' +
        'Quotes inside of a cell that has none around it stand for themselves. A quote that nothing closes within 1 MiB ' +
        'costs the row that opens it, and no more.',
      'TSV is what has tabs in its first line. A quote in it is a quote; --quoting reads cells in quotes as in CSV.',
      'JSON is an array of objects or of URLs, objects one after the other, or one object of columns, ' +
        'as {"url":[...],"text":[...]}, also as pandas writes it. Numbers keep their digits.',
      'NDJSON and plain lists of URLs may be mixed; blank lines and lines that begin with "#" are skipped.',
      'Text is UTF-8 or, by its byte order mark, UTF-16. Lines that are neither are read as latin-1, which is told. ' +
        'gzip and zstd are unpacked; for bzip2, xz and zip there are bzcat, xzcat and unzip -p.',
    ],
  },
  {
    title: 'Addresses',
    body: [
      'A list at an http or https address is read by ranges where the server gives them: of Parquet only the footer and the ' +
        'columns and row groups that are wanted. A range that fails is tried again (--retry), and each must be of the ' +
        'version that the first was of (If-Range, ETag, Last-Modified): a list that changes while it is read is an error. ' +
        'Where a server gives no ranges the list is read once, and Parquet copied to a file without a name.',
    ],
  },
  {
    title: 'Columns',
    body: [
      'The column of the URLs is the one that is called url; else imageurl, imgurl, originalurl, contenturl, fileurl, ' +
        'downloadurl, mediaurl or photourl; else urls, imageurls, uri, imageuri, contenturi, link, imagelink, href or ' +
        'src, however these are capitalised and whatever stands between their letters; else the one that holds URLs. ' +
        'Where two could be meant, it asks for --url.',
      'The cells of CSV and TSV are text, because these have no types; --numbers says which are numbers, and a field ' +
        'that is called size is one in any case. A field that is called md5, sha1, sha256, sha384 or sha512 and holds ' +
        'base64 becomes hexadecimal, as pfetch checks it.',
      '{file} is the name of the list without folder and endings, {row} the number of the row in it, from 1, where rows ' +
        'that could not be read count as well.',
    ],
  },
  {
    title: 'Rows',
    body: [
      'What is asked of rows is asked in this order: --shard, --where, --sample, --unique, --skip, --take. So --skip and --take ' +
        'count the rows that all else has left, of all lists together; a row that could not be read is one of them, because ' +
        'nobody can say what it would have been.',
      '--shard I/N deals out row groups of Parquet, and rows of everything else, like cards: each is in one part of N. What a ' +
        'part does not have is not read of Parquet; one with few row groups gives some parts nothing. Every part must name the ' +
        'same lists in the same order.',
      '--sample draws a row by the name of its list, its number and the seed: the same rows on every machine, in every ' +
        'shard, and a larger share has those of a smaller one among them.',
      '--unique keeps 64 bits of a hash of each URL: the first 300,000 or so in 8 MB of memory, all where there are more in a ' +
        'file without a name in TMPDIR. 100 million URLs take 2.7 GB there, 8 us of CPU each, and 140 MB of memory in all ' +
        '(reckoned from a run over 20 million); that two of them are taken for one happens in one of 3,700 such runs.',
      '--count and --schema need no column of URLs. --count writes {"file":...,"rows":...} for each list, and where there are ' +
        'several a row {"lists":...,"rows":...} at the end; with --plain, numbers. It counts what would be written and, where ' +
        'nothing is asked of rows, reads of Parquet the footer alone.',
      '--schema writes a row for each column: column, type, rows and bytes (packed; both of Parquet alone), and samples: its ' +
        'first three values that are not null, cut short.',
    ],
  },
  {
    title: 'Conditions',
    body: [
      'A condition compares a column with a value, or with another column, by = != < <= > >= (== and <> are = and !=), and ' +
        'and, or, not and brackets put them together: not binds most, or least. A column alone asks whether it is true.',
      "  --where 'similarity > 0.3 and (width >= 256 or not watermark)'",
      "  --where \"license != null and date >= '2024-01-01' and `my column` = 'it''s'\"",
      'Values are numbers, texts in single or double quotes (a quote in them is doubled), true, false and null. A column is ' +
        'called by its name or by what --rename makes of it; a name with other characters than letters, digits, "_", "-" and ' +
        '"." stands in backticks. Columns that --columns or --drop leave out can be asked for.',
      'Types are those of the column. Text beside a number or a boolean is read as one, because CSV has no types; texts are ' +
        'ordered by code points, dates and moments by time. As in SQL, a comparison with what is not there (null, NaN, a text ' +
        'that is no number) is neither true nor false, and neither it nor its not takes the row: x = null and x != null ask ' +
        'for that.',
      'Of Parquet, row groups for which the condition can hold for no row, by the bounds in its footer, are not read.',
    ],
  },
] as const;
