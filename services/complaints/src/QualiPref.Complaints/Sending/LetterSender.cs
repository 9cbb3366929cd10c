using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.TakingMail;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Sending;

/// <summary>
/// Hands letters over to the mail server, each once. That one begins is written first, and what came of it afterwards: what a death or a lost connection leaves
/// in between is said to be uncertain, and never sent again by itself. Replicas may do it at once: whoever writes the beginning has the letter.
/// </summary>
internal sealed class LetterSender(
    DueLetters due, CaseStore cases, MailServer server, IOptions<MailOptions> options, IOptions<MailboxesOptions> mailboxes, IServiceScopeFactory scopes, SendingTelemetry telemetry, TimeProvider time, ILogger<LetterSender> logger) : IWorker
{
    private const int AtATime = 50;

    /// <summary>After which nobody waits any more for what became of a letter that was begun: longer than its handing over and the writing of it ever take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>How long a letter is tried.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseOfWriting = TimeSpan.FromSeconds(1);

    // What is being handed over when the process is told to stop.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly WorkLoop _loop = new("Handing letters over", time, logger);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        // There will be nothing to do: a worker that returned would end the process.
        if (!options.Value.IsConfigured) return Timeout.InfiniteTimeSpan;
        await SettleLapsedAsync(token);
        var letters = await due.FindAsync(DeliveryState.Queued, Now, AtATime, token);
        if (letters.Count > 0) await SendAsync(letters, token);
        else await RestAsync(token);
        return TimeSpan.Zero;
    }, stoppingToken);

    private async Task RestAsync(CancellationToken stoppingToken)
    {
        var rest = await due.NextAsync(stoppingToken) is { } next && next - Now < LongestRest ? next - Now : LongestRest;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var timer = Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, ends.Token);
        await Task.WhenAny(timer, due.RungAsync(ends.Token));
        await ends.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    // Whoever began it has died, or would have written by now what came of it.
    private async Task SettleLapsedAsync(CancellationToken stoppingToken)
    {
        foreach (var letter in await due.FindAsync(DeliveryState.HandingOver, Now, AtATime, stoppingToken))
        {
            var uncertain = letter.Delivery.After(DeliveryState.Uncertain, Now, DeliveryEvent.System, DeliveryFaults.ProcessEnded);
            if (await cases.TryReplaceAsync(letter.Case, letter.Delivery, uncertain, null, stoppingToken)) telemetry.Note(uncertain);
        }
    }

    private async Task SendAsync(IReadOnlyList<DueLetter> letters, CancellationToken stoppingToken)
    {
        MailConnection? connection = null;
        await using var scope = scopes.CreateAsyncScope();
        var catalogue = scope.ServiceProvider.GetRequiredService<Catalogue>();
        try
        {
            foreach (var letter in letters)
            {
                if (Make(letter, catalogue) is not { } message)
                {
                    await WriteAsync(letter, letter.Delivery, new Outcome(DeliveryState.Refused, DeliveryFaults.AddressImpossible), stoppingToken);
                    continue;
                }
                if (connection is not { IsConnected: true })
                {
                    connection?.Dispose();
                    connection = null;
                    try
                    {
                        connection = await server.ConnectAsync(stoppingToken);
                    }
                    catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                    {
                        _loop.Note("Connecting to the mail server", exception);
                        await PutOffAsync(letters, MailServer.FaultOf(exception), stoppingToken);
                        return;
                    }
                }
                await HandOverAsync(letter, message, connection, stoppingToken);
                await Task.Delay(TimeSpan.FromMinutes(1) / options.Value.MessagesPerMinute, time, stoppingToken);
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // One of which no message can be made must not keep the others waiting.
    private MimeMessage? Make(DueLetter letter, Catalogue catalogue)
    {
        try
        {
            catalogue.TryGetSite(letter.Site, out var site);
            return LetterMail.Make(letter, options.Value, ReplyAddress.Of(site, options.Value, mailboxes.Value.Mailboxes), time.GetUtcNow());
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            _loop.Note("Making the message of a letter", exception);
            return null;
        }
    }

    private async Task HandOverAsync(DueLetter letter, MimeMessage message, MailConnection connection, CancellationToken stoppingToken)
    {
        var now = Now;
        var begun = letter.Delivery with { State = DeliveryState.HandingOver, Attempts = letter.Delivery.Attempts + 1, DueAt = now + Lease, LastAt = now };
        if (!await cases.TryReplaceAsync(letter.Case, letter.Delivery, begun, null, stoppingToken)) return;
        Outcome outcome;
        using (var patience = new CancellationTokenSource(MailServer.Patience, time))
        await using (stoppingToken.Register(() => patience.CancelAfter(Grace)))
        {
            outcome = await connection.HandOverAsync(message, patience.Token);
        }
        if (outcome.Cause is { } cause) _loop.Note("Handing a letter over", cause);
        await WriteAsync(letter, begun, outcome, stoppingToken);
    }

    // Also while the process stops, and while the database is away: nobody else knows what came of it.
    private async Task WriteAsync(DueLetter letter, Delivery before, Outcome outcome, CancellationToken stoppingToken)
    {
        var after = After(letter, before, outcome);
        using var patience = new CancellationTokenSource(Lease, time);
        await using var grace = stoppingToken.Register(() => patience.CancelAfter(Grace));
        var isWritten = false;
        while (!await _loop.TryAsync("Writing what came of a letter", async () => isWritten = await cases.TryReplaceAsync(letter.Case, before, after, null, patience.Token), patience.Token))
        {
            await Task.Delay(PauseOfWriting, time, patience.Token);
        }
        if (isWritten) telemetry.Note(after);
    }

    // Without a server none of them goes; the others of the round would only wait for the same.
    private async Task PutOffAsync(IReadOnlyList<DueLetter> letters, string fault, CancellationToken stoppingToken)
    {
        foreach (var letter in letters)
        {
            var tried = letter.Delivery with { Attempts = letter.Delivery.Attempts + 1 };
            var after = After(letter, tried, new Outcome(DeliveryState.Queued, fault));
            if (await cases.TryReplaceAsync(letter.Case, letter.Delivery, after, null, stoppingToken)) telemetry.Note(after);
        }
    }

    private Delivery After(DueLetter letter, Delivery before, Outcome outcome)
    {
        var now = Now;
        if (outcome.State != DeliveryState.Queued) return before.After(outcome.State, now, DeliveryEvent.System, outcome.Fault);
        if (now - letter.Delivery.Events[0].At > GivenUpAfter) return before.After(DeliveryState.Failed, now, DeliveryEvent.System, outcome.Fault);
        var pause = FirstPause * (1 << Math.Min(before.Attempts - 1, 10));
        return before.After(DeliveryState.Queued, now, DeliveryEvent.System, outcome.Fault) with { DueAt = now + (pause < LongestPause ? pause : LongestPause) };
    }
}
