import type { TurnContext } from 'botbuilder';
import { viewOf } from '../cards/view.ts';
import { beginCase } from '../engine/case.ts';
import { pickLocale } from '../text/index.ts';
import { baseOf, keyOf, keysUnder } from './conversation-key.ts';
import { personOf, settingsOf } from './inbound.ts';
import { chosenLanguage } from './language-choice.ts';
import { cardActivity, referenceOf, type Stage } from './presenter.ts';

/** That a chat or team was greeted, with what is needed to say it again in another language. */
interface Greeting {
    readonly locale: string | undefined;
    readonly activityId?: string;
}

/**
 * Greets a chat or team that the bot was added to: one card, once. Teams tells of an installation by two events, of which
 * either may be missing and only one may carry the language; if that comes second, the card is put into it.
 *
 * @param now the time, ISO 8601 in UTC.
 */
export async function greetOnce(stage: Stage, context: TurnContext, now: string): Promise<void> {
    const base = baseOf(context.activity.conversation.id);
    const key = keyOf('greeting', base);
    const locale = await localeFor(stage, context);
    const etag = await stage.store.write(key, { locale } satisfies Greeting);
    if (etag === undefined) return sayAgain(stage, context, key, locale, now);
    try {
        const sent = await context.sendActivity(greetingCard(stage, locale, now));
        await stage.store.write(key, { locale, ...(sent?.id && { activityId: sent.id }) } satisfies Greeting, { etag });
    } catch (error) {
        // Nobody has been greeted: the other event may still do it.
        await stage.store.remove(key);
        throw error;
    }
}

async function sayAgain(stage: Stage, context: TurnContext, key: string, locale: string | undefined, now: string): Promise<void> {
    const found = await stage.store.read(key);
    const { activityId, locale: said } = (found?.value ?? {}) as Greeting;
    if (!activityId || said !== undefined || locale === undefined || pickLocale(locale) === pickLocale(said)) return;
    // Once somebody has begun a case here, the card may be theirs.
    for await (const _ of stage.store.list({ under: keysUnder('case', baseOf(context.activity.conversation.id)) })) return;
    if (!(await stage.store.write(key, { locale, activityId } satisfies Greeting, { etag: found?.etag }))) return;
    void stage.updates.put({ reference: referenceOf(context), activityId, revision: 0, activity: greetingCard(stage, locale, now) });
}

/** The language that the installer has chosen, else that of their Teams, where the event tells it. */
async function localeFor({ store }: Stage, { activity }: TurnContext): Promise<string | undefined> {
    return (await chosenLanguage(store, personOf(activity).id)) ?? settingsOf(activity).locale;
}

/** The greeting belongs to no case: the first tap or word begins one. */
function greetingCard({ rules, ownSupport }: Stage, locale: string | undefined, now: string): ReturnType<typeof cardActivity> {
    const nobody = beginCase({ id: '', guide: rules.guide.revision, locale: pickLocale(locale), zone: 'UTC', startedAt: now });
    return cardActivity(viewOf(rules, { case: nobody, move: { kind: 'start' } }, now, ownSupport));
}

/** Forgets all that is kept of a chat or channel: its cases, the cards on show, and that it was greeted. */
export async function forgetConversation({ store }: Stage, conversationId: string): Promise<void> {
    for (const kind of ['case', 'face', 'greeting'] as const) {
        for await (const key of store.list({ under: keysUnder(kind, baseOf(conversationId)) })) await store.remove(key);
    }
}
