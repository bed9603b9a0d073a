/** What the benchmark's batches say: by a template that shows times and numbers, in-app alone. */
const terms = {
  templateCode: 'system.maintenance',
  data: {
    title: 'Network upgrade',
    message: 'We are upgrading the network of the data centre.',
    startTime: '2026-01-15T18:00:00.000Z',
    endTime: '2026-01-15T20:00:00.000Z',
    duration: 120,
    affectedServices: ['console', 'cloud phones'],
  },
  channels: ['websocket'],
  priority: 'P3',
};

/** `shared`: all are told the same; `own`: each with variables of their own. */
export type Content = 'shared' | 'own';

export type BulkList = {
  readonly body: Buffer;
  readonly users: ReadonlyArray<string>;
  /** What this user's notification has to say. */
  readonly says: (userId: string) => string;
};

const messageTo = (userId: string): string => `The phones of ${userId} move to another rack.`;

const lineFor: Readonly<Record<Content, (userId: string, n: number) => unknown>> = {
  shared: (userId) => ({ userId }),
  own: (userId, n) => ({ userId, data: { message: messageTo(userId), duration: 60 + (n % 90) } }),
};

/** So many recipients as NDJSON, made beforehand. */
export const bulkList = (content: Content, count: number, prefix: string): BulkList => {
  const users = Array.from({ length: count }, (_, n) => `${prefix}-${String(n)}`);
  const lines = [terms, ...users.map(lineFor[content])].map((line) => `${JSON.stringify(line)}\n`);
  return {
    body: Buffer.from(lines.join('')),
    users,
    says: (userId) => (content === 'own' ? messageTo(userId) : terms.data.message),
  };
};
