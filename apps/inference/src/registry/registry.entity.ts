import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: the number of the registry's latest change. Who changes the registry locks it, so that changes take turns. */
@Entity({ schema: 'inference', name: 'registry' })
export class RegistryEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'registry_pk', default: true })
  id: boolean;

  @Column('integer', { default: 0 })
  revision: number;
}
