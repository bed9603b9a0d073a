import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const CHUNK_CHARACTERS = 16 * 1024;

const inChunks = async function* (lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
};

const isClosedPipe = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'EPIPE';

/**
 * Writes lines to standard output as fast as they are taken there, and no faster. A reader that has seen enough and goes
 * (`| head`) ends it; that is no failure.
 */
export const writeLines = async (lines: AsyncIterable<string>): Promise<void> => {
  try {
    await pipeline(Readable.from(inChunks(lines)), process.stdout, { end: false });
  } catch (cause) {
    if (!isClosedPipe(cause)) throw cause;
  }
};
