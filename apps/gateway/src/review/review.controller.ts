import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected, PageInput } from '#contracts/common';
import {
  AlikeCount,
  DecideReviewInput,
  ReviewAct,
  ReviewCount,
  ReviewPage,
  SkipReviewInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Review')
@Controller('review')
export class ReviewController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({
    summary: 'Doubtful transactions, by merchant',
    description: 'What teaches most comes first: the number of rows that an answer is expected to put right.',
  })
  @ApiOkResponse({ type: ReviewPage })
  listReview(@Query() query: PageInput, @Call() call: CallContext): Promise<ReviewPage> {
    return this.ledger.listReview(query, call);
  }

  @Get('count')
  @ApiOperation({ summary: 'How many merchants wait for review' })
  @ApiOkResponse({ type: ReviewCount })
  countReview(@Call() call: CallContext): Promise<ReviewCount> {
    return this.ledger.countReview({}, call);
  }

  @Post('decide')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Answer for groups',
    description: "All open rows of each group get the category, as the person's own choice; Steward learns from it at once.",
  })
  @ApiOkResponse({ type: ReviewAct })
  decideReview(@Body() body: DecideReviewInput, @Call() call: CallContext): Promise<ReviewAct> {
    return this.ledger.decideReview(body, call);
  }

  @Post('skip')
  @HttpCode(200)
  @ApiOperation({ summary: 'Leave groups for later', description: 'They come back after 30 days.' })
  @ApiOkResponse({ type: ReviewAct })
  skipReview(@Body() body: SkipReviewInput, @Call() call: CallContext): Promise<ReviewAct> {
    return this.ledger.skipReview(body, call);
  }

  @Get('alike/:id')
  @ApiOperation({
    summary: 'How many rows are like a transaction',
    description: 'Of its merchant and direction, with another category or none, which no person and no rule has decided.',
  })
  @ApiOkResponse({ type: AlikeCount })
  countAlike(@Param() { id }: IdParam, @Call() call: CallContext): Promise<AlikeCount> {
    return this.ledger.countAlike({ id }, call);
  }

  @Post('alike/:id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give the category of a transaction to those rows' })
  @ApiOkResponse({ type: ReviewAct })
  decideAlike(@Param() { id }: IdParam, @Call() call: CallContext): Promise<ReviewAct> {
    return this.ledger.decideAlike({ id }, call);
  }

  @Post('acts/:id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a step back', description: 'Within a week; rows changed since stay as they are.' })
  @ApiOkResponse({ type: Affected })
  undoReview(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.undoReview({ id }, call);
  }
}
