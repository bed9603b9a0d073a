import { Command } from 'commander';
import { type Instant, NotificationId } from '../../domain/shared/codecs';
import { selectHistory, type Subject } from '../audit/select-history';
import { timelineLine } from '../audit/timeline-line';
import type { Reading } from '../compose/open-for-reading';
import { historyJson } from '../history-json';
import type { HistoryEvent } from '../queries';
import { colours } from './colours';
import { complain } from './complain';
import { EXIT } from './exit';
import { givenInstant } from './given';
import { withReading } from './with-reading';
import { writeLines } from './write-lines';

type Options = {
  readonly notification?: string;
  readonly user?: string;
  readonly batch?: string;
  readonly all?: true;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly json?: true;
};

/** Exactly one is asked for. */
const subjectOf = ({ notification, user, batch, all }: Options): Subject | undefined => {
  const subjects: ReadonlyArray<Subject> = [
    ...(NotificationId.is(notification) ? [{ kind: 'notification', id: notification } as const] : []),
    ...(user === undefined ? [] : [{ kind: 'user', id: user } as const]),
    ...(batch === undefined ? [] : [{ kind: 'batch', id: batch } as const]),
    ...(all === undefined ? [] : [{ kind: 'all' } as const]),
  ];
  return subjects.length === 1 ? subjects[0] : undefined;
};

const replay =
  (subject: Subject, { from, to, json }: Options) =>
  async (reading: Reading): Promise<number> => {
    const line = (event: HistoryEvent) => (json ? JSON.stringify(historyJson(event)) : timelineLine(event, colours));
    let count = 0;
    const lines = async function* (): AsyncGenerator<string> {
      for await (const event of selectHistory(reading, { subject, from, to })) {
        count += 1;
        yield line(event);
      }
    };
    await writeLines(lines());
    return count === 0 && subject.kind !== 'all' ? complain('Nothing of it is in the ledger.') : EXIT.ok;
  };

export const auditReplayCommand = (): Command =>
  new Command('replay')
    .description('the history, event by event, in order')
    .option('--notification <id>', 'of one notification and its deliveries')
    .option('--user <id>', 'of all that concerns a user')
    .option('--batch <id>', 'of a batch and its members')
    .option('--all', 'all of it')
    .option('--from <instant>', 'from then on (inclusive)', givenInstant)
    .option('--to <instant>', 'until then (exclusive)', givenInstant)
    .option('--json', 'an event a line')
    .action(async (options: Options) => {
      const subject = subjectOf(options);
      process.exitCode =
        subject === undefined
          ? complain('Say whose history: one of --notification, --user, --batch and --all.', EXIT.usage)
          : await withReading(replay(subject, options));
    });
