using System.Net;
using System.Net.Http.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>An engine of its own, told to refuse every query that no index serves, whatever code sends it.</summary>
public sealed class Every_query_of_the_service
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_served_by_an_index()
    {
        await using var engine = new RealEngine();
        await engine.InitializeAsync();
        var admin = engine.Client.GetDatabase("admin");
        await admin.RunCommandAsync<BsonDocument>(new BsonDocument { ["setParameter"] = 1, ["notablescan"] = true }, cancellationToken: Token);
        await using var indicators = await RunningIndicators.StartAsync(engine);

        await UseEverythingAsync(indicators);

        // The engine does refuse: a query without an index shows it.
        await Assert.ThrowsAsync<MongoCommandException>(() => indicators.Database.Facts.Find(fact => fact.Version == 7).ToListAsync(Token));
    }

    private static async Task UseEverythingAsync(RunningIndicators indicators)
    {
        var answer = Given.Answer();
        var other = Given.Answer();
        var untold = Given.Answer(date: "2026-03-12");
        indicators.Sources.Hold(answer.Voided(), other, Given.Answer(date: "2026-03-11"));
        await indicators.PublishAsync(Given.Recorded(answer, other, untold));
        await indicators.PublishAsync(Given.Recorded(answer.Voided()));
        var measurement = new { indicator = "phone.lostCalls", site = "91-EVRY", month = "2026-03", numerator = 1, denominator = 2, source = "standard" };
        using var typed = await indicators.Http.PutAsJsonAsync($"/api/indicators/v1/measurements/{Guid.NewGuid()}", measurement, Token);
        typed.EnsureSuccessStatusCode();
        await indicators.SettledAsync();
        // One day agrees, one is asked for, and of one nothing was told before the patrol came by.
        indicators.Sources.Hold(untold);
        await indicators.PublishAsync(indicators.Sources.Row());
        await indicators.PublishAsync(indicators.Sources.Row(date: "2026-03-11"));
        await Eventually.ReadsAsync("three days agree",
            _ => indicators.BalanceAsync(),
            balance => balance.GetProperty("closed").GetBoolean() && balance.GetProperty("rows")[0].GetProperty("received").GetInt32() == 4,
            TimeSpan.FromSeconds(30), Token);
        await UseAsync(indicators, "cells/versions?network=essonne");
        await UseAsync(indicators, "cells?site=91-EVRY&month=2026-03");
        indicators.Http.DefaultRequestHeaders.Authorization = RunningIndicators.Bearer(["admin"], ["*"]);
        using var rebuild = await indicators.Http.PostAsync("/api/indicators/v1/rebuild?network=essonne&period=2026-03", null, Token);
        await Eventually.ReadsAsync("the rebuild is done",
            token => indicators.Http.GetStringAsync(rebuild.Headers.Location, token), text => text.Contains("succeeded", StringComparison.Ordinal),
            cancellationToken: Token);
        await indicators.SettledAsync();
        await indicators.FiguresAsync("network=essonne&period=2026&by=channel");
        var figure = await indicators.FigureAsync("site=91-EVRY&period=2026&indicator=satisfaction.global");
        using var sources = await indicators.Http.GetAsync($"/api/indicators/v1/figures/{figure.GetProperty("id").GetString()}/sources?pageSize=1", Token);
        sources.EnsureSuccessStatusCode();
        await TakeCutsAsync(indicators);
        await ParkAsync(indicators);
    }

    private static async Task ParkAsync(RunningIndicators indicators)
    {
        await indicators.PublishAsync(Given.Recorded(Given.Answer() with { Version = 0 }));
        await UseAsync(indicators, "parked");
        await UseAsync(indicators, "parked?givenUp=true");
        foreach (var place in (string[])["facts", "cells", "balanceMonths", "cuts"])
        {
            foreach (var act in (string[])["retry", "give-up"])
            {
                using var response = await indicators.Http.PostAsJsonAsync($"/api/indicators/v1/parked/{place}/{Guid.NewGuid()}/{act}", new { reason = "Essai" }, Token);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            }
        }
    }

    private static async Task TakeCutsAsync(RunningIndicators indicators)
    {
        var ledgers = new Ledgers();
        await ledgers.AddAsync(indicators, Given.Answer(date: "2029-03-10"));
        var first = await indicators.TakeCutAsync(ledgers, "2029-03");
        await ledgers.AddAsync(indicators, Given.Answer(date: "2029-03-10"));
        var second = await indicators.TakeCutAsync(ledgers, "2029-03");
        await indicators.SiteDaysAsync(second);
        await indicators.VerifyAsync(second, second.Parts[0]);
        using var differences = await indicators.Http.GetAsync($"/api/indicators/v1/cuts/{first.CutId}/differences?to={second.CutId}", Token);
        differences.EnsureSuccessStatusCode();
    }

    private static async Task UseAsync(RunningIndicators indicators, string call)
    {
        using var response = await indicators.Http.GetAsync($"/api/indicators/v1/{call}", Token);
        response.EnsureSuccessStatusCode();
    }
}
