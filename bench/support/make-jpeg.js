/** A JPEG of about 10 kB; ends the measurement with a word where sharp is not installed. */
export async function makeJpeg() {
  const { default: sharp } = await import('sharp').catch(() => {
    console.log('skipped: not installed: sharp');
    process.exit(0);
  });
  const noise = Buffer.from(Array.from({ length: 160 * 113 * 3 }, (_, i) => (i * 2654435761) >>> 24));
  return sharp(noise, { raw: { width: 160, height: 113, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** The same picture with its number in a comment: the same bytes from many URLs would be a placeholder. */
export function numberJpeg(jpeg, number) {
  const comment = Buffer.from(`\xff\xfe\0\x0a${String(number).padStart(8, '0')}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
