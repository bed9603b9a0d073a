import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Conflict, ExpectedRevision } from '../../domain/ports/journal';
import type { EngineAppended } from '../../domain/ports/journal-engine';

export const appendSucceeded = ({ revision, position }: EngineAppended): AppendResp => {
  const success = new AppendResp.Success();
  if (revision === 'no-stream') success.setNoStream(new Empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) return new AppendResp().setSuccess(success.setNoPosition(new Empty()));
  const place = new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
  return new AppendResp().setSuccess(success.setPosition(place));
};

/** A wrong expectation is an answer here, not a failure of the call (contract, section 5). */
export const appendConflicted = (expected: ExpectedRevision, { actual }: Conflict): AppendResp => {
  const wrong = new AppendResp.WrongExpectedVersion();
  if (actual === 'no-stream') wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new Empty());
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty());
  else wrong.setExpectedRevision(String(expected));
  return new AppendResp().setWrongExpectedVersion(wrong);
};
