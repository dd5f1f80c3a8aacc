/**
 * `npm run conformance -- FOLDER`: reads every statement file under the folder as an import does and compares what was read with
 * the expected results beside the files. Prints a table, then a line of JSON with counts; exits with 1 where a file is wrong.
 */
import { resolve } from 'node:path';

import { checkFolder, countsOf, tableOf } from './check-folder.js';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Say which folder holds the statements: npm run conformance -- FOLDER');
  process.exit(2);
}
const reports = await checkFolder(resolve(folder));
console.log(tableOf(reports));
console.log(JSON.stringify(countsOf(reports)));
process.exitCode = reports.length === 0 || reports.some(({ verdict }) => verdict === 'wrong') ? 1 : 0;
