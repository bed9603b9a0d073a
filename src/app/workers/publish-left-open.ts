import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Work } from '../../domain/ports/work-queue';
import type { OutstandingQuestions, PlacedDelivery } from '../../projections/outstanding/questions';
import type { QuestionFailure } from '../../projections/question';

const PAGE = 256;

export type LeftOpen<F> = {
  readonly outstanding: Pick<OutstandingQuestions, 'started'>;
  readonly isDead: (incarnation: string) => boolean;
  /** Who takes them up. */
  readonly queue: { readonly publish: (work: ReadonlyArray<Work>) => TaskEither<F, void> };
};

/** Attempts that a dead process left open are taken up at once, not when their owner's time is over. */
export const publishLeftOpen = async <F>({
  outstanding,
  queue,
  isDead,
}: LeftOpen<F>): Promise<E.Either<F | QuestionFailure, void>> => {
  let after: PlacedDelivery['place'] | undefined;
  for (;;) {
    const page = await outstanding.started(after, PAGE)();
    if (E.isLeft(page)) return page;
    const found = page.right.value;
    const leftOpen = found.map(({ row }) => row).filter(({ by }) => by !== null && isDead(by));
    const published = await queue.publish(
      leftOpen.map(({ deliveryId, notificationId, channel, priority }) => ({
        deliveryId,
        notificationId,
        channel,
        priority,
      })),
    )();
    if (E.isLeft(published) || found.length < PAGE) return published;
    after = found.at(-1)?.place;
  }
};
