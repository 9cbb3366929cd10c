using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Reporting.Tests;

public sealed class Verifying_through_a_fail_over(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeps_the_outcome_although_a_sign_of_life_and_the_outcome_were_refused_once()
    {
        var refused = 0;
        var isAway = false;
        await using var wire = new EngineWire { Ear = command => { if (Volatile.Read(ref isAway) && command.GetValue("update", "") == "verifications") Interlocked.Increment(ref refused); } };
        wire.Mood = command => Volatile.Read(ref isAway) && command == "update" ? WireFault.NotPrimary : WireFault.None;
        wire.LeadTo(engine.Engine);
        await using var reporting = await RunningReporting.StartAsync(engine, $"--QUALIPREF_MONGO={wire.ConnectionString}", "--QualiPref:Reporting:VerifyWait=00:00:00");
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var edition = await reporting.FreezeAsync(await reporting.OpenAsync());
        var mayGoOn = new TaskCompletionSource();
        reporting.Indicators.Before = (_, aborted) => mayGoOn.Task.WaitAsync(aborted);
        using var accepted = await reporting.PostToAsync($"/editions/{edition}/verify", null);

        Volatile.Write(ref isAway, true);
        await RefusedAsync(1);
        mayGoOn.SetResult();
        await RefusedAsync(2);
        Volatile.Write(ref isAway, false);

        var operation = await Eventually.ReadsAsync("the outcome is kept",
            _ => reporting.JsonAsync(accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..]),
            one => one.GetProperty("status").GetString() != "running", TimeSpan.FromSeconds(20), Token);
        Assert.Equal("succeeded", operation.GetProperty("status").GetString());
        Assert.True(operation.GetProperty("result").GetProperty("verified").GetBoolean());

        Task RefusedAsync(int times) => Eventually.ReadsAsync(
            $"{times} writes were refused", _ => Task.FromResult(Volatile.Read(ref refused)), count => count >= times, TimeSpan.FromSeconds(20), Token);
    }
}
