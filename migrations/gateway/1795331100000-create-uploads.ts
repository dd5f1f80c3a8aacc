import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUploads1795331100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table gateway.upload (
        "key" text not null,
        "created_at" timestamp with time zone not null default now(),
        constraint "upload_pk" primary key ("key")
      )`);
    await runner.query(`create index "upload_created_at" on gateway.upload ("created_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gateway.upload');
  }
}
