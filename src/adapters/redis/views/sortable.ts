/** No text has this byte in UTF-8, so after a zero it says that the zero is a part's own. */
const escape = 0xff;

/**
 * Parts one after another, each ended by a zero; a zero within a part is followed by 0xff. The order of such bytes is the
 * order of the parts' UTF-8 bytes, the first part first.
 */
export const sortable = (...parts: ReadonlyArray<string>): Buffer => {
  const joined = Buffer.from(`${parts.join('\0')}\0`);
  return parts.some((part) => part.includes('\0')) ? escaped(parts) : joined;
};

const escaped = (parts: ReadonlyArray<string>): Buffer =>
  Buffer.concat(
    parts.map((part) => {
      const pieces = part.split('\0').map((piece) => Buffer.from(piece));
      const [first = Buffer.alloc(0), ...others] = pieces;
      return Buffer.concat([first, ...others.flatMap((piece) => [Buffer.from([0, escape]), piece]), Buffer.from([0])]);
    }),
  );

/** Where the part that begins at `from` ends: its closing zero. */
const endOfPart = (bytes: Buffer, from: number): number => {
  let end = bytes.indexOf(0, from);
  while (end !== -1 && bytes[end + 1] === escape) end = bytes.indexOf(0, end + 2);
  if (end === -1) throw new Error('What is stored does not consist of parts');
  return end;
};

const textOf = (bytes: Buffer): string => {
  if (!bytes.includes(0)) return bytes.toString();
  const pieces: Array<string> = [];
  let from = 0;
  for (let zero = bytes.indexOf(0); zero !== -1; zero = bytes.indexOf(0, from)) {
    pieces.push(bytes.toString('utf8', from, zero));
    from = zero + 2;
  }
  return [...pieces, bytes.toString('utf8', from)].join('\0');
};

/** The next `count` parts from `from` on, and where they end. */
export const readParts = (
  bytes: Buffer,
  from: number,
  count: number,
): { readonly parts: ReadonlyArray<string>; readonly end: number } => {
  const parts: Array<string> = [];
  let at = from;
  while (parts.length < count) {
    const end = endOfPart(bytes, at);
    parts.push(textOf(bytes.subarray(at, end)));
    at = end + 1;
  }
  return { parts, end: at };
};
