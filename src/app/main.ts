#!/usr/bin/env node
import { createProgram } from './cli/create-program';

void createProgram().parseAsync();
