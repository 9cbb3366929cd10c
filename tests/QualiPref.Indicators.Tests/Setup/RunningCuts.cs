using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>Asking for cuts and reading them.</summary>
internal static class RunningCuts
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task RequestCutAsync(this RunningIndicators indicators, Guid cut, string period, params DeclaredMonth[] declared) =>
        indicators.PublishOneAsync(Request(cut, period, declared));

    /// <summary>A request as a service of before sends it, without the sites.</summary>
    public static CutRequested Request(Guid cut, string period, params DeclaredMonth[] declared) => new()
    {
        CutId = cut,
        Network = "essonne",
        Period = period,
        AsOf = Given.Day("2026-04-15"),
        Declared = declared,
    };

    /// <summary>Waits until the end of a cut is told.</summary>
    public static async Task<CutTaken> EndOfAsync(this RunningIndicators indicators, Guid cut)
    {
        var told = await Eventually.ReadsAsync("the end of the cut is told", _ => Task.FromResult(indicators.Service<CutPost>().Of(cut)),
            messages => messages.Count > 0, TimeSpan.FromSeconds(30), Token);
        return told[0];
    }

    /// <summary>A cut of whatever the ledgers hold, once it is taken.</summary>
    public static async Task<CutRoot> TakeCutAsync(this RunningIndicators indicators, Ledgers ledgers, string period)
    {
        var cut = Guid.NewGuid();
        await indicators.SettledAsync();
        await indicators.RequestCutAsync(cut, period);
        await ledgers.AnswerAsync(indicators, cut);
        var end = await indicators.EndOfAsync(cut);
        Assert.NotNull(end.RootDigest);
        return await indicators.RootAsync(cut, end.RootDigest);
    }

    /// <summary>The root over HTTP; its bytes are those of the digest.</summary>
    public static async Task<CutRoot> RootAsync(this RunningIndicators indicators, Guid cut, string digest)
    {
        var bytes = await indicators.Http.GetByteArrayAsync($"/api/indicators/v1/cuts/{cut}", Token);
        Assert.Equal(digest, ContentStore.DigestOf(bytes));
        return JsonSerializer.Deserialize<CutRoot>(bytes, CutJson.Options)!;
    }

    /// <summary>All site-days of a cut over HTTP; each part's bytes are those of its digest.</summary>
    public static async Task<IReadOnlyList<CutSiteDay>> SiteDaysAsync(this RunningIndicators indicators, CutRoot root)
    {
        var days = new List<CutSiteDay>();
        foreach (var part in root.Parts)
        {
            var bytes = await indicators.Http.GetByteArrayAsync($"/api/indicators/v1/cuts/{root.CutId}/parts/{part.Digest}", Token);
            Assert.Equal(part.Digest, ContentStore.DigestOf(bytes));
            Assert.Equal(part.Bytes, bytes.Length);
            days.AddRange(JsonSerializer.Deserialize<CutPart>(bytes, CutJson.Options)!.SiteDays);
        }
        return days;
    }

    /// <summary>Ids and versions in a site-day, in the order of the list.</summary>
    public static IReadOnlyList<(string Source, Guid Id, int Version)> Listed(this CutSiteDay day) =>
        [.. CutEntry.Unpack(day.Facts).Select(entry => (entry.SourceName, entry.Id, entry.Version))];

    public static async Task<JsonElement> VerifyAsync(this RunningIndicators indicators, CutRoot root, CutPartReference part)
    {
        using var answer = await indicators.Http.PostAsync($"/api/indicators/v1/cuts/{root.CutId}/parts/{part.Digest}/verify", null, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
