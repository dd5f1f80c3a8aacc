import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import {
  Category,
  CategoryChanges,
  CategoryList,
  CreateCategoryInput,
  DeleteCategoryInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

class DeleteCategoryQuery extends OmitType(DeleteCategoryInput, ['id'] as const) {}

@ApiTags('Categories')
@Controller('categories')
export class CategoriesController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: "The built-in categories and the user's own" })
  @ApiOkResponse({ type: CategoryList })
  listCategories(@Call() call: CallContext): Promise<CategoryList> {
    return this.ledger.listCategories({}, call);
  }

  @Post()
  @ApiOperation({ summary: 'Add a category of one’s own' })
  @ApiCreatedResponse({ type: Category })
  createCategory(@Body() body: CreateCategoryInput, @Call() call: CallContext): Promise<Category> {
    return this.ledger.createCategory(body, call);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a category of one’s own' })
  @ApiOkResponse({ type: Category })
  updateCategory(@Param() { id }: IdParam, @Body() body: CategoryChanges, @Call() call: CallContext): Promise<Category> {
    return this.ledger.updateCategory({ ...body, id }, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a category of one’s own' })
  @ApiOkResponse({ type: Affected })
  deleteCategory(@Param() { id }: IdParam, @Query() query: DeleteCategoryQuery, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteCategory({ ...query, id }, call);
  }
}
