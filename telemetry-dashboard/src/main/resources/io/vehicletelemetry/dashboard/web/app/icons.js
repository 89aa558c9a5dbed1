// Drawn here, since nothing comes from elsewhere; decoration, so hidden from screen readers.

import { svg } from 'lit-html';

const icon = shape => svg`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${shape}</svg>`;

export const gauge = icon(svg`<path d="M3.500 14.500a7 7 0 1 1 13 0"/><path d="m10 13 3.500-4.500"/>`);
export const chart = icon(svg`<path d="M3 3v14h14"/><path d="m6 12 3-4 3 2.500L16.500 5"/>`);
export const grid = icon(svg`<rect x="3" y="3" width="6" height="6" rx="1.500"/><rect x="11" y="3" width="6" height="6" rx="1.500"/><rect x="3" y="11" width="6" height="6" rx="1.500"/><rect x="11" y="11" width="6" height="6" rx="1.500"/>`);
export const sliders = icon(svg`<path d="M3 6h7m4 0h3M3 14h3m4 0h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`);
export const pauseIcon = icon(svg`<path d="M7 4v12M13 4v12"/>`);
export const play = icon(svg`<path d="M6 4.500v11l9-5.500z"/>`);
export const plus = icon(svg`<path d="M10 4v12M4 10h12"/>`);
export const minus = icon(svg`<path d="M4 10h12"/>`);
export const left = icon(svg`<path d="m12.500 4-6 6 6 6"/>`);
export const right = icon(svg`<path d="m7.500 4 6 6-6 6"/>`);
export const whole = icon(svg`<path d="M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5"/>`);
export const download = icon(svg`<path d="M10 3v9m-4-3.500 4 4 4-4M4 16.500h12"/>`);
export const warn = icon(svg`<path d="M10 3 2.500 16.500h15z"/><path d="M10 8v4m0 2.200v.100"/>`);
export const unplugged = icon(svg`<path d="M3 3l14 14M4 9a9 9 0 0 1 3-1.800M10 6.500c2.300 0 4.500.900 6 2.500M7 12.500a4.500 4.500 0 0 1 3-1.200M10 15.500v.100"/>`);
