import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  Column,
  Entity,
  PrimaryColumn,
  type DataSource,
  type MigrationInterface,
  type QueryRunner,
  type Repository,
} from 'typeorm';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { openDataSource, pendingChanges, runMigrations, type ServiceSchema } from './data-source.js';
import { DatabaseModule, InjectDatabase, InjectRepository } from './database.module.js';

@Entity({ schema: 'shelf', name: 'book' })
class Book {
  @PrimaryColumn('uuid') id: string;
  @Column('text') title: string;
}

class CreateBook1700000000000 implements MigrationInterface {
  name = 'CreateBook1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "shelf"."book" ("id" uuid NOT NULL, "title" text NOT NULL, CONSTRAINT "PK_a3afef72ec8f80e6e5c310b28a4" PRIMARY KEY ("id"))',
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "shelf"."book"');
  }
}

const shelf: ServiceSchema = { schema: 'shelf', entities: [Book], migrations: [CreateBook1700000000000] };

@Injectable()
class Shelf {
  constructor(
    @InjectDatabase('shelf') readonly dataSource: DataSource,
    @InjectRepository(Book, 'shelf') readonly books: Repository<Book>,
  ) {}
}

@Module({ imports: [DatabaseModule.forService(shelf)], providers: [Shelf] })
class ShelfModule {}

describe('a service and its schema', () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startTestDatabases([]);
  });
  afterAll(() => databases.stop());

  it('migrates into its own schema, once, when several processes start together', async () => {
    const { url } = await databases.createTestDatabase();
    const sources = await Promise.all([1, 2, 3].map(() => openDataSource(url, shelf)));
    const ran = await Promise.all(sources.map((source) => runMigrations(source)));
    expect(ran.flat()).toEqual(['CreateBook1700000000000']);
    expect(await sources[0]!.query('select name from shelf.migration')).toEqual([{ name: 'CreateBook1700000000000' }]);
    expect((await pendingChanges(sources[0]!)).up).toEqual([]);
    await Promise.all(sources.map((source) => source.destroy()));
  });

  it('says which SQL is missing when entities and migrations differ', async () => {
    const { url } = await databases.createTestDatabase();
    const source = await openDataSource(url, { ...shelf, migrations: [] });
    expect((await pendingChanges(source)).up).toEqual([expect.stringContaining('CREATE TABLE "shelf"."book"')]);
    await source.destroy();
  });

  it('gives its module a DataSource and repositories', async () => {
    const { url } = await databases.createTestDatabase();
    const app = await Test.createTestingModule({
      imports: [DatabaseModule.forRoot({ url, migrateAtStart: true }), ShelfModule],
    }).compile();
    await app.init();
    const { books, dataSource } = app.get(Shelf);
    await books.save({ id: '018f0000-0000-7000-8000-000000000001', title: 'Dune' });
    expect(await dataSource.query('select title from shelf.book')).toEqual([{ title: 'Dune' }]);
    await app.close();
    expect(dataSource.isInitialized).toBe(false);
  });
});
