const tokenLine = (mayMint: boolean): string =>
  mayMint ? 'TOKEN=$(npx ledger token --service try-it)' : 'TOKEN=…  (a service token of your platform)';

/** What someone who has just started the server may do next, to be copied as it stands. It holds no token itself. */
export const whatToTry = (url: string, mayMint: boolean): string => `
The ledger is ready at ${url}

  Send a notification, in another terminal, from this folder:

    ${tokenLine(mayMint)}
    curl -s ${url}/notifications -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
      -d '{"userId":"u-1","type":"greeting","title":"Hello","body":"It works."}'

  Read the inbox of u-1:

    curl -s ${url}/notifications/user/u-1 -H "Authorization: Bearer $TOKEN"

  The whole story:  npx ledger audit replay --all
  Every call:       ${url}/docs
`;
