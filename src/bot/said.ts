import type { Activity } from 'botbuilder';

/** What the bot needs of an activity's text parts; everything in them comes from outside and may be missing or odd. */
type Spoken = Partial<Pick<Activity, 'text' | 'recipient'>> & { readonly entities?: unknown };

/**
 * What a person said, without the bot's own mentions, wherever and however often they stand. Mentions are known by the
 * id they point at: the name in them can be changed by the sender.
 */
export function saidIn({ text, entities, recipient }: Spoken): string {
    if (typeof text !== 'string') return '';
    const mentions = Array.isArray(entities) ? entities.map((entity) => mentionText(entity, recipient?.id)) : [];
    const spoken = mentions.reduce<string>((rest, mention) => (mention ? rest.replaceAll(mention, ' ') : rest), text);
    return spoken
        .replaceAll(/&nbsp;|\u00a0/g, ' ')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
        .trim();
}

function mentionText(entity: unknown, botId: string | undefined): string | undefined {
    const { type, text, mentioned } = (entity ?? {}) as { type?: unknown; text?: unknown; mentioned?: { id?: unknown; name?: unknown } | null };
    if (type !== 'mention' || botId === undefined || mentioned?.id !== botId) return undefined;
    if (typeof text === 'string' && text !== '') return text;
    return typeof mentioned.name === 'string' ? `<at>${mentioned.name}</at>` : undefined;
}
