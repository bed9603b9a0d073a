import type { Command } from 'commander';

/** A command as it is listed; what it is made of is loaded only when it is called, since a server takes a second to load. */
export type ListedCommand = {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Command>;
};

/** In the order in which they are shown. */
export const commands: ReadonlyArray<ListedCommand> = [
  {
    name: 'serve',
    description: 'the server; everything in one process, unless --roles names its part',
    load: async () => (await import('./serve.js')).serveCommand(),
  },
  {
    name: 'demo',
    description: 'the server with a made-up platform, live on the console',
    load: async () => (await import('./demo.js')).demoCommand(),
  },
  {
    name: 'token',
    description: 'a development token, and nothing else, on standard output',
    load: async () => (await import('./token.js')).tokenCommand(),
  },
  {
    name: 'send',
    description: 'asks the running server for one notification',
    load: async () => (await import('./send.js')).sendCommand(),
  },
  {
    name: 'audit',
    description: 'reads the history and proves it',
    load: async () => (await import('./audit.js')).auditCommand(),
  },
  {
    name: 'retries',
    description: 'deliveries that wait for another try',
    load: async () => (await import('./retries.js')).retriesCommand(),
  },
  {
    name: 'dead-letters',
    description: 'messages of the platform that could not be handled',
    load: async () => (await import('./dead-letters.js')).deadLettersCommand(),
  },
  {
    name: 'journal',
    description: 'the journal by itself',
    load: async () => (await import('./journal.js')).journalCommand(),
  },
  {
    name: 'backup',
    description: 'copies journal and key ring together into a new folder, beside a running server too',
    load: async () => (await import('./backup.js')).backupCommand(),
  },
  {
    name: 'restore',
    description: 'puts a backup into an empty DATA_DIR, once all of it was read through and found whole',
    load: async () => (await import('./restore.js')).restoreCommand(),
  },
  {
    name: 'projections',
    description: 'the views that are folded from the history',
    load: async () => (await import('./projections.js')).projectionsCommand(),
  },
  {
    name: 'bench',
    description:
      'measures the journal beside its bare driver, its protocol beside a stub, requests end to end, and views',
    load: async () => (await import('./bench.js')).benchCommand(),
  },
];
