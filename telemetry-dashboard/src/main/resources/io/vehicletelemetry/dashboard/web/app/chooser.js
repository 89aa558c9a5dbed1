// A dialog in which the viewer chooses signals. The browser's own dialog brings focus, Escape and backdrop along.

import { html } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { nameOf, t } from './i18n.js';

/** Opened by `document.getElementById('chooser').showModal()`. */
export function chooser({ title, names, chosen, change, standard }) {
  const sorted = names.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const toggled = event => {
    const { name, checked } = event.target;
    change(checked ? [...chosen, name] : chosen.filter(one => one !== name));
  };
  return html`<dialog id="chooser" aria-labelledby="chooser-title" @click=${closeOutside}>
    <form method="dialog">
      <h2 id="chooser-title">${title}</h2>
      <p class="quiet">${t('chooseLong')}</p>
      <input type="search" placeholder=${t('filter')} aria-label=${t('filter')} @input=${filter}>
      <div class="choices" tabindex="0" role="group" aria-labelledby="chooser-title">${repeat(sorted, name => name, name => html`
        <label title=${name}><input type="checkbox" name=${name} .checked=${chosen.includes(name)} @change=${toggled}> <span>${nameOf(name)}</span></label>`)}
      </div>
      <div class="ends"><button type="button" @click=${standard}>${t('reset')}</button><button class="main" value="done">${t('done')}</button></div>
    </form>
  </dialog>`;
}

function filter(event) {
  const wanted = event.target.value.trim().toLowerCase();
  for (const label of event.target.form.querySelectorAll('label')) {
    label.hidden = !`${label.textContent} ${label.title}`.toLowerCase().includes(wanted);
  }
}

function closeOutside(event) {
  if (event.target.id === 'chooser') {
    event.target.close();
  }
}
