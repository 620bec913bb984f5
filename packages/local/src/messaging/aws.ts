/** Client options for everything that talks to the local broker: it checks no signature, but the SDK insists on one. */
export const aws = {
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
};

/**
 * The environment in which an AWS SDK client made without options reaches the broker.
 * Source: "Environment variables list" and "Service-specific endpoints", AWS SDKs and Tools Reference Guide.
 */
export function awsEnvironment(endpoint: string) {
  return {
    AWS_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
  };
}
