using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What differs between a cut and a later one of the same network and period.</summary>
public sealed class Comparing_two_cuts(RealEngine engine)
{
    private readonly Ledgers _ledgers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_late_answers_and_corrections_with_their_cause()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var (voided, accepted, discarded, kept) = (
            Given.Answer(), Given.Answer() with { Status = "setAside" }, Given.Answer() with { Status = "setAside" }, Given.Answer());
        var (answered, qualified, moved, withdrawn, rerouted) = (Given.Case(), Given.Case(motive: null), Given.Case(), Given.Case(), Given.Case());
        await _ledgers.AddAsync(indicators, voided, accepted, discarded, kept);
        await _ledgers.AddAsync(indicators, answered, qualified, moved, withdrawn, rerouted);
        var first = await indicators.TakeCutAsync(_ledgers, "2026-Q1");

        var (late, lateCase) = (Given.Answer(date: "2026-01-05"), Given.Case("2026-03-01"));
        await _ledgers.AddAsync(indicators, voided.Voided(), accepted with { Version = 2, Status = "counted" }, discarded with { Version = 2, Status = "discarded" }, late);
        await _ledgers.AddAsync(indicators, lateCase,
            Next(answered) with { Verdict = "inTime", ResponseDays = 4 },
            Next(qualified) with { Motive = "attente" },
            Next(moved) with { ReceivedOn = Given.Day("2026-02-20"), Site = "91-PALAISEAU" },
            Next(withdrawn) with { Verdict = "notApplicable" },
            Next(rerouted) with { Channel = "mail" });
        var measured = await MeasureAsync(indicators);
        var second = await indicators.TakeCutAsync(_ledgers, "2026-Q1");

        var items = await DifferencesAsync(indicators, first, second, pageSize: 200);

        Assert.Equal(
            new[]
            {
                ("91-EVRY", "2026-01-05", "surveys", late.ResponseId, "", "1", "late", ""),
                ("91-EVRY", "2026-03-01", "complaints", lateCase.ComplaintId, "", "1", "late", ""),
                ("91-EVRY", "2026-03-01", "measurements", measured, "", "1", "measured", ""),
                ("91-EVRY", Given.Date, "complaints", answered.ComplaintId, "1", "2", "answered", ""),
                ("91-EVRY", Given.Date, "complaints", qualified.ComplaintId, "1", "2", "qualified", ""),
                ("91-EVRY", Given.Date, "complaints", withdrawn.ComplaintId, "1", "2", "withdrawn", ""),
                ("91-EVRY", Given.Date, "complaints", rerouted.ComplaintId, "1", "2", "corrected", ""),
                ("91-EVRY", Given.Date, "surveys", voided.ResponseId, "1", "2", "voided", ""),
                ("91-EVRY", Given.Date, "surveys", accepted.ResponseId, "1", "2", "accepted", ""),
                ("91-EVRY", Given.Date, "surveys", discarded.ResponseId, "1", "2", "discarded", ""),
                ("91-PALAISEAU", "2026-02-20", "complaints", moved.ComplaintId, "1", "2", "corrected", $"91-EVRY {Given.Date}"),
            }.OrderBy(one => one.Item1, StringComparer.Ordinal).ThenBy(one => one.Item2, StringComparer.Ordinal)
                .ThenBy(one => one.Item3, StringComparer.Ordinal).ThenBy(one => one.Item4),
            items.Select(Read));
        Assert.Equal(items.Select(Read), (await DifferencesAsync(indicators, first, second, pageSize: 2)).Select(Read));
        Assert.Empty(await DifferencesAsync(indicators, second, second, pageSize: 2));
    }

    [Fact]
    public async Task Of_different_periods_is_refused()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var first = await indicators.TakeCutAsync(_ledgers, "2026-02");
        var second = await indicators.TakeCutAsync(_ledgers, "2026-03");

        using var other = await indicators.Http.GetAsync($"/api/indicators/v1/cuts/{first.CutId}/differences?to={second.CutId}", Token);
        using var nothing = await indicators.Http.GetAsync($"/api/indicators/v1/cuts/{first.CutId}/differences", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("QP-INDICATORS-012", (await other.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
    }

    [Fact]
    public async Task Goes_on_when_whoever_asked_has_gone_away()
    {
        await using var queries = new HeardQueries(engine);
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine, $"--QUALIPREF_MONGO={queries.ConnectionString}");
        await _ledgers.AddAsync(indicators, Given.Answer());
        var first = await indicators.TakeCutAsync(_ledgers, "2026-03");
        await _ledgers.AddAsync(indicators, Given.Answer());
        var second = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var comparison = indicators.Service<CutComparison>();
        queries.Forget();

        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        queries.Hold();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => comparison.CompareAsync(first, second, gone.Token));
        queries.LetThrough();

        await Eventually.ReadsAsync("the part of each cut is read", _ => Task.FromResult(queries.Of("cutParts").Count), read => read == 2, cancellationToken: Token);
        Assert.Single(await comparison.CompareAsync(first, second, Token));
        Assert.Equal(2, queries.Of("cutParts").Count);
    }

    private static ComplaintState Next(ComplaintState one) => one with { Version = one.Version + 1 };

    private static (string, string, string, Guid, string, string, string, string) Read(JsonElement item) => (
        item.GetProperty("site").GetString()!, item.GetProperty("date").GetString()!, item.GetProperty("source").GetString()!, item.GetProperty("id").GetGuid(),
        item.GetProperty("from").ToString(), item.GetProperty("to").ToString(), item.GetProperty("cause").GetString()!,
        $"{item.GetProperty("fromSite")} {item.GetProperty("fromDate")}".Trim());

    private static async Task<List<JsonElement>> DifferencesAsync(RunningIndicators indicators, CutRoot from, CutRoot to, int pageSize)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await indicators.Http.GetFromJsonAsync<JsonElement>(
                $"/api/indicators/v1/cuts/{from.CutId}/differences?to={to.CutId}&pageSize={pageSize}{(cursor is null ? "" : $"&cursor={cursor}")}", Token);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return items;
    }

    private static async Task<Guid> MeasureAsync(RunningIndicators indicators)
    {
        var id = Guid.NewGuid();
        var body = new { indicator = "phone.lostCalls", site = Given.Site, month = "2026-03", numerator = 1, denominator = 2, source = "standard" };
        using var typed = await indicators.Http.PutAsJsonAsync($"/api/indicators/v1/measurements/{id}", body, Token);
        typed.EnsureSuccessStatusCode();
        return id;
    }
}
