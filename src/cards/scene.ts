import type { Answer, Case } from '../engine/case.ts';
import type { Rules } from '../engine/position.ts';
import type { Button } from './buttons.ts';
import { type Clock, moment } from './moment.ts';
import { type Paragraph, shownName } from './rich.ts';

/** Templates in `cards/`, by file name. */
export type TemplateName = 'message' | 'step' | 'instructions' | 'status' | 'escalation' | 'answered';

/** A card before it is filled: the template, and a value for every place in it. */
export interface CardView {
    readonly template: TemplateName;
    /** The notification text, also read out when the card arrives. */
    readonly summary: string;
    readonly data: Readonly<Record<string, unknown>>;
}

/** The organisation's own way to escalate. */
export interface OwnSupport {
    readonly url: string;
    readonly label: string;
}

/** All that a card is made from, beside the move. */
export interface Scene {
    readonly rules: Rules;
    readonly c: Case;
    readonly clock: Clock;
    readonly notes: readonly Paragraph[];
    readonly ownSupport?: OwnSupport | undefined;
}

/** What every card binds. */
export function frame({ c, notes }: Scene, heading: string, buttons: readonly Button[], speak = heading): Record<string, unknown> {
    return { lang: c.locale, speak, summary: heading, notes, heading, buttons };
}

/** Who answered, and when, in the words of the card's language. */
export function signature({ by, at }: Pick<Answer, 'by' | 'at'>, clock: Clock): { readonly by: string; readonly at: string } {
    return { by: shownName(by.name, clock.texts.someone), at: moment(at, clock) };
}
