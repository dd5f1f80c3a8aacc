import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import {
  DriftInput,
  DriftReport,
  inferenceContract,
  ModelLearning,
  SetLearningPolicyInput,
  StartedTraining,
} from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';
import { RequiresScope, Roles } from '../security/access.decorators.js';
import { ModelParam } from './model-params.js';

class DriftQuery extends OmitType(DriftInput, ['name'] as const) {}
class SetLearningPolicyBody extends OmitType(SetLearningPolicyInput, ['name'] as const) {}

@ApiTags('Models')
@Controller('models/:name')
export class ModelLearningController {
  constructor(@InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>) {}

  @Get('drift')
  @ApiOperation({
    summary: 'How much inputs and outputs differ from those of the training',
    description: 'Population stability index and Jensen–Shannon distance over a sliding window.',
  })
  @ApiOkResponse({ type: DriftReport })
  getDrift(@Param() param: ModelParam, @Query() query: DriftQuery, @Call() call: CallContext): Promise<DriftReport> {
    return this.inference.getDrift({ ...query, ...param }, call);
  }

  @Get('learning')
  @ApiOperation({ summary: 'What the model could learn from, and when it does so by itself' })
  @ApiOkResponse({ type: ModelLearning })
  getModelLearning(@Param() param: ModelParam, @Call() call: CallContext): Promise<ModelLearning> {
    return this.inference.getModelLearning(param, call);
  }

  @Put('learning')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({ summary: 'Say when the model trains and promotes by itself' })
  @ApiOkResponse({ type: ModelLearning })
  setLearningPolicy(
    @Param() param: ModelParam,
    @Body() body: SetLearningPolicyBody,
    @Call() call: CallContext,
  ): Promise<ModelLearning> {
    return this.inference.setLearningPolicy({ ...body, ...param }, call);
  }

  @Post('train')
  @Roles('admin')
  @RequiresScope('models')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Train the next version with what people have corrected',
    description: 'A job of some minutes. The version is compared with production and registered as `staging`.',
  })
  @ApiAcceptedResponse({ type: StartedTraining, headers: JOB_LOCATION })
  async trainModel(
    @Param() param: ModelParam,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedTraining> {
    const started = await this.inference.trainModel(param, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }
}
