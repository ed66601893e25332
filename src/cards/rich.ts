import { fill } from '../text/index.ts';

/** A piece of text in a RichTextBlock. Text runs know no Markdown, so nothing in them can become a link or a mention. */
export interface TextRun {
    readonly type: 'TextRun';
    readonly text: string;
    readonly weight?: 'Bolder';
    readonly fontType?: 'Monospace';
    readonly isSubtle?: true;
    readonly size?: 'Small';
    readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string };
}

/** A paragraph, as the templates bind it. */
export interface Paragraph {
    readonly runs: readonly TextRun[];
}

type Look = Omit<TextRun, 'type' | 'text'>;

/**
 * Turns a sentence of ours into text runs: `**label**` is bold, `` `code` `` is monospaced. The values are put in after
 * that, so that markup inside them stays text.
 */
export function rich(sentence: string, values: Readonly<Record<string, string | number>> = {}, look: Look = {}): TextRun[] {
    return sentence
        .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
        .filter((piece) => piece !== '')
        .map((piece) => {
            if (piece.startsWith('**')) return run(fill(piece.slice(2, -2), values), { ...look, weight: 'Bolder' });
            if (piece.startsWith('`')) return run(fill(piece.slice(1, -1), values), { ...look, fontType: 'Monospace' });
            return run(fill(piece, values), look);
        });
}

/** A text as it is, in one run. */
export function run(text: string, look: Look = {}): TextRun {
    return { type: 'TextRun', text, ...look };
}

/** A sentence of ours as a paragraph. */
export function paragraph(sentence: string, values?: Readonly<Record<string, string | number>>, look?: Look): Paragraph {
    return { runs: rich(sentence, values, look) };
}

/** Makes every character of a text literal in a TextBlock, which reads Markdown. */
export function literal(text: string): string {
    return text.replaceAll(/[\\`*_{}[\]()#+!<>~|]/g, '\\$&');
}

const NAME_LIMIT = 60;

/** A name from outside, fit to be shown: no control or bidirectional characters, one line, capped. */
export function shownName(name: string, fallback: string): string {
    const clean = name
        .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    if (clean === '') return fallback;
    const letters = [...clean];
    return letters.length > NAME_LIMIT ? `${letters.slice(0, NAME_LIMIT - 1).join('')}…` : clean;
}
