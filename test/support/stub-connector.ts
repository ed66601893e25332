import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';

/** What the bot sent to its connector. */
export interface Sent {
    readonly method: string;
    readonly path: string;
    readonly body: Partial<Activity>;
    readonly headers: IncomingMessage['headers'];
}

/** How the connector treats a request: with an answer of its own, or by cutting the connection. */
export type Treatment = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'reset' | 'silence';

async function bodyOf(request: IncomingMessage): Promise<string> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return body;
}

/** A connector on loopback that takes whatever the bot sends, unless it is told otherwise. */
export class StubConnector {
    readonly sent: Sent[] = [];
    /** Decides about a request; nothing means that it is taken. */
    treat: (sent: Sent) => Treatment | undefined = () => undefined;
    private readonly server: Server = createServer((request, response) => void this.take(request, response));

    async open(): Promise<string> {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        this.server.close();
        await once(this.server, 'close');
    }

    private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const body = JSON.parse((await bodyOf(request)) || '{}') as Partial<Activity>;
        const sent = { method: request.method ?? '', path: request.url ?? '', body, headers: request.headers };
        this.sent.push(sent);
        const treatment = this.treat(sent);
        if (treatment === 'reset') request.socket.destroy();
        else if (treatment === undefined)
            response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `message-${this.sent.length}` }));
        else if (treatment !== 'silence') response.writeHead(treatment.status, treatment.headers).end(treatment.body ?? '');
    }
}
