import { ApiProperty } from '@nestjs/swagger';

/** A file that was sent and waits to be looked at or imported. */
export class Upload {
  @ApiProperty({ example: 'uploads/0198…/0198…', description: 'Names the file in a preview or an import' })
  uploadKey: string;

  @ApiProperty({ example: 'march.csv' })
  fileName: string;

  @ApiProperty({ example: 48213 })
  bytes: number;
}
