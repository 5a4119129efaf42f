using System.Net;
using Stillhound.Server.Configuration;

namespace Stillhound.Server.Enforcement.Webhooks;

/// <summary>One receiver of webhooks.</summary>
internal sealed record WebhookReceiver
{
    /// <summary>Its name in logs, counts and the outbox.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens: https, or http on loopback.</summary>
    public required Uri Url { get; init; }

    /// <summary>Secrets to sign with, the newest first; several while they are being changed.</summary>
    public required IReadOnlyList<WebhookSecret> Secrets { get; init; }

    /// <summary>Types of events that it wants; all when empty.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether private networks may be reached, and http used there. Default no.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Whether it wants events of a type.</summary>
    public bool Wants(string type) => Events.Count == 0 || Events.Contains(type, StringComparer.Ordinal);
}

/// <summary>Webhooks.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Who is told.</summary>
    public IReadOnlyList<WebhookReceiver> Receivers { get; init; } = [];

    /// <summary>Most messages that wait for one receiver; further ones are dropped and counted. Default 10,000.</summary>
    public int MostPending { get; init; } = 10_000;

    /// <summary>How long a receiver may take to answer. Default 15 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Reads <c>enforce.webhooks</c>, a list.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static WebhookOptions Read(YamlSection enforce)
    {
        var receivers = enforce.Sections("webhooks").Select(ReadReceiver).ToList();
        if (receivers.GroupBy(static r => r.Name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw enforce.Wrong("webhooks", $"the name '{twice.Key}' is there twice");
        return new WebhookOptions { Receivers = receivers };
    }

    private static WebhookReceiver ReadReceiver(YamlSection section)
    {
        var allowPrivate = section.Flag("allow_private", false);
        var text = section.Required("url");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || !MayUse(url, allowPrivate))
            throw section.Wrong("url", "expected an https URL without a user; http is for loopback, or with allow_private: true");
        List<WebhookSecret> secrets = [SecretOf(section, "secret") ?? throw section.Wrong("secret", "is required (or secret_file)")];
        if (SecretOf(section, "previous_secret") is { } previous)
            secrets.Add(previous);
        var receiver = new WebhookReceiver { Name = section.Text("name", url.Host), Url = url, Secrets = secrets, Events = section.Texts("events"), AllowPrivate = allowPrivate };
        section.RefuseOthers();
        return receiver;
    }

    private static WebhookSecret? SecretOf(YamlSection section, string key) => section.Secret(key) is not { } text
        ? null
        : WebhookSecret.Parse(text) ?? throw section.Wrong(key, "expected whsec_ and 24 to 64 bytes in base64");

    private static bool MayUse(Uri url, bool allowPrivate) => url.Scheme == "https" || (url.Scheme == "http" && (allowPrivate || WebhookAddress.IsLoopback(url)));
}
