namespace Stillhound.Server.Setup;

/// <summary>What to paste into a gateway so that its traffic comes in.</summary>
internal static class Snippets
{
    private static readonly SortedDictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["litellm"] = """
            Paste into LiteLLM's config.yaml, and set STILLHOUND_TOKEN to what is in keys/ingest.token:

              litellm_settings:
                callbacks: ["stillhound"]
              callback_settings:
                stillhound:
                  callback_type: generic_api
                  endpoint: http://127.0.0.1:8470/ingest/litellm
                  headers:
                    Authorization: "Bearer os.environ/STILLHOUND_TOKEN"
                  log_format: ndjson
            """,
        ["otel"] = """
            Paste into the OpenTelemetry Collector's configuration, and set STILLHOUND_TOKEN to what is in keys/ingest.token:

              exporters:
                otlphttp/stillhound:
                  endpoint: http://127.0.0.1:4318
                  headers:
                    Authorization: "Bearer ${env:STILLHOUND_TOKEN}"
                  retry_on_failure: {enabled: true}
              service:
                pipelines:
                  traces: {exporters: [otlphttp/stillhound]}
                  logs: {exporters: [otlphttp/stillhound]}
            """,
        ["http"] = """
            Send native records, one JSON object a line:

              curl -sS --data-binary @requests.ndjson -H "Authorization: Bearer $(cat keys/ingest.token)" http://127.0.0.1:8470/v1/exchanges
            """,
        ["file"] = """
            Put the gateway's log into stillhound.yaml, and Stillhound follows it through rotations:

              ingest:
                files:
                  - {path: /var/log/gateway/requests.ndjson, format: native}
            """,
    };

    /// <summary>Gateways that there is a snippet for.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The snippet of one.</summary>
    public static string Of(string gateway) => All[gateway];
}
