import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import type { Letter } from "./mail.schema.ts";

/** Milliseconds: a server that hangs must fail before the mail's lease ends. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true };

let client: SESv2Client | undefined;

/** Sends one mail through SES; throws where SES refuses it. `from` is a verified identity. */
export async function send(letter: Letter, from: string): Promise<void> {
  client ??= new SESv2Client({ maxAttempts: 2, requestHandler });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [letter.recipient] },
      Content: {
        Simple: {
          Subject: { Data: letter.subject, Charset: "UTF-8" },
          Body: { Text: { Data: letter.text, Charset: "UTF-8" } },
        },
      },
    }),
  );
}
