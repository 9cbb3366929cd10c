using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Complaints.Sending;

/// <summary>What becomes of e-mails, for whoever watches the system.</summary>
internal sealed class SendingTelemetry
{
    private const string Meter = "QualiPref.Complaints";

    private static readonly StoredNumber Waiting = new(Meter, "qualipref.complaints.letters.waiting", "{letter}",
        "E-mails that wait to be handed over to the mail server. The same from every replica: max");

    private static readonly StoredNumber Oldest = new(Meter, "qualipref.complaints.letters.oldest", "s",
        "Since when the oldest e-mail waits of those that were tried and did not go. The same from every replica: max");

    private readonly Counter<long> _outcomes;

    public SendingTelemetry(IMeterFactory meters) => _outcomes = meters.Create(Meter).CreateCounter<long>("qualipref.complaints.letters.outcomes", "{attempt}",
        "Attempts to hand an e-mail over, by what the state of the letter became, where queued is one that is tried again. Of each replica its own: sum by (outcome)");

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<SendingTelemetry>();
        services.AddStoredNumber(Waiting, async (provider, token) => [new((await CountAsync(provider, token)).Count)]);
        services.AddStoredNumber(Oldest, async (provider, token) =>
            [new(Measured.Age((await CountAsync(provider, token)).TriedSince, provider.GetRequiredService<TimeProvider>()))]);
    }

    /// <summary>Counts an attempt.</summary>
    /// <param name="delivery">What it became.</param>
    public void Note(Delivery delivery) => _outcomes.Add(1, new KeyValuePair<string, object?>("outcome", CaseNames.Of(delivery.State)));

    private static Task<WaitingLetters> CountAsync(IServiceProvider provider, CancellationToken cancellationToken) =>
        provider.GetRequiredService<DueLetters>().CountAsync(cancellationToken);
}
