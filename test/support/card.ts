import type { ButtonData } from '../../src/cards/buttons.ts';
import type { Card } from '../../src/cards/render.ts';

type Node = Readonly<Record<string, unknown>>;

/** Every object in a card, outermost first; what only a fallback shows is left out. */
export function nodesOf(value: unknown): Node[] {
    if (Array.isArray(value)) return value.flatMap(nodesOf);
    if (typeof value !== 'object' || value === null) return [];
    const node = value as Node;
    return [node, ...Object.entries(node).flatMap(([key, child]) => (['fallback', 'data'].includes(key) ? [] : nodesOf(child)))];
}

/** A button on a card. */
export interface CardButton {
    readonly id: string;
    readonly title: string;
    readonly data: ButtonData;
}

/** The buttons that reach the bot. */
export function buttonsOf(card: Card): CardButton[] {
    return nodesOf(card)
        .filter((node) => node['type'] === 'ActionSet')
        .flatMap((set) => nodesOf(set).filter((node) => node['type'] === 'Action.Execute')) as unknown as CardButton[];
}

/** Parts of a card that can be tapped though they are no buttons. */
export function tapAreasOf(card: Card): Omit<CardButton, 'id'>[] {
    return nodesOf(card).flatMap((node) => (node['selectAction'] ? [node['selectAction']] : [])) as Omit<CardButton, 'id'>[];
}

/** The heading of a card. */
export function headingOf(card: Card): string {
    const heading = nodesOf(card).find((node) => node['style'] === 'heading');
    return String(heading?.['text'] ?? '').replaceAll(/\\(.)/g, '$1');
}

/** All that a person reads on a card, a line per block. */
export function textOf(card: Card): string {
    return nodesOf(card)
        .flatMap((node) => {
            if (node['type'] === 'RichTextBlock') return [(node['inlines'] as { text: string }[]).map(({ text }) => text).join('')];
            if (node['type'] === 'TextBlock') return [String(node['text'])];
            if (node['type'] === 'CodeBlock') return [String(node['codeSnippet'])];
            return typeof node['title'] === 'string' ? [node['title']] : [];
        })
        .join('\n');
}

/** The step that a card is about, read off its buttons. */
export function stepOn(card: Card): string | undefined {
    return buttonsOf(card).find((button) => button.data.step !== undefined)?.data.step;
}
