import { Command } from 'commander';
import { auditAsOfCommand } from './audit-as-of';
import { auditCheckCommand } from './audit-check';
import { auditExportCommand } from './audit-export';
import { auditReplayCommand } from './audit-replay';

/** Everything under it only reads, beside a running server or without one. */
export const auditCommand = (): Command =>
  new Command('audit')
    .addCommand(auditReplayCommand())
    .addCommand(auditAsOfCommand())
    .addCommand(auditCheckCommand())
    .addCommand(auditExportCommand());
