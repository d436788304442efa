import { runMain } from '@fetchutils/plumbing';

import { command } from './cli.js';

void runMain(command);
