import { createServer, plugins, type Request, type Response, type Server } from 'restify';

/** Larger than any message Teams sends; the body of a request may not be larger (bytes). */
const BODY_LIMIT = 256 * 1024;

/** What the server asks of the rest. */
export interface Endpoints {
    /** Answers `POST /api/messages`. */
    readonly messages: (req: Request, res: Response) => Promise<void>;
    /** Rejects, or says no, when the store cannot be reached. */
    readonly isReady: () => Promise<boolean>;
    /** Whether the service is going down: then it takes nothing more. */
    readonly isStopping: () => boolean;
}

/** The HTTP server, not yet listening. */
export function buildServer({ messages, isReady, isStopping }: Endpoints): Server {
    const server = createServer({ name: '' });
    server.get('/healthz', async (_req: Request, res: Response) => {
        res.send(200, { status: 'ok' });
    });
    server.get('/readyz', async (_req: Request, res: Response) => {
        const ready = !isStopping() && (await isReady().catch(() => false));
        res.send(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
    });
    server.post('/api/messages', plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT }), async (req: Request, res: Response) => {
        // Another instance takes it, or Teams delivers it again.
        if (isStopping()) res.send(503, { status: 'stopping' });
        else await messages(req, res);
    });
    return server;
}
