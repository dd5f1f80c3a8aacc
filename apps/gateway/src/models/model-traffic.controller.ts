import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import {
  CompareVersionsInput,
  inferenceContract,
  RecordOutcomesInput,
  SetTrafficInput,
  TrafficReport,
  VersionComparison,
} from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { RequiresScope, Roles } from '../security/access.decorators.js';
import { ModelParam } from './model-params.js';

class SetTrafficBody extends OmitType(SetTrafficInput, ['name'] as const) {}
class RecordOutcomesBody extends OmitType(RecordOutcomesInput, ['name'] as const) {}
class CompareVersionsQuery extends OmitType(CompareVersionsInput, ['name'] as const) {}

@ApiTags('Models')
@Controller('models/:name')
export class ModelTrafficController {
  constructor(@InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>) {}

  @Get('traffic')
  @ApiOperation({ summary: 'How requests are divided among versions, and which does better' })
  @ApiOkResponse({ type: TrafficReport })
  getTraffic(@Param() param: ModelParam, @Call() call: CallContext): Promise<TrafficReport> {
    return this.inference.getTraffic(param, call);
  }

  @Put('traffic')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({
    summary: 'Divide requests among versions',
    description: 'An A/B split by user, a shadow that predicts and never answers, both, or (with an empty body) neither.',
  })
  @ApiOkResponse({ type: TrafficReport })
  setTraffic(@Param() param: ModelParam, @Body() body: SetTrafficBody, @Call() call: CallContext): Promise<TrafficReport> {
    return this.inference.setTraffic({ ...body, ...param }, call);
  }

  @Post('outcomes')
  @RequiresScope('predict')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Tell how many of a version’s answers were right',
    description: 'Counts in the comparison of versions.',
  })
  @ApiNoContentResponse()
  async recordOutcomes(@Param() param: ModelParam, @Body() body: RecordOutcomesBody, @Call() call: CallContext): Promise<void> {
    await this.inference.recordOutcomes({ ...body, ...param }, call);
  }

  @Get('comparison')
  @Roles('admin')
  @ApiOperation({
    summary: 'Compare two versions on the rows that people have labelled',
    description: 'Both predict the same rows; the difference is tested by McNemar’s exact test.',
  })
  @ApiOkResponse({ type: VersionComparison })
  compareVersions(
    @Param() param: ModelParam,
    @Query() query: CompareVersionsQuery,
    @Call() call: CallContext,
  ): Promise<VersionComparison> {
    return this.inference.compareVersions({ ...query, ...param }, call);
  }
}
