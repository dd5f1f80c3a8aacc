import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

type Reply<Result> = { result: Result } | { error: string };

/** A process of ours that answers one task after another, apart from the one that measures. */
export class HelperProcess<Task extends object, Result> {
  private readonly child: ChildProcess;

  /** @param file beside this one */
  constructor(file: string) {
    this.child = fork(join(import.meta.dirname, file), { serialization: 'advanced' });
  }

  /** @throws Error with what went wrong there */
  ask(task: Task): Promise<Result> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The helper ended with code ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', (reply: Reply<Result>) => {
        this.child.off('exit', ended);
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.result);
      });
      this.child.send(task);
    });
  }

  stop(): void {
    this.child.kill();
  }
}
