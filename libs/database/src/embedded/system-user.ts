import { execFile, type ExecFileOptions } from 'node:child_process';
import { chown, readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getuid } from 'node:process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Runs a PostgreSQL program to its end and answers its output; rejects with what it wrote when it fails. */
export type Run = (program: string, args: string[]) => Promise<string>;

/**
 * PostgreSQL refuses to run as root. When we are root (a container, mostly), its programs run as the owner of `folder` if
 * that is somebody else, or as the system user `postgres`, who is created where missing and becomes the owner of `folder`.
 * Below a folder that only root may enter (`/root`) that user could reach nothing: there they run in a user namespace, where
 * root has another number.
 * @param folder exists already
 * @param program a path that this user must be able to reach besides the folder
 */
export async function chooseSystemUser(folder: string, program: string): Promise<Run> {
  const options: ExecFileOptions = { cwd: folder };
  if (getuid?.() !== 0) return (name, args) => runProgram(name, args, options);

  const owner = await stat(folder);
  const empty = (await readdir(folder)).length === 0;
  if (owner.uid !== 0 || (empty && (await anyoneMayEnter(folder)) && (await anyoneMayEnter(program)))) {
    const { uid, gid } = owner.uid === 0 ? await findOrCreateUser('postgres') : owner;
    await chown(folder, uid, gid);
    return (name, args) => runProgram(name, args, { ...options, uid, gid });
  }
  return await runInNamespace(folder, options);
}

async function runProgram(program: string, args: string[], options: ExecFileOptions): Promise<string> {
  try {
    const { stdout } = await exec(program, args, options);
    return String(stdout);
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${message.split('\n')[0]}\n${stdout}${stderr}`.trim(), { cause: error });
  }
}

async function findOrCreateUser(name: string): Promise<{ uid: number; gid: number }> {
  const idOf = async (): Promise<{ uid: number; gid: number }> => ({
    uid: Number((await exec('id', ['-u', name])).stdout),
    gid: Number((await exec('id', ['-g', name])).stdout),
  });
  try {
    return await idOf();
  } catch {
    try {
      await exec('useradd', ['--system', '--user-group', '--no-create-home', name]);
      return await idOf();
    } catch (error) {
      throw new Error(
        `PostgreSQL does not run as root, and the system user "${name}" could not be created: ` +
          'start Steward as an ordinary user, or set DATABASE_URL to a PostgreSQL server',
        { cause: error },
      );
    }
  }
}

/** Whether every folder above `path` lets everyone through. */
async function anyoneMayEnter(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!((await stat(folder)).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** util-linux `unshare`: the program sees itself as user 1000 and root's files as its own. */
async function runInNamespace(folder: string, options: ExecFileOptions): Promise<Run> {
  const prefix = ['--user', '--map-user=1000', '--map-group=1000', '--'];
  const run: Run = (program, args) => runProgram('unshare', [...prefix, program, ...args], options);
  try {
    await run('true', []);
    return run;
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, and no other user may enter ${folder} or the folder of this program: start Steward as ` +
        'an ordinary user, move it to where others may enter, or set DATABASE_URL to a PostgreSQL server',
      { cause: error },
    );
  }
}
