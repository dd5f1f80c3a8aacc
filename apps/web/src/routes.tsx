import { createBrowserRouter, type RouteObject } from 'react-router';
import { Gate } from './components/gate';
import { RouteProblem } from './components/route-problem';

/** A page in a bundle of its own, fetched when it is first visited. */
const page = (load: () => Promise<{ default: React.ComponentType }>) => async () => ({ Component: (await load()).default });

const routes: RouteObject[] = [
  {
    element: <Gate />,
    errorElement: <RouteProblem />,
    hydrateFallbackElement: <></>,
    children: [
      { path: '/sign-in', lazy: page(() => import('./pages/sign-in/sign-in-page')) },
      {
        lazy: page(() => import('./components/shell/shell')),
        errorElement: <RouteProblem />,
        children: [
          { index: true, lazy: page(() => import('./pages/home/home-page')) },
          { path: '/transactions', lazy: page(() => import('./pages/transactions/transactions-page')) },
          { path: '/review', lazy: page(() => import('./pages/review/review-page')) },
          { path: '/budgets', lazy: page(() => import('./pages/budgets/budgets-page')) },
          { path: '/your-data', lazy: page(() => import('./pages/your-data/your-data-page')) },
          { path: '/accounts', lazy: page(() => import('./pages/accounts/accounts-page')) },
          { path: '/import', lazy: page(() => import('./pages/import/import-page')) },
          { path: '/import/preview', lazy: page(() => import('./pages/import/preview-page')) },
          { path: '/import/:id', lazy: page(() => import('./pages/import/report-page')) },
          { path: '/payees', lazy: page(() => import('./pages/payees/payees-page')) },
          { path: '/rules', lazy: page(() => import('./pages/rules/rules-page')) },
          { path: '/rules/new', lazy: page(() => import('./pages/rules/rule-page')) },
          { path: '/rules/:id', lazy: page(() => import('./pages/rules/rule-page')) },
          { path: '/transfers/:state?', lazy: page(() => import('./pages/transfers/transfers-page')) },
          { path: '/currencies/:currency?', lazy: page(() => import('./pages/currencies/currencies-page')) },
          { path: '/models', lazy: page(() => import('./pages/models/models-page')) },
          { path: '/models/:name/:tab?', lazy: page(() => import('./pages/models/model-page')) },
          { path: '/settings/:section?', lazy: page(() => import('./pages/settings/settings-page')) },
          { path: '/more', lazy: page(() => import('./pages/more/more-page')) },
          { path: '*', lazy: page(() => import('./pages/not-found-page')) },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
