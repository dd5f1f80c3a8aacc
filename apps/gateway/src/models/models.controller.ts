import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import {
  AliasHistory,
  inferenceContract,
  ModelVersionDetails,
  RegisteredModel,
  RegisteredModels,
  RegisterVersionInput,
  RollBackAliasInput,
  SetAliasInput,
  UpdateVersionInput,
} from '#contracts/inference';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { RequiresScope, Roles } from '../security/access.decorators.js';
import { AliasParam, ModelParam, ModelVersionParam } from './model-params.js';

class RegisterVersionBody extends OmitType(RegisterVersionInput, ['name'] as const) {}
class UpdateVersionBody extends OmitType(UpdateVersionInput, ['name', 'version'] as const) {}
class SetAliasBody extends OmitType(SetAliasInput, ['name', 'alias'] as const) {}
class RollBackAliasBody extends OmitType(RollBackAliasInput, ['name', 'alias'] as const) {}

@ApiTags('Models')
@Controller('models')
export class ModelsController {
  constructor(@InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>) {}

  @Get()
  @ApiOperation({ summary: 'The registered models, their versions and aliases' })
  @ApiOkResponse({ type: RegisteredModels })
  listModels(@Call() call: CallContext): Promise<RegisteredModels> {
    return this.inference.listModels({}, call);
  }

  @Get(':name')
  @ApiOperation({ summary: 'A model' })
  @ApiOkResponse({ type: RegisteredModel })
  getModel(@Param() param: ModelParam, @Call() call: CallContext): Promise<RegisteredModel> {
    return this.inference.getModel(param, call);
  }

  @Post(':name/versions')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({
    summary: 'Register a version',
    description:
      'An uploaded model.onnx with the content of its model.json, or a folder of the model repository. A file that is not ONNX, ' +
      'names external data, has another checksum than described, does not load or fails its own smoke inputs is refused.',
  })
  @ApiCreatedResponse({ type: ModelVersionDetails })
  registerVersion(
    @Param() { name }: ModelParam,
    @Body() body: RegisterVersionBody,
    @Call() call: CallContext,
  ): Promise<ModelVersionDetails> {
    return this.inference.registerVersion({ ...body, name }, call);
  }

  @Patch(':name/versions/:version')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({ summary: 'Change what is said of a version, archive it or bring it back' })
  @ApiOkResponse({ type: ModelVersionDetails })
  updateVersion(
    @Param() param: ModelVersionParam,
    @Body() body: UpdateVersionBody,
    @Call() call: CallContext,
  ): Promise<ModelVersionDetails> {
    return this.inference.updateVersion({ ...body, ...param }, call);
  }

  @Delete(':name/versions/:version')
  @Roles('admin')
  @RequiresScope('models')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a version', description: 'Never one that an alias or a traffic split names.' })
  @ApiNoContentResponse()
  async deleteVersion(@Param() param: ModelVersionParam, @Call() call: CallContext): Promise<void> {
    await this.inference.deleteVersion(param, call);
  }

  @Get(':name/aliases/history')
  @ApiOperation({ summary: 'Where the aliases pointed, and who moved them' })
  @ApiOkResponse({ type: AliasHistory })
  getAliasHistory(@Param() param: ModelParam, @Call() call: CallContext): Promise<AliasHistory> {
    return this.inference.getAliasHistory(param, call);
  }

  @Put(':name/aliases/:alias')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({
    summary: 'Point an alias to a version',
    description: 'With `production`, this promotes the version: every replica serves it within a second, without a restart.',
  })
  @ApiOkResponse({ type: RegisteredModel })
  setAlias(@Param() param: AliasParam, @Body() body: SetAliasBody, @Call() call: CallContext): Promise<RegisteredModel> {
    return this.inference.setAlias({ ...body, ...param }, call);
  }

  @Post(':name/aliases/:alias/rollback')
  @Roles('admin')
  @RequiresScope('models')
  @HttpCode(200)
  @ApiOperation({ summary: 'Point an alias back to where it was before its last move' })
  @ApiOkResponse({ type: RegisteredModel })
  rollBackAlias(
    @Param() param: AliasParam,
    @Body() body: RollBackAliasBody,
    @Call() call: CallContext,
  ): Promise<RegisteredModel> {
    return this.inference.rollBackAlias({ ...body, ...param }, call);
  }

  @Delete(':name/aliases/:alias')
  @Roles('admin')
  @RequiresScope('models')
  @ApiOperation({ summary: 'Remove an alias', description: 'Never `production`.' })
  @ApiOkResponse({ type: RegisteredModel })
  removeAlias(@Param() param: AliasParam, @Call() call: CallContext): Promise<RegisteredModel> {
    return this.inference.removeAlias(param, call);
  }
}
