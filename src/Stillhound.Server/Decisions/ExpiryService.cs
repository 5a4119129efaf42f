using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stillhound.Ledger;

namespace Stillhound.Server.Decisions;

/// <summary>Ends decisions whose time is over, every second.</summary>
internal sealed partial class ExpiryService(DecisionBook book, TimeProvider time, ILogger<ExpiryService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var failed = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                book.Expire();
                failed = false;
            }
            catch (LedgerException e)
            {
                // Once is enough: a full disk stays full for a while.
                if (!failed)
                    Log.NotRecorded(log, e.Message);
                failed = true;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Decisions have ended, but the ledger does not take it: {Why}")]
        public static partial void NotRecorded(ILogger log, string why);
    }
}
