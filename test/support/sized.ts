/** Small where all tests run, whole under `npm run test:full`. */
export const sized = (small: number, full: number): number =>
  process.env['LEDGER_TEST_SIZE'] === 'full' ? full : small;
