import type { CallContext } from '#rpc';
import { transactionsContract } from '#contracts/transactions';
import { systemCall } from '#rpc';
import { Ledger } from './ledger.harness.js';
import { categoryRule } from './rule-inputs.js';

/** Everything of one user, by which another one tries to reach it. */
interface Property {
  accountId: string;
  transactionId: string;
  categoryId: string;
  ruleId: string;
  ruleRunId: string;
  filterId: string;
  attachmentId: string;
  uploadKey: string;
  transferId: string;
  counterpartyId: string;
  reviewId: string;
}

type Outcome = { refused: string } | { answer: object };

describe('two users', () => {
  let ledger: Ledger;
  let owner: CallContext;
  let stranger: CallContext;
  let theirs: Property;
  let own: Property;
  let before: unknown;

  beforeAll(async () => {
    ledger = await Ledger.start();
    owner = ledger.newUser();
    stranger = ledger.newUser();
    theirs = await furnish(owner);
    own = await furnish(stranger);
    before = await everythingOf(owner);
  });
  afterAll(() => ledger.stop());

  async function furnish(call: CallContext): Promise<Property> {
    const accountId = await ledger.newAccount(call, 'EUR', 700);
    const { id: categoryId } = await ledger.client.createCategory({ name: 'Mine' }, call);
    const { id: transactionId } = await ledger.client.createTransaction(
      { accountId, bookedOn: '2026-01-01', amountMinor: -1, description: `shop of ${call.user!.id}`, categoryId, tags: ['t'] },
      call,
    );
    const { id: ruleId } = await ledger.client.createRule(categoryRule('shop', categoryId), call);
    const { runId: ruleRunId, jobId } = await ledger.client.applyRules({}, call);
    for await (const job of ledger.jobs.watch(jobId, call.user!.id)) void job;
    const { id: filterId } = await ledger.client.saveFilter({ name: 'f', filter: { text: 'shop' } }, call);
    const { id: reviewId } = await ledger.client.skipReview({ groups: [shop] }, call);
    const uploadKey = await ledger.upload(call, Buffer.from(`%PDF-1.4\n${call.user!.id}\n%%EOF`));
    const receipt = { transactionId, uploadKey, fileName: 'a.pdf' };
    const { id: attachmentId } = await ledger.client.addAttachment(receipt, call);
    await ledger.client.putExchangeRate({ currency: 'USD', day: '2026-01-01', rate: '1.25' }, call);
    const [transfer]: { id: string }[] = await ledger.database.query(
      `insert into transactions.transfer (user_id, out_id, in_id, state, source, confidence, day)
       values ($1, $2, gen_random_uuid(), 'suggested', 'auto', 0.5, '2026-01-01') returning id`,
      [call.user!.id, transactionId],
    );
    const counterpartyId = (await ledger.client.listCounterparties({}, call)).items[0]!.id;
    return {
      accountId,
      transactionId,
      categoryId,
      ruleId,
      ruleRunId,
      filterId,
      reviewId,
      attachmentId,
      uploadKey,
      transferId: transfer!.id,
      counterpartyId,
    };
  }

  async function everythingOf(call: CallContext): Promise<unknown> {
    const tables = [
      'account',
      'transaction',
      'category',
      'rule',
      'rule_run',
      'rule_run_change',
      'rule_dismissal',
      'saved_filter',
      'transfer',
      'exchange_rate',
      'attachment',
      'counterparty',
      'counterparty_key',
      'merchant_total',
      'review_skip',
      'ledger',
    ];
    return Promise.all(
      tables.map((table) =>
        ledger.database.query(`select * from transactions.${table} where user_id = $1 order by 1`, [call.user!.id]),
      ),
    );
  }

  const day = { bookedOn: '2026-01-01', amountMinor: 1, description: 'x' };
  /** The queue itself is tried in review.spec.ts, with the same merchant for two people. */
  const shop = { merchantKey: 'shop', direction: 'out' } as const;
  const rulePreview = {
    match: 'all',
    conditions: [{ kind: 'text', field: 'any', test: 'contains', text: 'shop' }],
    actions: [{ kind: 'set-notes', notes: 'x' }],
  };
  const affectedNone: Outcome = { answer: { affected: 0 } };
  const empty: Outcome = { answer: { items: [], total: 0 } };
  const refused = (code: string): Outcome => ({ refused: code });

  /** Operations that other specs try: those on files in imports.spec.ts and imports-identity.spec.ts. */
  const elsewhere = new Set([
    'previewImport',
    'startImport',
    'listImports',
    'getImport',
    'listImportRows',
    'importRowsAnyway',
    'undoImport',
    'createSampleHousehold',
    // archive.spec.ts
    'startExport',
    'listExports',
    'getExport',
    'deleteExport',
    'exportFile',
    'restoreArchive',
    'deleteEverything',
    // budgets.spec.ts
    'getBudgetMonth',
    'suggestBudgets',
    'setBudgets',
    'listGoals',
    'createGoal',
    'updateGoal',
    'deleteGoal',
    // labelled-rows.spec.ts: the one that is for the system only
    'listLabelledRows',
  ]);

  /** What each operation is tried with by the stranger, and how it must end. */
  const attempts: Record<string, () => [input: object, outcome: Outcome][]> = {
    listAccounts: () => [[{}, { answer: { items: [{ id: own.accountId }] } }]],
    getAccount: () => [[{ id: theirs.accountId }, refused('accounts.not-found')]],
    createAccount: () => [[{ name: 'x', type: 'cash', currency: 'EUR' }, { answer: { balanceMinor: 0 } }]],
    updateAccount: () => [[{ id: theirs.accountId, name: 'x' }, refused('accounts.not-found')]],
    deleteAccount: () => [[{ id: theirs.accountId, withTransactions: true }, refused('accounts.not-found')]],
    balances: () => [[{}, { answer: { totals: [{ currency: 'EUR', balanceMinor: 699 }] } }]],
    listTransactions: () => [
      [{}, { answer: { total: 1, items: [{ id: own.transactionId }] } }],
      [{ text: 'shop' }, { answer: { total: 1, items: [{ id: own.transactionId }] } }],
      [{ accountIds: [theirs.accountId] }, empty],
      [{ categoryIds: [theirs.categoryId] }, empty],
      [{ counterpartyId: theirs.counterpartyId }, empty],
    ],
    countTransactions: () => [
      [{}, { answer: { count: 1 } }],
      [{ text: 'shop' }, { answer: { count: 1 } }],
      [{ accountIds: [theirs.accountId] }, { answer: { count: 0 } }],
    ],
    getTransaction: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    explainTransaction: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    monthTotals: () => [
      [{}, { answer: { items: [{ inMinor: 0, outMinor: -1, count: 1 }] } }],
      [{ accountIds: [theirs.accountId] }, { answer: { items: [] } }],
    ],
    createTransaction: () => [
      [{ ...day, accountId: theirs.accountId }, refused('accounts.not-found')],
      [{ ...day, accountId: own.accountId, categoryId: theirs.categoryId }, refused('categories.not-found')],
    ],
    updateTransaction: () => [
      [{ id: theirs.transactionId, notes: 'x' }, refused('transactions.not-found')],
      [{ id: own.transactionId, accountId: theirs.accountId }, refused('accounts.not-found')],
      [{ id: own.transactionId, categoryId: theirs.categoryId }, refused('categories.not-found')],
      [
        {
          id: own.transactionId,
          amountMinor: -3,
          splits: [{ amountMinor: -1, categoryId: theirs.categoryId }, { amountMinor: -2 }],
        },
        refused('categories.not-found'),
      ],
    ],
    listAttachments: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    addAttachment: () => [
      [{ transactionId: theirs.transactionId, uploadKey: own.uploadKey, fileName: 'x' }, refused('transactions.not-found')],
      [{ transactionId: own.transactionId, uploadKey: theirs.uploadKey, fileName: 'x' }, refused('storage.not-found')],
    ],
    locateAttachment: () => [[{ id: theirs.attachmentId }, refused('attachments.not-found')]],
    deleteAttachment: () => [[{ id: theirs.attachmentId }, refused('attachments.not-found')]],
    listCounterparties: () => [[{}, { answer: { total: 1, items: [{ id: own.counterpartyId }] } }]],
    getCounterparty: () => [[{ id: theirs.counterpartyId }, refused('counterparties.not-found')]],
    renameCounterparty: () => [[{ id: theirs.counterpartyId, name: 'x' }, refused('counterparties.not-found')]],
    mergeCounterparties: () => [
      [{ id: own.counterpartyId, ids: [theirs.counterpartyId] }, refused('counterparties.not-found')],
      [{ id: theirs.counterpartyId, ids: [own.counterpartyId] }, refused('counterparties.not-found')],
    ],
    splitOffCounterparty: () => [[{ id: theirs.counterpartyId, merchantKeys: ['shop of'] }, refused('counterparties.not-found')]],
    suggestMerges: () => [[{}, { answer: { items: [] } }]],
    deleteTransaction: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    bulkEdit: () => [
      [{ ids: [theirs.transactionId], changes: { notes: 'x' } }, affectedNone],
      [{ filter: { accountIds: [theirs.accountId] }, changes: { notes: 'x' } }, affectedNone],
      [{ filter: {}, changes: { notes: 'x' } }, { answer: { affected: 1 } }],
      [{ filter: {}, changes: { categoryId: theirs.categoryId } }, refused('categories.not-found')],
    ],
    bulkDelete: () => [
      [{ ids: [theirs.transactionId] }, affectedNone],
      [{ filter: { accountIds: [theirs.accountId] } }, affectedNone],
      [{ filter: {} }, { answer: { affected: 1 } }],
    ],
    listCategories: () => [
      [{}, { answer: { items: expect.not.arrayContaining([expect.objectContaining({ id: theirs.categoryId })]) } }],
    ],
    createCategory: () => [[{ name: 'x', parentId: theirs.categoryId }, refused('categories.not-found')]],
    updateCategory: () => [[{ id: theirs.categoryId, name: 'x' }, refused('categories.not-found')]],
    deleteCategory: () => [
      [{ id: theirs.categoryId }, refused('categories.not-found')],
      [{ id: own.categoryId, moveTo: theirs.categoryId }, refused('categories.not-found')],
    ],
    listReview: () => [[{}, { answer: { groups: 0, items: [] } }]],
    countReview: () => [[{}, { answer: { groups: 0 } }]],
    decideReview: () => [
      [{ decisions: [{ ...shop, categoryId: 'TRAVEL' }] }, affectedNone],
      [{ decisions: [{ ...shop, categoryId: theirs.categoryId }] }, refused('categories.not-found')],
    ],
    skipReview: () => [[{ groups: [shop] }, { answer: { affected: 1 } }]],
    countAlike: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    decideAlike: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    undoReview: () => [[{ id: theirs.reviewId }, refused('review.not-found')]],
    // By now the stranger has deleted their own corrected row; the owner's is still there.
    getLearning: () => [[{}, { answer: { corrections: 0, merchants: 0, versions: [] } }]],
    retrainCategories: () => [[{}, { answer: {} }]],
    recategoriseOpen: () => [[{}, { answer: {} }]],
    listRules: () => [[{}, { answer: { items: [{ id: own.ruleId }] } }]],
    getRule: () => [[{ id: theirs.ruleId }, refused('rules.not-found')]],
    createRule: () => [
      [categoryRule('xx', theirs.categoryId), refused('categories.not-found')],
      [
        { ...categoryRule('xx', 'TRAVEL'), conditions: [{ kind: 'account', accountIds: [theirs.accountId] }] },
        refused('accounts.not-found'),
      ],
    ],
    updateRule: () => [
      [{ ...categoryRule('xx', 'TRAVEL'), id: theirs.ruleId }, refused('rules.not-found')],
      [{ ...categoryRule('xx', theirs.categoryId), id: own.ruleId }, refused('categories.not-found')],
    ],
    switchRule: () => [[{ id: theirs.ruleId, enabled: false }, refused('rules.not-found')]],
    orderRules: () => [[{ ids: [own.ruleId, theirs.ruleId] }, refused('invalid-input')]],
    // Their own row is gone by then; the owner's, which it would find, is not looked at.
    previewRule: () => [[rulePreview, { answer: { total: 0, matched: 0, changed: 0, sample: [] } }]],
    applyRules: () => [[{ ruleIds: [theirs.ruleId] }, refused('rules.not-found')]],
    listRuleRuns: () => [[{}, { answer: { items: [{ id: own.ruleRunId }] } }]],
    getRuleRun: () => [[{ id: theirs.ruleRunId }, refused('rules.run-not-found')]],
    undoRuleRun: () => [[{ id: theirs.ruleRunId }, refused('rules.run-not-found')]],
    listRuleSuggestions: () => [[{ transactionId: theirs.transactionId }, { answer: { items: [] } }]],
    dismissRuleSuggestion: () => [[{ merchantKey: 'shop', categoryId: 'TRAVEL' }, { answer: { affected: 1 } }]],
    deleteRule: () => [[{ id: theirs.ruleId }, refused('rules.not-found')]],
    findTransfers: () => [[{ from: '2026-01-01' }, { answer: {} }]],
    listTransfers: () => [[{}, { answer: { items: [] } }]],
    getTransferOf: () => [[{ id: theirs.transactionId }, refused('transactions.not-found')]],
    confirmTransfers: () => [
      [{ ids: [theirs.transferId] }, affectedNone],
      [{ minConfidence: 0.99 }, affectedNone],
    ],
    rejectTransfers: () => [
      [{ ids: [theirs.transferId] }, affectedNone],
      [{ minConfidence: 0 }, { answer: {} }],
    ],
    linkTransfer: () => [
      [{ transactionIds: [theirs.transactionId, own.transactionId] }, refused('transactions.not-found')],
      [{ transactionIds: [own.transactionId, theirs.transactionId] }, refused('transactions.not-found')],
    ],
    unlinkTransfer: () => [[{ id: theirs.transferId }, refused('transfers.not-found')]],
    markTransfer: () => [[{ ids: [theirs.transactionId], isTransfer: true }, affectedNone]],
    getReportingCurrency: () => [[{}, { answer: { currency: 'EUR', chosen: false } }]],
    setReportingCurrency: () => [[{ currency: 'USD' }, { answer: { currency: 'USD', chosen: true } }]],
    listRateCoverage: () => [[{}, { answer: { items: [{ currency: 'USD', ownDays: 1 }] } }]],
    listExchangeRates: () => [[{ currency: 'USD' }, { answer: { items: [{ rate: '1.25', own: true }] } }]],
    putExchangeRate: () => [[{ currency: 'USD', day: '2026-01-01', rate: '2' }, { answer: { rate: '2' } }]],
    deleteExchangeRate: () => [[{ currency: 'USD', day: '2026-01-01' }, { answer: { affected: 1 } }]],
    loadExchangeRates: () => [
      [{ uploadKey: theirs.uploadKey, fileName: 'x.csv' }, refused('storage.not-found')],
      [{ uploadKey: theirs.uploadKey, fileName: 'x.csv', shared: true }, refused('forbidden')],
    ],
    convertAmount: () => [[{ amountMinor: 100, from: 'USD', to: 'EUR', day: '2026-01-02' }, refused('exchange-rates.missing')]],
    listSavedFilters: () => [[{}, { answer: { items: [{ id: own.filterId }] } }]],
    saveFilter: () => [[{ name: 'f', filter: { text: 'other' } }, { answer: { id: own.filterId } }]],
    deleteSavedFilter: () => [[{ id: theirs.filterId }, refused('saved-filters.not-found')]],
  };

  it("never reach each other's rows by any operation", async () => {
    const operations = Object.keys(transactionsContract.operations).filter((name) => !elsewhere.has(name));
    expect(Object.keys(attempts).sort()).toEqual(operations.sort());
    const client = ledger.client as unknown as Record<string, (input: object, call: CallContext) => Promise<object>>;
    for (const [operation, tries] of Object.entries(attempts)) {
      for (const [input, outcome] of tries()) {
        const actual = await client[operation]!(input, stranger).then(
          (answer) => ({ answer }),
          (error: { code: string }) => ({ refused: error.code }),
        );
        expect({ operation, input, ...actual }).toMatchObject({ operation, input, ...outcome });
      }
    }
    expect(await everythingOf(owner)).toEqual(before);
  });

  it('are needed: without one every operation is refused', async () => {
    const client = ledger.client as unknown as Record<string, (input: object, call: CallContext) => Promise<object>>;
    for (const [operation, tries] of Object.entries(attempts)) {
      await expect(client[operation]!(tries()[0]![0], systemCall())).rejects.toMatchObject({ code: 'unauthorized' });
    }
  });
});
