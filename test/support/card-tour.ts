import type { Locator } from 'playwright-core';
import { type Locale, textsOf } from '../../src/text/index.ts';
import { answerUntil } from './answering.ts';
import type { Chat } from './chat.ts';

/** Looks at a card of a kind: the newest, unless another one is given. */
export type Visit = (kind: string, card?: Locator) => Promise<void>;

/** Walks past each kind of card in a language. The kinds are names of pictures too. It ends inside a case with an answer. */
export async function tourCards(chat: Chat, locale: Locale, visit: Visit): Promise<void> {
    await solved(chat, locale, visit);
    await escalated(chat, locale, visit);
    await ended(chat, locale, visit);
    await stale(chat, locale, visit);
}

async function solved(chat: Chat, locale: Locale, visit: Visit): Promise<void> {
    const texts = textsOf(locale);
    const { buttons, sections, steps } = texts;
    await chat.freshLocale(locale);
    await visit('start');
    await chat.tap(sections.connectivity.problem);
    await answerUntil(chat, texts, 'firewall', { scope: 'no', 'request-arrives': 'no', 'agent-status': 'no' });
    await visit('step');
    await chat.tap(buttons.unsure);
    await visit('step-not-sure');
    await chat.tap(steps.firewall.no);
    await visit('fix');
    await chat.tap(buttons.works);
    await visit('proof');
    await chat.tap(buttons.proven);
    await visit('solved');
}

async function escalated(chat: Chat, locale: Locale, visit: Visit): Promise<void> {
    const texts = textsOf(locale);
    const { buttons, sections, status, typed } = texts;
    const answers = { licence: 'no', 'test-user': 'skip', 'dc-version': 'skip' } as const;
    await chat.freshLocale(locale);
    await chat.tap(sections.configuration.problem);
    await answerUntil(chat, texts, 'dc-reachable', answers);
    await chat.say(typed.status[0] ?? status.heading);
    await visit('status');
    await chat.tap(buttons.resume);
    await answerUntil(chat, texts, undefined, answers);
    await visit('section-end');
    await chat.tap(buttons.escalate);
    await visit('escalation');
}

async function ended(chat: Chat, locale: Locale, visit: Visit): Promise<void> {
    const texts = textsOf(locale);
    const { exits, sections, steps, typed } = texts;
    await chat.freshLocale(locale);
    await chat.tap(sections['still-failing'].problem);
    await chat.say(typed.yes[0] ?? '');
    const answered = chat.cardBefore(1);
    await chat.shortened(answered);
    await visit('answered', answered);
    await answerUntil(chat, texts, 'protected-account');
    await chat.tap(steps['protected-account'].no);
    await chat.tap(exits['protected-account'].button);
    await visit('exit');
    await chat.say(typed.help[0] ?? '');
    await visit('help');
}

/** A card that only tells something keeps its buttons while the case goes on below it. */
async function stale(chat: Chat, locale: Locale, visit: Visit): Promise<void> {
    const { buttons, sections, typed } = textsOf(locale);
    await chat.freshLocale(locale);
    await chat.tap(sections.connectivity.problem);
    await chat.say(typed.help[0] ?? '');
    await chat.say(typed.yes[0] ?? '');
    const old = chat.cardBefore(1);
    await chat.tap(buttons.escalate, { on: old, isStale: true });
    await visit('stale', old);
}
