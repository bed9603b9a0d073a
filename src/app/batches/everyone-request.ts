import type { TaskEither } from 'fp-ts/TaskEither';
import type { Locale } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { TemplateContent } from '../../domain/template/events';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';
import type { BatchAnswer, BatchAsked, BatchTerms } from './batch-request';

/** What everyone in the directory is to be told; channels and priority undefined: as the template has them. */
export type EveryoneRequest = BatchAsked &
  Pick<BatchTerms, 'expiresAt' | 'bypasses' | 'sendAt'> & {
    readonly templateCode: string;
    /** The variables in one of the template's languages. Everyone gets the same, so none of them may be secret. */
    readonly variablesFor: (content: TemplateContent, locale: Locale) => JsonObject;
    readonly channels: BatchTerms['channels'] | undefined;
    readonly priority: BatchTerms['priority'] | undefined;
  };

/**
 * Answers as AcceptBatch does. Impossible: no such template in use, a variable that it requires is missing, or one is
 * secret.
 */
export type RequestForEveryone = (request: EveryoneRequest) => TaskEither<AppFailure, Written<BatchAnswer>>;
