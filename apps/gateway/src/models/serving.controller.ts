import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { inferenceContract, ServingStatus } from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';

@ApiTags('Models')
@Controller('serving')
export class ServingController {
  constructor(@InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>) {}

  @Get()
  @ApiOperation({ summary: 'The replicas, and the versions that each has loaded' })
  @ApiOkResponse({ type: ServingStatus })
  getServing(@Call() call: CallContext): Promise<ServingStatus> {
    return this.inference.getServing({}, call);
  }
}
