import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchAccepted } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import type { Opened } from '../../domain/ports/vault';
import type { TemplateRef } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { createLruCache, type LruCache } from '../../domain/shared/lru-cache';
import type { Recorded } from '../../domain/shared/recorded';
import { readHistory } from '../commands/read-history';
import type { PortFailure } from '../commands/unavailable';
import { BatchContent } from './batch-content';
import type { BatchDeps } from './batch-deps';
import type { BatchTemplate } from './batch-template';
import { type Composer, createComposer } from './create-composer';

/** A batch ready to be rendered; unless its content can't be read any more, by anybody. */
export type OpenBatch = {
  readonly accepted: BatchAccepted['data'];
  readonly isReadable: boolean;
  readonly compose: Composer;
  /** The names of the content that this process has stored, so that it need not again. */
  readonly stored: LruCache<string, true>;
};

type Deps = Pick<BatchDeps, 'journal' | 'vault' | 'templates' | 'engine' | 'writer'>;

const NAMES_OF_CONTENT = 1_024;

type Variables = { readonly variables: Readonly<Record<string, JsonObject>>; readonly data?: JsonObject };

/** Undefined where its key was lost, or it is damaged. */
const variablesIn = (opened: Opened | undefined): Variables | undefined => {
  const content = BatchContent.decode(opened?.status === 'open' ? opened.value : undefined);
  return E.isRight(content) ? (content.right as Variables) : undefined;
};

/** The view has seen the version, since it answered with it when the batch was accepted; a view being rebuilt has not. */
const templateFor =
  ({ templates }: Deps, { variables, data }: Variables) =>
  (ref: TemplateRef): TE.TaskEither<PortFailure, BatchTemplate> =>
    pipe(
      templates.templateVersion(ref),
      TE.chainW(({ value: content }) =>
        content === undefined
          ? TE.left({ _tag: 'ViewNotReady', view: 'templates' } as const)
          : TE.right({ ref, content, data: data ?? variables[ref.locale] ?? {} }),
      ),
    );

/** What a batch asks for, opened, with the template versions that it pinned. */
export const openBatch =
  (deps: Deps) =>
  (batchId: string): TE.TaskEither<PortFailure, OpenBatch> =>
    pipe(
      readHistory(deps.journal, batchStream(batchId), { limit: 1 }),
      TE.map(([first]) => {
        if (first?.event.type !== 'BatchAccepted') throw new Error(`The batch ${batchId} has no beginning`);
        return first as Recorded<BatchAccepted>;
      }),
      TE.bindTo('first'),
      TE.bindW('variables', ({ first: { stream, id, event } }) =>
        pipe(
          deps.vault.open([{ stream, type: event.type, eventId: id, sealed: event.data.personal }]),
          TE.map(([opened]) => variablesIn(opened)),
        ),
      ),
      TE.bindW('templates', ({ first, variables }) =>
        variables === undefined
          ? TE.right([])
          : TE.traverseSeqArray(templateFor(deps, variables))(first.event.data.templates),
      ),
      TE.map(({ first, variables, templates }) => {
        const accepted = first.event.data;
        const { engine, writer } = deps;
        return {
          accepted,
          isReadable: variables !== undefined,
          compose: createComposer({ engine, namespace: writer.namespace, batchId, templates }),
          stored: createLruCache(NAMES_OF_CONTENT),
        };
      }),
    );
