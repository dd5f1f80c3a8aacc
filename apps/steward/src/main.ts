import { runProcess } from '#rpc';
import { isFirstStart, startSteward } from './start-steward.js';

void runProcess(
  async (config) => {
    if (isFirstStart(config)) process.stdout.write(`First start: making the database in ${config.dataFolder} …\n`);
    return startSteward(config);
  },
  {
    // A person watches this terminal: only what needs them.
    defaults: { LOG_LEVEL: 'warn' },
    greeting: (steward, config) => `
  Steward is running.

    Open    http://localhost:${new URL(steward.url).port}
    Data    ${config.dataFolder}${steward.embedded ? '' : ', and the database of DATABASE_URL'}
    Stop    Ctrl-C
`,
  },
);
