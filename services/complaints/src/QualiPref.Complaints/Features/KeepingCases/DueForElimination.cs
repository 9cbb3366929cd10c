using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Has the cases counted that were kept long enough, for whoever watches that none is kept for ever.</summary>
internal static class DueForElimination
{
    // What becomes of them next: they are erased within the day; they would be, but are too many without a person; no lasting decision covers them.
    private const string Run = "run", Confirmation = "confirmation", Decision = "decision";

    private static readonly StoredNumber Number = new("QualiPref.Complaints", "qualipref.complaints.retention.due", "{case}",
        "Cases that were kept long enough and are not erased, without those under a legal hold, by what they wait for, the next run, a confirmation that so many are meant, or any decision at all. The same from every replica: max by (awaits)");

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<LastLook>();
        services.AddStoredNumber(Number, CountAsync);
    }

    private static async Task<IReadOnlyList<Measurement<double>>> CountAsync(IServiceProvider provider, CancellationToken token)
    {
        var (retention, options) = (provider.GetRequiredService<RetentionStore>(), provider.GetRequiredService<IOptions<RetentionOptions>>().Value);
        List<string> sites = [.. provider.GetRequiredService<Catalogue>().Sites.Select(site => site.Code)];
        var due = await retention.CountAsync(provider.GetRequiredService<Elimination>().Kinds(), sites, token);
        var numbers = new Dictionary<string, double> { [Run] = 0, [Confirmation] = 0, [Decision] = 0 };
        foreach (var site in due.Where(one => !one.Held).GroupBy(one => one.Site, one => one.Cases))
        {
            var cases = site.Sum();
            var awaits = !options.HasLastingDecision ? Decision : options.NeedsPerson(cases, await retention.CountKeptAsync(site.Key, token)) ? Confirmation : Run;
            numbers[awaits] += cases;
        }
        return [.. numbers.Select(one => new Measurement<double>(one.Value, new KeyValuePair<string, object?>("awaits", one.Key)))];
    }
}

/// <summary>Tells since when this replica has not looked what a lasting decision covers, which it does every day. Without such a decision it tells nothing.</summary>
internal sealed class LastLook
{
    private readonly TimeProvider _time;
    // The time of its start counts as a look: of what was before a replica knows nothing.
    private long _at;

    public LastLook(IMeterFactory meters, IOptions<RetentionOptions> options, TimeProvider time)
    {
        _time = time;
        Note();
        meters.Create("QualiPref.Complaints").CreateObservableGauge("qualipref.complaints.retention.look.age",
            () => options.Value.HasLastingDecision ? [new Measurement<double>((time.GetUtcNow() - At).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s",
            "Since when a replica has not looked what the lasting decision covers; without one there is no value. Of each replica its own, and each looks daily: max");
    }

    private DateTimeOffset At => new(Interlocked.Read(ref _at), TimeSpan.Zero);

    /// <summary>Notes that it has looked now.</summary>
    public void Note() => Interlocked.Exchange(ref _at, _time.GetUtcNow().UtcTicks);
}
