import type { TaskEither } from 'fp-ts/TaskEither';
import type { Views } from '../../src/domain/ports/views';

/** Views that say whether a write is under way: another thread does it, in time of its own. */
export const watchWrites = (views: Views): { readonly views: Views; readonly isWriting: () => boolean } => {
  let writing = 0;
  const watched =
    <F, A>(write: TaskEither<F, A>): TaskEither<F, A> =>
    async () => {
      writing += 1;
      return write().finally(() => {
        writing -= 1;
      });
    };
  return {
    views: {
      ...views,
      reset: (view) => watched(views.reset(view)),
      apply: (view, step) => watched(views.apply(view, step)),
      promote: (view, step) => watched(views.promote(view, step)),
      drop: (view) => watched(views.drop(view)),
    },
    isWriting: () => writing > 0,
  };
};
