import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import {
  ExportFile,
  ExportList,
  ExportRecord,
  StartedExport,
  StartExportInput,
  transactionsContract,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ExportsRepository } from './exports.repository.js';
import { StartExport } from './start-export.js';

@Injectable()
export class ExportsHandler {
  constructor(
    private readonly start: StartExport,
    private readonly exports: ExportsRepository,
  ) {}

  @Implements(transactionsContract.operations.startExport)
  startExport(input: StartExportInput, call: CallContext): Promise<StartedExport> {
    return this.start.run(requireUser(call).id, input, call);
  }

  @Implements(transactionsContract.operations.listExports)
  async listExports(_input: object, call: CallContext): Promise<ExportList> {
    return { items: await this.exports.list(requireUser(call).id) };
  }

  @Implements(transactionsContract.operations.getExport)
  getExport({ id }: IdInput, call: CallContext): Promise<ExportRecord> {
    return this.exports.get(requireUser(call).id, id);
  }

  @Implements(transactionsContract.operations.deleteExport)
  async deleteExport({ id }: IdInput, call: CallContext): Promise<Affected> {
    await this.exports.delete(requireUser(call).id, id);
    return { affected: 1 };
  }

  @Implements(transactionsContract.operations.exportFile)
  exportFile({ id }: IdInput, call: CallContext): Promise<ExportFile> {
    return this.exports.file(requireUser(call).id, id);
  }
}
