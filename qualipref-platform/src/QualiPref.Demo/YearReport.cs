using System.Globalization;
using System.Text.Json;
using QualiPref.Synthetic;

namespace QualiPref.Demo;

/// <summary>
/// The year's report, frozen: a draft shows what has been counted so far; an edition rests on a cut of everything that was acknowledged. The same seed and
/// year give the same edition again.
/// </summary>
internal static class YearReport
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Makes the report and freezes it. What takes longer than a call waits is an operation.</summary>
    /// <returns>Id of the edition.</returns>
    public static async Task<string> FreezeAsync(QualityApi api, DemoOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var year = options.Year.ToString(CultureInfo.InvariantCulture);
        var key = NameBasedUuid.Of(FormattableString.Invariant($"report/{options.Seed}/{year}"));
        var wanted = new { network = "essonne", period = year, title = $"Bilan annuel {year} (démonstration)" };
        var report = Text(await api.CreateAsync("/api/reporting/v1/reports", wanted, key, cancellation), "id");
        var reply = await api.CreateAsync($"/api/reporting/v1/reports/{report}/freeze", new { }, NameBasedUuid.Of($"edition/{key}"), cancellation);
        return reply.TryGetProperty("progress", out _) ? await WaitAsync(api, Text(reply, "id"), clock, cancellation) : Text(reply, "id");
    }

    private static async Task<string> WaitAsync(QualityApi api, string id, TimeProvider clock, CancellationToken cancellation)
    {
        var operation = $"/api/reporting/v1/operations/{id}";
        var started = clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (clock.GetElapsedTime(started) < Patience && await timer.WaitForNextTickAsync(cancellation))
        {
            var state = await api.GetAsync(operation, cancellation);
            if (Text(state, "status") == "succeeded")
                return Text(state.GetProperty("result"), "edition");
            if (Text(state, "status") == "failed")
                throw new DemoException($"Le rapport n'a pas pu être arrêté : {state.GetProperty("problem")}");
        }
        throw new DemoException($"Après {Patience.TotalSeconds} s, le rapport n'est pas arrêté : consultez {operation}.");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
