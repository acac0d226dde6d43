/**
 * How many bytes packed data may become. Text packs to a tenth. Data that unpacks to more than 250 times its size, and to more than
 * 1 MiB, was made to fill a disk.
 */
const LARGEST_RATIO = 250;
const RATIO_MATTERS_FROM = 1024 * 1024;

export function isPastRatio(unpacked: number, packed: number): boolean {
  return unpacked > RATIO_MATTERS_FROM && unpacked > packed * LARGEST_RATIO;
}
