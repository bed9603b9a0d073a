/** The contract's table: whom each event notifies, how urgently, and over which channels. */
const table = `
user.registered              | user     | P3 | websocket email sms
user.login_failed            | user     | P0 | email sms push websocket
user.password_reset_requested| user     | P0 | email sms
user.password_changed        | user     | P2 | websocket email sms
user.two_factor_enabled      | user     | P2 | websocket email
user.profile_updated         | user     | P3 | websocket
device.created               | user     | P2 | websocket email push
device.creation_failed       | user     | P1 | websocket email push
device.started               | user     | P2 | websocket
device.stopped               | user     | P2 | websocket
device.error                 | user     | P0 | websocket email sms push
device.connection_lost       | user     | P0 | websocket email push
device.deleted               | user     | P2 | websocket email
app.install_requested        | nobody   | -  | -
app.installed                | user     | P2 | websocket push
app.install_failed           | user     | P1 | websocket push email
app.updated                  | user     | P2 | websocket
app.uninstalled              | user     | P2 | websocket
app.crashed                  | user     | P1 | websocket push
billing.low_balance          | user     | P1 | websocket email sms push
billing.payment_success      | user     | P2 | websocket email sms
billing.payment_failed       | user     | P0 | websocket email sms
billing.invoice_generated    | user     | P2 | websocket email
billing.invoice_overdue      | user     | P0 | websocket email sms
billing.consumption_warning  | user     | P1 | websocket email
scheduler.task_completed     | user     | P3 | websocket
scheduler.task_failed        | user     | P3 | websocket email
media.file_uploaded          | user     | P3 | websocket
media.processed              | user     | P3 | websocket
system.maintenance           | everyone | P3 | websocket email
system.update                | everyone | P3 | websocket
`;
/** Its rows; channels in the order of the alphabet. */
export const contractTable = table
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .map(([eventType = '', whom = '', priority = '', channels = '']) => ({
    eventType,
    whom,
    priority,
    channels: channels.split(' ').sort(),
  }));
