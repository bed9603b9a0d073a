import { MaxAppendSizeExceededError, StreamDeletedError, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendFailure } from '../../domain/ports/journal';
import type { NewEvent } from '../../domain/shared/stored-event';
import { callFailed } from './call-failure';
import { dataBytesOf } from './to-event-data';

type Attempted = { readonly stream: string; readonly events: ReadonlyArray<NewEvent> };

const actualOf = (version: bigint | 'no_stream' | undefined): bigint | 'no-stream' =>
  typeof version === 'bigint' && version >= 0n ? version : 'no-stream';

/** What the client threw for an append. Whatever is no answer of the server's leaves it unknown what became of it. */
export const appendFailure = ({ stream, events }: Attempted, error: unknown): AppendFailure => {
  if (error instanceof WrongExpectedVersionError)
    return { _tag: 'Conflict', stream, actual: actualOf(error.actualVersion) };
  if (error instanceof StreamDeletedError) return { _tag: 'StreamDeleted', stream };
  if (error instanceof MaxAppendSizeExceededError)
    return { _tag: 'AppendTooLarge', stream, bytes: dataBytesOf(events) };
  return { _tag: 'JournalUnavailable', cause: callFailed(error) };
};
