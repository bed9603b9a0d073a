/**
 * Threads of the program run its sources, as the tests do: through this they load TypeScript. A process that a test starts
 * inherits it and needs it not.
 */
import { join } from 'node:path';

process.env['NODE_OPTIONS'] = `-r ${JSON.stringify(join(__dirname, '../../scripts/typescript.cjs'))}`;
