import type { Locator } from 'playwright-core';

/** What the driver reads of an element; the types of the DOM are not part of this project. */
export interface CardElement {
    readonly id: string;
    readonly scrollWidth: number;
    readonly clientWidth: number;
    readonly textContent: string | null;
    readonly ownerDocument: {
        readonly activeElement: CardElement | null;
        readonly defaultView: { getComputedStyle(element: CardElement): { readonly overflowX: string } };
    };
    getAttribute(name: string): string | null;
    querySelector(selector: string): CardElement | null;
    querySelectorAll(selector: string): Iterable<CardElement>;
}

/** What the driver reads of a card on its way to the page. */
export interface SentCard {
    readonly messageId: string;
    /** What a screen reader says for the card. */
    readonly speak: string;
    readonly titles: readonly string[];
    /** The revision of the case in the card's buttons; a greeting's buttons have none. */
    readonly revision: number | undefined;
}

/** Intents that only look at a case; their card is shown to the person who tapped, and the message stays as it is. */
const LOOKS: ReadonlySet<unknown> = new Set(['hello', 'help', 'status']);

/** What the page shows of a card. The mark is another one each time the card is drawn. */
export function shown(card: Locator): Promise<{ readonly mark: string; readonly speak: string; readonly titles: readonly string[] }> {
    return card.evaluate((element: CardElement) => ({
        mark: element.querySelector('[id^="__ac-"]')?.id ?? '',
        speak: element.getAttribute('aria-label') ?? '',
        titles: [...element.querySelectorAll('.ac-actionSet button')].map((button) => button.textContent ?? ''),
    }));
}

/** Whether the tap on a button with this data moved the case, to be read off the card that answered it. */
export function hasMoved(data: Readonly<Record<string, unknown>>, answer: SentCard): boolean {
    if (LOOKS.has(record(data['intent'])['kind'])) return false;
    return answer.revision === undefined || answer.revision !== data['revision'];
}

export function sentCard(messageId: unknown, content: unknown): SentCard {
    const card = record(content);
    const actions = list(card['body'])
        .flatMap((element) => list(record(element)['actions']))
        .map(record);
    const revision = actions.map((action) => record(action['data'])['revision']).find((found) => typeof found === 'number');
    return { messageId: String(messageId), speak: String(card['speak']), titles: actions.map(({ title }) => String(title)), revision };
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

export function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
