using System.Net;
using System.Net.Http.Json;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What an exporter of metrics is told.</summary>
public sealed class Telling_what_waits(RealEngine engine) : IAsyncLifetime
{
    private RunningIndicators _indicators = null!;
    private HeardNumbers _numbers = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _indicators = await RunningIndicators.StartAsync(engine);
        _indicators.Sources.AnswerRequests = false;
        _numbers = _indicators.Hear();
    }

    public ValueTask DisposeAsync()
    {
        _numbers.Dispose();
        return _indicators.DisposeAsync();
    }

    [Fact]
    public async Task A_fact_that_cannot_be_counted_yet_shows_with_its_age_until_it_is()
    {
        await using (await RefusedWrites.StartAsync(_indicators.Database.Database, "cells", "pass"))
        {
            await _indicators.PublishAsync(Given.Recorded(Given.Answer(), Given.Answer(), Given.Answer(date: "2026-03-11")));

            await _numbers.ReadsAsync("qualipref.indicators.dirty.sitedays", "", days => days == 2);
            // Turns come by every two seconds: an age beyond that is no single turn's.
            await _numbers.ReadsAsync("qualipref.indicators.cell.waiting", "", age => age > 4);
        }
        await _numbers.ReadsAsync("qualipref.indicators.dirty.sitedays", "", days => days == 0);
        await _numbers.ReadsAsync("qualipref.indicators.cell.waiting", "", age => age < 2);
    }

    [Fact]
    public async Task A_day_that_disagrees_shows_with_its_age_until_it_agrees()
    {
        var (held, missing) = (Given.Answer(), Given.Answer());
        _indicators.Sources.Hold(held, missing);
        await _indicators.PublishAsync(Given.Recorded(held));
        await _indicators.PublishAsync(_indicators.Sources.Row());

        await _numbers.ReadsAsync("qualipref.indicators.balance.open", "surveys", days => days == 1);
        await _numbers.ReadsAsync("qualipref.indicators.balance.open.age", "surveys", age => age > 0.5);
        Assert.Equal(0, _numbers.Of("qualipref.indicators.balance.open")["complaints"]);

        await _indicators.PublishAsync(Given.Recorded(missing));
        await _numbers.ReadsAsync("qualipref.indicators.balance.open", "surveys", days => days == 0);
        await _numbers.ReadsAsync("qualipref.indicators.balance.open.age", "surveys", age => age == 0);
    }

    [Fact]
    public async Task What_is_parked_shows_until_it_is_given_up()
    {
        var answer = Given.Answer() with { Channel = "a.channel" };
        await _indicators.PublishAsync(Given.Recorded(answer));
        await _numbers.ReadsAsync("qualipref.parked.items", "facts indicators", items => items == 1);

        _indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
        var id = $"surveys:{answer.ResponseId}:{answer.Version}";
        using var given = await _indicators.Http.PostAsJsonAsync($"/api/indicators/v1/parked/facts/{id}/give-up", new { reason = "Essai" }, Token);

        Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        await _numbers.ReadsAsync("qualipref.parked.items", "facts indicators", items => items == 0);
    }
}
