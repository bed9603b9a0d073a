import { type DestinationStream, pino } from 'pino';
import { build as prettyStream } from 'pino-pretty';
import type { LogFields, Logger } from '../../domain/ports/logger';
import { maskFields } from './mask';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type LoggerOptions = {
  readonly level: LogLevel;
  /** Coloured lines for a person instead of JSON lines. */
  readonly pretty: boolean;
  /** Standard output where none is given. */
  readonly destination?: DestinationStream;
};

/** Lines are written before the call returns, so that none is lost with the process. Personal data is masked. */
export const createLogger = ({ level, pretty, destination }: LoggerOptions): Logger => {
  const stdout = pretty
    ? prettyStream({ sync: true, ignore: 'pid,hostname' })
    : pino.destination({ dest: 1, sync: true });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? stdout);
  const write =
    (at: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      if (log.isLevelEnabled(at)) log[at](maskFields(fields), message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};
