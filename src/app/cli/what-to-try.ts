const withToken = (url: string, token: string): string => `
  Send a notification (the token is a service's, good for a day):

    TOKEN=${token}
    curl -s ${url}/notifications -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
      -d '{"userId":"u-1","type":"greeting","title":"Hello","body":"It works."}'

  Read the inbox of u-1:

    curl -s ${url}/notifications/user/u-1 -H "Authorization: Bearer $TOKEN"

  Other tokens:  npm run --silent ledger -- token --role admin --user me
`;

const withoutToken = (url: string): string => `
  Send a notification with a token of your platform:

    curl -s ${url}/notifications -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
      -d '{"userId":"u-1","type":"greeting","title":"Hello","body":"It works."}'
`;

/** What someone who has just started the server may do next, to be copied as it stands. */
export const whatToTry = (url: string, token: string | undefined): string => `
The ledger is ready at ${url}
${token === undefined ? withoutToken(url) : withToken(url, token)}
  The whole story:  npm run --silent ledger -- audit replay --all
  Every call:       ${url}/docs
`;
