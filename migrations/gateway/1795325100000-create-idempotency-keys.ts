import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1795325100000 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1795325100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "gateway"."idempotency_key" (
        "user_id" uuid NOT NULL,
        "key" character varying(200) NOT NULL,
        "fingerprint" bytea NOT NULL,
        "status" smallint,
        "body" text,
        "location" character varying(500),
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "PK_idempotency_key" PRIMARY KEY ("user_id", "key")
      )`);
    await queryRunner.query(`CREATE INDEX "idempotency_key_created_at" ON "gateway"."idempotency_key" ("created_at")`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "gateway"."idempotency_key"`);
  }
}
