import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuthTables1795324800000 implements MigrationInterface {
  name = 'CreateAuthTables1795324800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "auth"."user" (
        "id" uuid NOT NULL,
        "email" character varying(254) NOT NULL,
        "name" character varying(100),
        "role" character varying(10) NOT NULL,
        "password_hash" text NOT NULL,
        "password_version" integer NOT NULL DEFAULT '1',
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "UQ_e12875dfb3b1d92d7d7c5377e22" UNIQUE ("email"),
        CONSTRAINT "PK_cace4a159ff9f2512dd42373760" PRIMARY KEY ("id")
      )`);
    await queryRunner.query(`
      CREATE TABLE "auth"."session" (
        "id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "user_agent" character varying(500),
        "ip" character varying(100),
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "last_used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "ends_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY ("id"),
        CONSTRAINT "FK_30e98e8746699fb9af235410aff" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX "session_user" ON "auth"."session" ("user_id")`);
    await queryRunner.query(`CREATE INDEX "session_expires_at" ON "auth"."session" ("expires_at")`);
    await queryRunner.query(`
      CREATE TABLE "auth"."refresh_token" (
        "hash" bytea NOT NULL,
        "session_id" uuid NOT NULL,
        "parent_hash" bytea,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "used_at" TIMESTAMP WITH TIME ZONE,
        "retired" boolean NOT NULL DEFAULT false,
        CONSTRAINT "PK_1e2b7fe50cf96dbd9f4712f88bf" PRIMARY KEY ("hash"),
        CONSTRAINT "FK_7643a722ca45fb721be1c63dc0c" FOREIGN KEY ("session_id") REFERENCES "auth"."session"("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX "refresh_token_session" ON "auth"."refresh_token" ("session_id")`);
    await queryRunner.query(`
      CREATE TABLE "auth"."api_key" (
        "id" uuid NOT NULL,
        "user_id" uuid NOT NULL,
        "name" character varying(100) NOT NULL,
        "prefix" character varying(20) NOT NULL,
        "hash" bytea NOT NULL,
        "scopes" character varying(20) array NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "last_used_at" TIMESTAMP WITH TIME ZONE,
        "expires_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "UQ_45e0aa2a880b928326a05a28885" UNIQUE ("hash"),
        CONSTRAINT "PK_b1bd840641b8acbaad89c3d8d11" PRIMARY KEY ("id"),
        CONSTRAINT "FK_6a0830f03e537b239a53269b27d" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE
      )`);
    await queryRunner.query(`CREATE INDEX "api_key_user" ON "auth"."api_key" ("user_id")`);
    await queryRunner.query(`
      CREATE TABLE "auth"."attempt" (
        "key" bytea NOT NULL,
        "failures" integer NOT NULL DEFAULT '0',
        "blocked_until" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "last_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_e3a39bfc9b3dc559313a8f4a957" PRIMARY KEY ("key")
      )`);
    await queryRunner.query(`CREATE INDEX "attempt_last_at" ON "auth"."attempt" ("last_at")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "auth"."attempt"`);
    await queryRunner.query(`DROP TABLE "auth"."api_key"`);
    await queryRunner.query(`DROP TABLE "auth"."refresh_token"`);
    await queryRunner.query(`DROP TABLE "auth"."session"`);
    await queryRunner.query(`DROP TABLE "auth"."user"`);
  }
}
