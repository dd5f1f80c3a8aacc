import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CategoryExplanation,
  CategoryPrediction,
  CategoryPredictions,
  inferenceContract,
  PredictCategoriesInput,
  PredictCategoryInput,
} from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { RequiresScope } from '../security/access.decorators.js';

@ApiTags('Predictions')
@Controller('predict')
@RequiresScope('predict')
export class PredictController {
  constructor(@InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>) {}

  @Post('category')
  @HttpCode(200)
  @ApiOperation({ summary: 'The likely category of a description' })
  @ApiOkResponse({ type: CategoryPrediction })
  predictCategory(@Body() body: PredictCategoryInput, @Call() call: CallContext): Promise<CategoryPrediction> {
    return this.inference.predictCategory(body, call);
  }

  @Post('categories')
  @HttpCode(200)
  @ApiOperation({ summary: 'The likely categories of many descriptions' })
  @ApiOkResponse({ type: CategoryPredictions })
  predictCategories(@Body() body: PredictCategoriesInput, @Call() call: CallContext): Promise<CategoryPredictions> {
    return this.inference.predictCategories(body, call);
  }

  @Post('category/explanation')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Why a description has its category',
    description: 'Each word is left out in turn; its weight is what the probability of the category loses.',
  })
  @ApiOkResponse({ type: CategoryExplanation })
  explainCategory(@Body() body: PredictCategoryInput, @Call() call: CallContext): Promise<CategoryExplanation> {
    return this.inference.explainCategory(body, call);
  }
}
