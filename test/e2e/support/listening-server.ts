/** @file A server on this computer that hostile code tries to reach: it counts who comes. */
import { createServer } from 'node:net';

export interface ListeningServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly countConnections: () => number;
  readonly close: () => void;
}

/** Listens on a free port until it is closed. */
export async function startListening(): Promise<ListeningServer> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    host: `127.0.0.1:${String(address.port)}`,
    countConnections: () => connections,
    close: () => void server.close(),
  };
}
