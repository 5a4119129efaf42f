using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stillhound.AspNetCore;

/// <summary>Asks the server for what changed, again and again. The cursor that the server gave comes back with the next question.</summary>
internal sealed partial class DecisionFeed : BackgroundService
{
    private readonly StillhoundOptions _options;
    private readonly StillhoundDecisions _decisions;
    private readonly TimeProvider _time;
    private readonly ILogger<DecisionFeed> _logger;
    private readonly HttpClient _http;
    private readonly TaskCompletionSource _firstAsk = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _cursor;
    private bool _isAway;

    public DecisionFeed(IOptions<StillhoundOptions> options, StillhoundDecisions decisions, TimeProvider time, ILogger<DecisionFeed> logger)
    {
        (_options, _decisions, _time, _logger) = (options.Value, decisions, time, logger);
        var handler = _options.Handler?.Invoke()
            ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.GZip, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { BaseAddress = _options.Server, Timeout = _options.Timeout };
        _http.DefaultRequestHeaders.Add("X-Api-Key", _options.ApiKey);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("stillhound-aspnetcore");
    }

    /// <summary>Done when the server was asked for the first time, whatever came of it.</summary>
    public Task FirstAsk => _firstAsk.Task;

    /// <summary>Asks once. Never fails: what went wrong is logged when it begins and when it is over.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            await TakeAsync(cancellation);
            if (_isAway)
                Log.Back(_logger);
            _isAway = false;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or InvalidDataException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            _decisions.Failed();
            if (!_isAway)
                Log.Away(_logger, _decisions.Accounts, e.Message);
            _isAway = true;
        }
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.PollEvery, _time);
        do
        {
            await AskAsync(stoppingToken);
            _firstAsk.TrySetResult();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/stream?simulated=true&since={Uri.EscapeDataString(_cursor ?? "none")}");
        if (_cursor is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{_cursor}\"");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode != HttpStatusCode.NotModified)
        {
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var answer = await JsonSerializer.DeserializeAsync(body, StreamJson.Default.StreamAnswer, cancellation) ?? throw new JsonException("the server answered null");
            var isDelta = response.Headers.TryGetValues("x-stillhound-stream", out var kind) && kind.Contains("delta", StringComparer.Ordinal);
            if ((answer.New?.Length ?? 0) > _options.MostAccounts)
                throw new InvalidDataException("the server has more decisions than MostAccounts allows");
            _decisions.Answered(_decisions.Table.With(answer, isWhole: !isDelta), _time.GetUtcNow());
            _cursor = response.Headers.ETag?.Tag.Trim('"');
            return;
        }

        _decisions.Answered(_decisions.Table, _time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The Stillhound server cannot be asked ({Error}); going on with the decisions about {Accounts} accounts, each until it ends")]
        public static partial void Away(ILogger logger, int accounts, string error);

        [LoggerMessage(Level = LogLevel.Information, Message = "The Stillhound server answers again")]
        public static partial void Back(ILogger logger);
    }
}
