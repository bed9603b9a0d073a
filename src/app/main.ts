#!/usr/bin/env node
import { createProgram } from './cli/create-program';

const args = process.argv.slice(2);
void createProgram(args).then(async (program) => program.parseAsync(args, { from: 'user' }));
