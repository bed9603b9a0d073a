import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer';

const hasGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Sends as fast as the reader takes it. A reader that goes away ends the reading of the history; a history that can't be
 * read further ends the connection in the middle of the transfer, so that nobody takes what came for the whole.
 */
const sendLines = async (response: Response, lines: AsyncIterable<string>): Promise<void> => {
  response.status(200).set('Content-Type', 'application/x-ndjson');
  try {
    await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 1 }), response);
  } catch (error) {
    if (!hasGone(error)) throw error;
  }
};

/** Writes an answer to the wire. */
export const sendAnswer = async (response: Response, answer: Answer): Promise<void> => {
  switch (answer.kind) {
    case 'json':
      response.status(answer.status).set(answer.headers).json(answer.body);
      return;
    case 'empty':
      response.status(204).set(answer.headers).end();
      return;
    case 'text':
      response.status(answer.status).set('Content-Type', answer.contentType).send(answer.text);
      return;
    case 'file':
      response.sendFile(answer.path);
      return;
    case 'lines':
      return sendLines(response, answer.lines);
  }
};
