const HEADER_BYTES = 4;
/** COM_QUERY and COM_STMT_PREPARE: the two commands that carry a statement's text. */
const WITH_TEXT = [0x03, 0x16];

/**
 * The packets that a client of the MySQL protocol sends, whole and with their headers: three bytes of length, low byte
 * first, and one of sequence (https://mariadb.com/kb/en/0-packet/).
 */
export async function* packets(client: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of client) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUIntLE(0, 3);
      if (rest.length < end) break;
      yield rest.subarray(0, end);
      rest = rest.subarray(end);
    }
  }
}

/** The statement that a packet carries; undefined for any other packet. A command begins a new sequence. */
export function statementIn(packet: Buffer): string | undefined {
  const [sequence, command = 0] = packet.subarray(HEADER_BYTES - 1);
  if (sequence !== 0 || !WITH_TEXT.includes(command)) return undefined;
  const text = packet.toString("latin1", HEADER_BYTES + 1);
  // Query attributes, which some servers ask for, stand before the text.
  return text.slice(text.search(/[a-z(/]/i)).trim();
}
