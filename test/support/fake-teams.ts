import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';
import type { Card } from '../../src/cards/render.ts';

/** A message of the bot, as everybody in the conversation sees it now. */
export interface ShownMessage {
    readonly id: string;
    readonly conversationId: string;
    activity: Partial<Activity>;
}

/** What an invoke was answered with. */
export interface InvokeAnswer {
    readonly status: number;
    readonly body?: { readonly statusCode: number; readonly type: string; readonly value: unknown };
}

/** Teams and its connector, as far as the bot can tell: it delivers activities, keeps messages, and can be made to fail. */
export class FakeTeams extends BotAdapter {
    readonly messages: ShownMessage[] = [];
    /** Called before each send or update; throws to make it fail. */
    onSend: (activity: Partial<Activity>) => void = () => undefined;

    /** Delivers an activity and waits for the turn. */
    async deliver(activity: Partial<Activity>, onTurn: (context: TurnContext) => Promise<void>): Promise<InvokeAnswer | undefined> {
        const answers: InvokeAnswer[] = [];
        const context = new TurnContext(this, activity);
        context.onSendActivities(async (_context, sent, next) => {
            for (const { type, value } of sent) if (type === 'invokeResponse') answers.push(value as InvokeAnswer);
            return next();
        });
        await onTurn(context);
        return answers[0];
    }

    override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
        return activities.map((activity) => {
            if (activity.type === 'invokeResponse') return { id: '' };
            this.onSend(activity);
            const id = `message-${this.messages.length + 1}`;
            this.messages.push({ id, conversationId: context.activity.conversation.id, activity });
            return { id };
        });
    }

    override async updateActivity(_context: TurnContext, activity: Partial<Activity>): Promise<void> {
        this.onSend(activity);
        const message = this.messages.find(({ id }) => id === activity.id);
        if (!message) throw Object.assign(new Error('ActivityNotFoundInConversation'), { statusCode: 404 });
        message.activity = activity;
    }

    override async deleteActivity(): Promise<void> {
        throw new Error('The bot deletes nothing.');
    }

    override async continueConversation(): Promise<void> {
        throw new Error('The bot uses continueConversationAsync.');
    }

    override async continueConversationAsync(_appId: unknown, reference: Partial<ConversationReference>, logic: unknown): Promise<void> {
        const activity = TurnContext.applyConversationReference({ type: 'event', name: 'ContinueConversation' }, reference, true);
        await (logic as (context: TurnContext) => Promise<void>)(new TurnContext(this, activity));
    }
}

/** The card in a message, if it holds one. */
export function cardIn(activity: Partial<Activity> | undefined): Card | undefined {
    return activity?.attachments?.[0]?.content as Card | undefined;
}
