import { Global, Module, type DynamicModule, type FactoryProvider, type InjectionToken } from '@nestjs/common';
import { Config } from '#config';
import { getDataSourceToken, InjectDataSource, InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Readiness } from '#observability';
import { openDataSource, runMigrations, type ServiceSchema } from './data-source.js';

/** Where the database is, and whether this process may change its tables. */
export class DatabaseSettings {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Run migrations at start: one process alone. In production they run by command. */
  migrateAtStart: boolean;
  /** Connections a service may open; 5 unless told. */
  poolSize?: number;
}

/** The injection token of a service's TypeORM `DataSource`. */
export const databaseToken = (schema: string): InjectionToken => getDataSourceToken(schema) as InjectionToken;

/** `@InjectDatabase('auth') dataSource: DataSource` */
export const InjectDatabase = (schema: string): ParameterDecorator => InjectDataSource(schema);

/** `@InjectRepository(User, 'auth') users: Repository<User>` */
export { InjectRepository };

/**
 * `DatabaseModule.forRoot(…)` once a process says where the database is; `DatabaseModule.forService(…)` in each service's
 * module opens that service's own small pool on its own schema and provides its repositories.
 */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(settings: DatabaseSettings | Pick<FactoryProvider<DatabaseSettings>, 'inject' | 'useFactory'>): DynamicModule {
    const provider =
      'useFactory' in settings ? { provide: DatabaseSettings, ...settings } : { provide: DatabaseSettings, useValue: settings };
    return { module: DatabaseModule, global: true, providers: [provider], exports: [DatabaseSettings] };
  }

  /** The settings of the process's configuration: what every service's module imports. */
  static fromConfig(): DynamicModule {
    return FROM_CONFIG;
  }

  static forService(service: ServiceSchema): DynamicModule {
    const connection = TypeOrmModule.forRootAsync({
      name: service.schema,
      inject: [DatabaseSettings],
      useFactory: (settings: DatabaseSettings) => ({ type: 'postgres', ...settings, retryAttempts: 1 }),
      dataSourceFactory: async (options) => {
        const settings = options as unknown as DatabaseSettings;
        const dataSource = await openDataSource(settings.url, service, settings.poolSize);
        if (settings.migrateAtStart) await runMigrations(dataSource);
        return dataSource;
      },
    });
    const repositories = TypeOrmModule.forFeature(
      service.entities as Parameters<typeof TypeOrmModule.forFeature>[0],
      service.schema,
    );
    const readiness = {
      provide: Symbol(`readiness of ${service.schema}`),
      inject: [databaseToken(service.schema), { token: Readiness, optional: true }],
      useFactory: (source: DataSource, checks?: Readiness) =>
        checks?.add(`database ${service.schema}`, async () => void (await source.query('select 1'))),
    };
    return {
      module: ServiceDatabaseModule,
      imports: [connection, repositories],
      providers: [readiness],
      exports: [connection, repositories],
    };
  }
}

/** The dynamic module of one service's database. */
@Module({})
class ServiceDatabaseModule {}

/** One object, so that services in one process share it. */
const FROM_CONFIG = DatabaseModule.forRoot({
  inject: [Config],
  useFactory: ({ databaseUrl, migrateAtStart }: Config): DatabaseSettings => {
    if (!databaseUrl) throw new Error('Set DATABASE_URL: this process runs no database of its own');
    return { url: databaseUrl, migrateAtStart };
  },
});
