import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const asStatements = (queries: string[]): string => queries.map((query) => `    await runner.query(${quote(query)});`).join('\n');

function quote(sql: string): string {
  return sql.includes("'") ? `\`${sql.replace(/[\\`$]/g, '\\$&')}\`` : `'${sql.replace(/\\/g, '\\\\')}'`;
}

/**
 * Writes a migration class and adds it to the folder's `index.ts`.
 * @param name in kebab-case; the class is called by its PascalCase and the time in milliseconds, as TypeORM wants it
 * @returns the file's path
 */
export async function writeMigration(folder: string, name: string, changes: { up: string[]; down: string[] }): Promise<string> {
  const time = Date.now();
  const className = `${name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())}${time}`;
  const file = join(folder, `${time}-${name}.ts`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
${asStatements(changes.up)}
  }

  async down(runner: QueryRunner): Promise<void> {
${asStatements(changes.down)}
  }
}
`,
  );
  await addToIndex(join(folder, 'index.ts'), className, `./${time}-${name}.js`);
  return file;
}

async function addToIndex(file: string, className: string, module: string): Promise<void> {
  const text = (await readFile(file, 'utf8')).replace(/^(?=export)/, '\n');
  const list = /export const migrations = \[([^\]]*)\]/.exec(text);
  if (!list) throw new Error(`${file} has no "export const migrations = [...]"`);
  const names = [
    ...list[1]!
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
    className,
  ];
  await writeFile(
    file,
    `import { ${className} } from '${module}';\n${text}`
      .replace(list[0], `export const migrations = [${names.join(', ')}]`)
      // The newest import goes after the others.
      .replace(/^(import .*\n)((?:import .*\n)+)/, '$2$1'),
  );
}
