import type { Intent } from '../engine/event.ts';
import { SECTION_IDS, type SectionId } from '../guide/guide.ts';
import { allSteps, type StepId } from '../guide/index.ts';
import { LOCALES, type Locale, type Texts, textsOf } from '../text/index.ts';

/** Longer texts are no answers to a yes/no question (characters). */
const ANSWER_LIMIT = 120;
/** A text that looks like an error, an event, a code or the output of a command. */
const LOOKS_PASTED = /\n|\d{4,}|0x[0-9a-f]+|\bhr=|sspr_?\d|aadsts|\b(event|error|exception|h[äa]ndelse|fel)\b.*\d|[{}<>=|\\]/i;

type Word = keyof Texts['typed'];
interface Entry {
    readonly word: Word;
    readonly locale: Locale;
    readonly spelling: string;
}

const ENTRIES: readonly Entry[] = LOCALES.flatMap((locale) =>
    Object.entries(textsOf(locale).typed).flatMap(([word, spellings]) => spellings.map((spelling) => ({ word: word as Word, locale, spelling }))),
);

/** Every phrase that is understood, in all languages at once: a Swede may well answer "yes". */
const PHRASES: ReadonlyMap<string, Entry> = new Map(ENTRIES.map((entry) => [plain(entry.spelling), entry]));
const LONGEST_PHRASE = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(' ').length));

/**
 * What a typed text asks for. It is understood only when known phrases cover it from end to end and agree with each
 * other ("nej, det funkar inte"); anything else is unknown, never guessed at: "no events 33004 found" is not *no*.
 */
export function readTyped(said: string): Intent {
    if (said.trim() === '') return { kind: 'hello' };
    if (said.length > ANSWER_LIMIT) return { kind: 'pasted' };
    const text = plain(said);
    const entries = cover(text.split(' ')) ?? [];
    const meanings = entries.filter(({ word }) => word !== 'filler');
    const [first] = meanings;
    if (first && agree(meanings)) return intentOf(strongest(meanings) ?? first);
    return readChange(text) ?? { kind: LOOKS_PASTED.test(said.trim()) ? 'pasted' : 'unknown' };
}

/** The phrases that cover a text from end to end, longest first at each place; nothing when a word is left over. */
function cover(tokens: readonly string[]): readonly Entry[] | undefined {
    // Built from the end, so that the work grows with the length of the text alone.
    const from: (readonly Entry[] | undefined)[] = new Array(tokens.length).fill(undefined);
    from.push([]);
    for (let start = tokens.length - 1; start >= 0; start--) {
        for (let length = Math.min(LONGEST_PHRASE, tokens.length - start); length > 0 && !from[start]; length--) {
            const entry = PHRASES.get(tokens.slice(start, start + length).join(' '));
            const rest = from[start + length];
            if (entry && rest) from[start] = [entry, ...rest];
        }
    }
    return from[0];
}

/** *Yes* may stand beside *it works*, and *no* beside *it does not work*; a greeting may stand before anything. */
const SAME: Readonly<Partial<Record<Word, Word>>> = { works: 'yes', fails: 'no' };
const sense = (word: Word): Word => SAME[word] ?? word;

function agree(entries: readonly Entry[]): boolean {
    const senses = new Set(entries.map(({ word }) => sense(word)).filter((word) => word !== 'hello'));
    return senses.size <= 1;
}

/** The plain word of several that agree: *no* rather than *it does not work*, anything rather than a greeting. */
function strongest(entries: readonly Entry[]): Entry | undefined {
    const meant = entries.filter(({ word }) => word !== 'hello');
    return meant.find(({ word }) => SAME[word] === undefined) ?? meant[0];
}

function intentOf({ word, locale, spelling }: Entry): Intent {
    switch (word) {
        case 'language':
            return { kind: 'language', locale };
        case 'otherLanguage':
            return { kind: 'language', locale: 'other' };
        case 'restart':
            return { kind: 'restart', confirmed: false };
        case 'numbers':
            return { kind: 'start', section: SECTION_IDS[Number(spelling) - 1] as SectionId, byNumber: true };
        case 'configuration':
        case 'connectivity':
        case 'still-failing':
            return { kind: 'start', section: word };
        case 'filler':
        case 'change':
            return { kind: 'unknown' };
        default:
            return { kind: word };
    }
}

/** "Change firewall": the step by its heading, in any language, or by its id. */
function readChange(text: string): Intent | undefined {
    const verb = ENTRIES.find(({ word, spelling }) => word === 'change' && text.startsWith(`${plain(spelling)} `));
    const step = verb && STEP_NAMES.get(text.slice(plain(verb.spelling).length + 1));
    return step && { kind: 'reopen', step };
}

const STEP_NAMES: ReadonlyMap<string, StepId> = new Map(
    allSteps.flatMap(({ id }) =>
        [plain(id), ...LOCALES.map((locale) => plain(textsOf(locale).steps[id].heading))].map((name) => [name, id] as const),
    ),
);

/** Letters and digits alone: case, accents, punctuation and runs of space do not matter. */
function plain(text: string): string {
    const folded = text
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll(/['’´`]/g, '');
    const words = folded.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
    return words === '' && folded.includes('?') ? '?' : words;
}
