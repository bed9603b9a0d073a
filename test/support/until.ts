/** Waits for a condition, asking again after each short pause; fails with what it waited for after the time given. */
export const until = async (what: string, holds: () => Promise<boolean> | boolean, millis = 60_000): Promise<void> => {
  const deadline = Date.now() + millis;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${String(millis)} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
