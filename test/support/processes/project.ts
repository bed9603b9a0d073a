/** `project JOURNAL REDIS`: runs every projection until it is killed; prints where the inbox has come, each time it moved. */
import { inbox } from '../../../src/projections/inbox/project';
import { projectOnRedis } from '../project-on-redis';

const main = async (journalUrl: string, redisUrl: string): Promise<void> => {
  const { progress } = await projectOnRedis(journalUrl, redisUrl);
  const unending = new AbortController().signal;
  for (let position = 0n; ; position = progress.position(inbox.name)) {
    console.log(String(position));
    await progress.changed(inbox.name, position, unending);
  }
};

void main(process.argv[2] ?? '', process.argv[3] ?? '');
