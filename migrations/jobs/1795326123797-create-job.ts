import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateJob1795326123797 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "jobs"."job" ("id" uuid NOT NULL, "kind" text NOT NULL, "key" text NOT NULL, "user_id" text, "request_id" text NOT NULL, "state" text NOT NULL DEFAULT 'queued', "input" text NOT NULL, "output" text, "progress" text NOT NULL DEFAULT '{"done":0}', "error" text, "failures" integer NOT NULL DEFAULT '0', "losses" integer NOT NULL DEFAULT '0', "token" uuid, "lease_until" TIMESTAMP WITH TIME ZONE, "dispatched_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "finished_at" TIMESTAMP WITH TIME ZONE, "expires_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "job_state" CHECK (state IN ('queued', 'running', 'completed', 'failed')), CONSTRAINT "PK_98ab1c14ff8d1cf80d18703b92f" PRIMARY KEY ("id"))`,
    );
    await runner.query('CREATE INDEX "job_expires" ON "jobs"."job"  ("expires_at") WHERE expires_at IS NOT NULL');
    await runner.query(`CREATE INDEX "job_dead" ON "jobs"."job"  ("finished_at") WHERE state = 'failed'`);
    await runner.query('CREATE INDEX "job_of_user" ON "jobs"."job"  ("user_id", "id") ');
    await runner.query(`CREATE INDEX "job_to_dispatch" ON "jobs"."job"  ("dispatched_at") WHERE state IN ('queued', 'running')`);
    await runner.query(`CREATE INDEX "job_answered" ON "jobs"."job"  ("key", "finished_at") WHERE state = 'completed'`);
    await runner.query(`CREATE UNIQUE INDEX "job_in_flight" ON "jobs"."job"  ("key") WHERE state IN ('queued', 'running')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "jobs"."job_in_flight"');
    await runner.query('DROP INDEX "jobs"."job_answered"');
    await runner.query('DROP INDEX "jobs"."job_to_dispatch"');
    await runner.query('DROP INDEX "jobs"."job_of_user"');
    await runner.query('DROP INDEX "jobs"."job_dead"');
    await runner.query('DROP INDEX "jobs"."job_expires"');
    await runner.query('DROP TABLE "jobs"."job"');
  }
}
