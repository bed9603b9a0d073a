/**
 * Says when a subscription has caught up. Once it has, it counts as fallen back only after so many events that were not
 * the latest when they were read: a burst that is read in two or three pages is no reason to tell its subscriber twice.
 */
export type LiveSwitch = {
  /** To be asked after each page; true: tell the subscriber that it has caught up. */
  readonly hasCaughtUp: (page: { readonly live: boolean; readonly events: number }) => boolean;
};

const FALLEN_BACK_EVENTS = 10_000;

export const createLiveSwitch = (): LiveSwitch => {
  let caughtUp = false;
  let behind = 0;
  return {
    hasCaughtUp: ({ live, events }) => {
      behind = live ? 0 : behind + events;
      if (behind > FALLEN_BACK_EVENTS) caughtUp = false;
      if (!live || caughtUp) return false;
      caughtUp = true;
      return true;
    },
  };
};
