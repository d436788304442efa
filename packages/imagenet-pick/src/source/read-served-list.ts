/** What a service answered for a class, as lines of a list; `surplus` is the first line that could not be made one. */
export type ServedList = { list: Buffer; surplus: string | undefined };

/** Reads a URL a line, or `wnid_number URL`; a URL without a number is numbered by its line. */
export function readServedList(body: Buffer, wnid: string): ServedList {
  const lines: string[] = [];
  let surplus: string | undefined;
  // As latin-1 every byte comes back as it was.
  body
    .toString('latin1')
    .split(/\r?\n/)
    .forEach((line, index) => {
      const [, id = `${wnid}_${index + 1}`, url] =
        /^(?:(n\d{8}_[^\s]+)[ \t]+)?([a-z][a-z0-9+.-]*:.*)$/i.exec(line) ?? [];
      if (url !== undefined && id.startsWith(`${wnid}_`)) lines.push(`${id}\t${url}`);
      else if (line.trim() !== '') surplus ??= line;
    });
  return { list: Buffer.from(lines.join('\n'), 'latin1'), surplus };
}
