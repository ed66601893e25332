import type { Intent } from '../engine/event.ts';
import { LOCALES, type Locale, type Texts, textsOf } from '../text/index.ts';

type Word = keyof Texts['typed'];

const SECTIONS: ReadonlySet<Word> = new Set<Word>(['configuration', 'connectivity', 'still-failing']);

/** Every word that is understood, in both languages at once: a Swede may well answer "yes". */
const VOCABULARY: ReadonlyMap<string, { readonly word: Word; readonly locale: Locale }> = new Map(
    LOCALES.flatMap((locale) =>
        Object.entries(textsOf(locale).typed).flatMap(([word, spellings]) =>
            spellings.map((spelling) => [plain(spelling), { word: word as Word, locale }] as const),
        ),
    ),
);

/** What a typed text asks for; a text that is not exactly one of the known ones is unknown, never guessed at. */
export function readTyped(said: string): Intent {
    const text = plain(said);
    if (text === '') return { kind: 'hello' };
    const found = VOCABULARY.get(text);
    if (found === undefined) return { kind: 'unknown' };
    return intentOf(found.word, found.locale);
}

function intentOf(word: Word, locale: Locale): Intent {
    if (word === 'language') return { kind: 'language', locale };
    if (word === 'restart') return { kind: 'restart', confirmed: false };
    if (SECTIONS.has(word)) return { kind: 'start', section: word as 'configuration' | 'connectivity' | 'still-failing' };
    return { kind: word as Exclude<Word, 'language' | 'restart' | 'configuration' | 'connectivity' | 'still-failing'> };
}

/** Case, punctuation at the ends and runs of space do not matter. */
function plain(text: string): string {
    const folded = text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
    return folded === '?' ? folded : folded.replaceAll(/^[\s.,!?;:"'()]+|[\s.,!?;:"'()]+$/g, '');
}
