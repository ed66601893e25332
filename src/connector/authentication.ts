import type { Activity } from 'botbuilder';
import {
    type AuthenticateRequestResult,
    BotFrameworkAuthentication,
    type BotFrameworkClient,
    type ClaimsIdentity,
    ConnectorFactory,
    type ConnectorClient as SdkConnectorClient,
    type UserTokenClient,
} from 'botframework-connector';
import { ConnectorClient } from './connector-client.ts';

/** As many service URLs as one bot meets, and far more; the list is emptied when it is full. */
const CLIENT_LIMIT = 100;

/** The SDK's own authentication, with our connector client behind the same factory, one per service URL and audience. */
export class TeamsAuthentication extends BotFrameworkAuthentication {
    private readonly inner: BotFrameworkAuthentication;
    private readonly clients = new Map<string, Promise<ConnectorClient>>();

    constructor(inner: BotFrameworkAuthentication) {
        super();
        this.inner = inner;
    }

    override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
        const result = await this.inner.authenticateRequest(activity, authHeader);
        return { ...result, ...(result.connectorFactory && { connectorFactory: this.factory(result.connectorFactory) }) };
    }

    override authenticateStreamingRequest(authHeader: string, channelIdHeader: string): Promise<AuthenticateRequestResult> {
        return this.inner.authenticateStreamingRequest(authHeader, channelIdHeader);
    }

    override createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
        return this.factory(this.inner.createConnectorFactory(claimsIdentity));
    }

    override createUserTokenClient(claimsIdentity: ClaimsIdentity): Promise<UserTokenClient> {
        return this.inner.createUserTokenClient(claimsIdentity);
    }

    override createBotFrameworkClient(): BotFrameworkClient {
        return this.inner.createBotFrameworkClient();
    }

    override getOriginatingAudience(): string {
        return this.inner.getOriginatingAudience();
    }

    private factory(inner: ConnectorFactory): ConnectorFactory {
        return new TeamsConnectorFactory((serviceUrl, audience) => this.clientFor(inner, serviceUrl, audience));
    }

    /** The bot has one identity, so a client fits whoever asks for the same service and audience. */
    private clientFor(inner: ConnectorFactory, serviceUrl: string, audience: string): Promise<ConnectorClient> {
        const key = `${audience} ${serviceUrl}`;
        const known = this.clients.get(key);
        if (known) return known;
        if (this.clients.size >= CLIENT_LIMIT) this.clients.clear();
        const made = makeClient(inner, serviceUrl, audience);
        this.clients.set(key, made);
        made.catch(() => this.clients.delete(key));
        return made;
    }
}

class TeamsConnectorFactory extends ConnectorFactory {
    private readonly clientFor: (serviceUrl: string, audience: string) => Promise<ConnectorClient>;

    constructor(clientFor: (serviceUrl: string, audience: string) => Promise<ConnectorClient>) {
        super();
        this.clientFor = clientFor;
    }

    override async create(serviceUrl: string, audience: string): Promise<SdkConnectorClient> {
        // The adapter uses nothing of the client but these operations.
        return (await this.clientFor(serviceUrl, audience)) as unknown as SdkConnectorClient;
    }
}

/** The SDK's client is made once, for its credentials: they fetch and keep the token. */
async function makeClient(inner: ConnectorFactory, serviceUrl: string, audience: string): Promise<ConnectorClient> {
    const { credentials } = await inner.create(serviceUrl, audience);
    return new ConnectorClient(serviceUrl, async (headers) => {
        await credentials.signRequest({ headers } as unknown as Parameters<typeof credentials.signRequest>[0]);
    });
}
