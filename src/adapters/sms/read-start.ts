/** The first so many bytes of a body as text; the rest is not read. Empty where it breaks off before anything came. */
export const readStart = async (body: ReadableStream<Uint8Array> | null, most: number): Promise<string> => {
  const parts: Array<Uint8Array> = [];
  let length = 0;
  try {
    for await (const part of body ?? []) {
      parts.push(part);
      length += part.byteLength;
      if (length >= most) break;
    }
  } catch {
    // The status has said what became of the text; the body only tells more about it.
  }
  return Buffer.concat(parts).subarray(0, most).toString('utf8');
};
