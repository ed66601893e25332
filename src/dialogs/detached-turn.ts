import { BotAdapter, TurnContext } from 'botbuilder';

/** A dialog that sends has a fault: what is shown is decided after the case is stored. */
class MuteAdapter extends BotAdapter {
    override sendActivities(): Promise<never> {
        return refuse();
    }

    override updateActivity(): Promise<never> {
        return refuse();
    }

    override deleteActivity(): Promise<never> {
        return refuse();
    }

    override continueConversation(): Promise<never> {
        return refuse();
    }

    override continueConversationAsync(): Promise<never> {
        return refuse();
    }
}

const refuse = async (): Promise<never> => {
    throw new TypeError('Dialogs never send.');
};

const MUTE = new MuteAdapter();

/**
 * A turn context for the dialogs alone. It belongs to no request, so a run of the tree may outlive the one that began it,
 * and it cannot send.
 */
export function detachedTurn(): TurnContext {
    return new TurnContext(MUTE, { type: 'event', name: 'run' });
}
