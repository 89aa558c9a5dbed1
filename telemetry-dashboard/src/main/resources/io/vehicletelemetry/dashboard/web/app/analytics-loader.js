// The analytics page and its charts are fetched when somebody looks at them: the other pages start without.

import { html } from 'lit-html';
import { t } from './i18n.js';
import { paint } from './paint.js';

const STALE = 10_000; // ms; a page that is younger would reload again and again

export function analytics(fleet, id) {
  let page = null;
  let closed = false;
  import('./analytics.js').then(({ AnalyticsPage }) => {
    if (!closed) {
      page = new AnalyticsPage(fleet, id);
      paint();
    }
  }).catch(() => {
    if (performance.now() > STALE) {
      location.reload(); // the server has another version since this page was opened, whose files have other names
    }
  });
  return {
    title: `${t('analytics')} · ${t('vehicle', id)}`,
    template: () => page?.template() ?? html`<h1 tabindex="-1" class="unseen">${t('analytics')}</h1><div class="skeletons"><i></i><i></i><i></i></div>`,
    painted: () => page?.painted(),
    close() {
      closed = true;
      page?.close();
    },
  };
}
