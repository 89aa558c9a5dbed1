// Words in the language of the browser. A word that a language lacks is told in English.

import en from './i18n/en.js';
import fr from './i18n/fr.js';

const LANGUAGES = { en, fr };

const wanted = navigator.languages.map(tag => tag.toLowerCase().split('-')[0]);
export const language = wanted.find(tag => Object.hasOwn(LANGUAGES, tag)) ?? 'en';
/** For numbers and dates: en-GB and fr-CA write them differently. */
export const locale = navigator.languages.find(tag => tag.toLowerCase().startsWith(language)) ?? language;

const words = LANGUAGES[language];
const NAMES = new Map(Object.entries({ ...en.signals, ...words.signals })); // devices may say "constructor"

/** The text of a key, with what belongs into it. */
export function t(key, ...values) {
  const text = words[key] ?? en[key] ?? key;
  return typeof text === 'function' ? text(...values) : text;
}

/** A unit as this language writes it. */
export const unitText = unit => words.units?.[unit] ?? unit;

/** What a signal is called: the known ones by name, others as the device calls them. */
export const nameOf = signal => NAMES.get(signal) ?? signal;
