#!/usr/bin/env node
import { runMain } from '@fetchutils/plumbing';

import { command } from './cli.js';

await runMain(command);
