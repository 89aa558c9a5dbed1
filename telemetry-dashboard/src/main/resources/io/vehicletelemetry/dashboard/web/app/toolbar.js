// What the viewer can do with the charts; everything by keyboard too.

import { html, nothing } from 'lit-html';
import { t } from './i18n.js';
import { download, left, minus, pauseIcon, play, plus, right, sliders, whole } from './icons.js';
import { WINDOWS } from './window.js';

const LABELS = { '5m': '5 min', '15m': '15 min', '1h': '1 h', '24h': '24 h' };

export function toolbar({ key, zoomed, waiting, show, pause, zoomBy, pan, reset, choose, csv, png }) {
  const paused = waiting !== null;
  return html`<div class="toolbar">
    <div class="segments" role="group" aria-label=${t('window')}>
      ${Object.keys(WINDOWS).map(one => html`<button type="button" aria-pressed=${one === key} title=${one === 'live' ? t('liveWindowLong') : nothing} @click=${() => show(one)}>${label(one)}</button>`)}
    </div>
    <button type="button" class="pause" aria-pressed=${paused} @click=${pause}>${paused ? play : pauseIcon}${t(paused ? 'resume' : 'pause')}</button>
    <span class="waiting" role="status">${paused ? t('paused', waiting) : nothing}</span>
    <div class="group">
      ${button(minus, t('zoomOut'), () => zoomBy(2))}
      ${button(plus, t('zoomIn'), () => zoomBy(0.5))}
      ${button(left, t('left'), () => pan(-0.25))}
      ${button(right, t('right'), () => pan(0.25))}
      ${button(whole, t('whole'), reset, !zoomed)}
    </div>
    <div class="group">
      ${button(sliders, t('charts'), choose)}
      <button type="button" title=${t('csvLong')} @click=${csv}>${download}${t('csv')}</button>
      <button type="button" title=${t('pngLong')} @click=${png}>${download}${t('png')}</button>
    </div>
  </div>`;
}

const label = key => (key === 'live' ? t('liveWindow') : LABELS[key] ?? t('days', 7));

const button = (icon, text, action, disabled = false) =>
  html`<button type="button" class="square" title=${text} aria-label=${text} ?disabled=${disabled} @click=${action}>${icon}</button>`;
