import { status } from '@grpc/grpc-js';

/** Why a call of the client failed, in a word that a log may hold (error-code.ts). */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  constructor(
    readonly code: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`EventStoreDB: ${code}`, options);
  }
}

const fieldOf = (error: unknown, field: 'type' | 'code'): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;

/**
 * The client's errors carry a `type`; those of the call below it a number, gRPC's status; those of the machine or of the
 * client's own making a text or nothing at all.
 */
const codeOf = (error: unknown): string => {
  const type = fieldOf(error, 'type');
  const code = fieldOf(error, 'code');
  const grpc = typeof code === 'number' ? `grpc-${status[code] ?? String(code)}` : undefined;
  // `unknown` says less than the status that it stands for.
  if (typeof type === 'string' && (type !== 'unknown' || grpc === undefined)) return type;
  return grpc ?? (typeof code === 'string' ? code : 'not-connected');
};

export const callFailed = (error: unknown): CallFailed =>
  error instanceof CallFailed ? error : new CallFailed(codeOf(error), { cause: error });

const ofTheConnection: ReadonlySet<string> = new Set([
  'unavailable',
  'deadline-exceeded',
  'no-answer',
  'not-connected',
]);

/** Whether the failure may be one of the connection, so that the next call had better dial anew. */
export const blamesConnection = ({ code }: CallFailed): boolean => ofTheConnection.has(code) || /^E[A-Z]+$/.test(code);

export const tooLate = (): CallFailed => new CallFailed('no-answer');
export const givenUp = (): CallFailed => new CallFailed('connection-given-up');
